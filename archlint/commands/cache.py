"""``archlint cache``: the results of earlier runs."""

from __future__ import annotations

from archlint.edge.cache import ResultCache, cache_folder
from archlint.edge.files import shown
from archlint.edge.terminal import Terminal
from archlint.text import plural


def run_clear(terminal: Terminal) -> int:
    """Remove every result, say how many there were, and return the exit status.

    Raises:
        ArchlintError: If one cannot be removed.
    """
    folder = cache_folder()
    removed = ResultCache(folder).clear()
    terminal.say(f"removed {plural(removed, 'result')} from {shown(folder)}")
    return 0
