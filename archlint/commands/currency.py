"""Whether written files are current: what `docs --check` and `render --check` have in common."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from archlint.edge.files import shown
from archlint.edge.terminal import Terminal
from archlint.text import plural

CURRENT = "current"


def tell_currency(states: Mapping[str, str], *, folder: Path, mend: str, terminal: Terminal) -> int:
    """Say which files are not current and what makes them so, and return the exit status.

    Args:
        states: By the path of each file, as it is shown: `current`, or what else it is.
        folder: The folder that holds them.
        mend: The command that makes all of them current.
        terminal: Where to say it.

    Returns:
        0 if all are current, else 1.
    """
    off = {path: state for path, state in sorted(states.items()) if state != CURRENT}
    if not off:
        terminal.say(f"{plural(len(states), 'file')} in {shown(folder)}, all current")
        return 0
    for path, state in off.items():
        terminal.say(f"{path}: {state}")
    terminal.say(f"{plural(len(off), 'file')} not current; run: {mend}")
    return 1
