"""Paths in a configuration: they stay inside the project."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archlint.config.values import Located
from archlint.source import Problems
from archlint.text import quote, visible

_DRIVE = re.compile(r"[A-Za-z]:")


def check_paths(key: str, stated: Iterable[Located], problems: Problems) -> None:
    """Report paths that could lead out of the project, or that name the same place twice."""
    seen: set[str] = set()
    for path in stated:
        fault = path_fault(path.text)
        if fault is not None:
            problems.add(f"{quote(path.text)} {fault[0]}", path.location, fault[1])
            continue
        normal = _normal(path.text)
        if normal in seen:
            message = f"'{key}' lists {quote(path.text)} twice, written differently"
            problems.add(message, path.location, "remove one of them")
        seen.add(normal)


def path_fault(path: str) -> tuple[str, str] | None:
    """Say why a configuration may not hold a path, and what to do; `None` when it may."""
    if path != path.strip():
        return "begins or ends with a blank", "remove the blank"
    if visible(path) != path:
        return "holds a character that cannot be seen", "rename the file or folder"
    if "\\" in path:
        return "holds a backslash", "write '/' between folders, on every system"
    if path.startswith("/") or _DRIVE.match(path):
        return "is an absolute path", "write it relative to the project's root"
    if ".." in path.split("/"):
        return "leads out of its folder by '..'", "name a place below the project's root"
    if "*" in path or "?" in path:
        return "is a pattern", "name the files or the folder"
    return None


def _normal(path: str) -> str:
    return "/".join(part for part in path.split("/") if part not in ("", "."))
