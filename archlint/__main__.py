"""The program ``archlint``, also as ``python -m archlint``: nothing but Python is imported yet."""

import os
import sys


def main() -> int:
    """Run the command line of this process, and return its exit status."""
    _forget_working_directory()
    import gc

    # Looking for garbage when all is done, and then once more, would only delay the end: with the
    # process goes what is left.
    gc.disable()
    from archlint.cli import main as run

    status = run()
    gc.freeze()
    return status


def _forget_working_directory() -> None:
    """Take the working directory from Python's path, where ``-m`` or PYTHONPATH has put it there.

    It holds what is checked, which may be a stranger's: a file ``yaml.py`` in it would be imported
    instead of the real one. What stands behind the standard library comes from where packages are
    installed, such as an editable install, and stays; so does the folder that archlint lies in.
    """
    try:
        here = os.path.realpath(os.getcwd())  # noqa: PTH109 - pathlib is not to be imported yet
    except OSError:  # it has been removed, so that nothing can be imported from it
        return
    own = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120
    if here == own:
        return
    library = os.path.dirname(os.__file__)  # noqa: PTH120
    end = sys.path.index(library) if library in sys.path else len(sys.path)
    first = [entry for entry in sys.path[:end] if os.path.realpath(entry) != here]
    sys.path[:end] = first


if __name__ == "__main__":
    sys.exit(main())
