"""``python -m archlint``: the command line without the script on the PATH."""

import os
import sys


def _forget_working_directory() -> None:
    """Take from Python's path what ``-m`` has put there.

    The working directory holds what is checked, which may be a stranger's: a file ``yaml.py`` in it
    would be imported instead of the real one.
    """
    by_name = __spec__ is not None and __spec__.parent == "archlint"
    if by_name and not sys.flags.safe_path and sys.path:
        try:
            here = os.getcwd()  # noqa: PTH109 - pathlib must not be imported before this is done
        except OSError:  # it has been removed, so that nothing was put there
            return
        if sys.path[0] in ("", here):
            del sys.path[0]


if __name__ == "__main__":
    _forget_working_directory()
    from archlint.cli import main

    sys.exit(main())
