"""What a result depends on besides its inputs: archlint itself, Python, and what is installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from archlint import __version__
from archlint.edge.bundled import BundledData
from archlint.edge.trace import digest

_PACKAGE = Path(__file__).resolve().parent.parent


def installation(data: BundledData) -> str:
    """Return a digest of archlint's own files and of the folders that modules come from.

    Sizes and times stand for contents: nobody edits an installed package, and a checkout's files
    change theirs. Installing or removing a package changes the time of its folder. The working
    directory does not count: no plug-in is looked for there.
    """
    parts = [__version__, sys.version, *_states([_PACKAGE, data.types, data.rules, data.render])]
    here = Path.cwd()
    for entry in sys.path:
        if Path(entry).absolute() == here:
            continue
        try:
            parts.append(f"{entry} {Path(entry).stat().st_mtime_ns}")
        except OSError:
            parts.append(f"{entry} -")
    return digest("\n".join(parts).encode("utf-8", "surrogateescape"))


def module_states() -> dict[str, str]:
    """Return the size and time of each file of code that was imported from beyond the installation.

    That is what plug-ins are made of, and what they use: archlint's own files and Python's are
    told by `installation`.
    """
    standard = Path(os.__file__).resolve().parent
    found = {}
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if not isinstance(file, str) or Path(file).is_relative_to(_PACKAGE):
            continue
        if Path(file).is_relative_to(standard) and "site-packages" not in file:
            continue
        state = module_state(file)
        if state is not None:
            found[str(Path(file).absolute())] = state
    return dict(sorted(found.items()))


def module_state(path: str) -> str | None:
    """Return the size and time of a file, or `None` where there is none."""
    try:
        state = os.stat(path)  # noqa: PTH116 - a hundred of them are asked for on every start
    except OSError:
        return None
    return f"{state.st_size} {state.st_mtime_ns}"


def _states(folders: list[Path]) -> Iterator[str]:
    waiting = [str(folder) for folder in folders]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        waiting.append(entry.path)
                else:
                    state = entry.stat()
                    yield f"{entry.path} {state.st_size} {state.st_mtime_ns}"
