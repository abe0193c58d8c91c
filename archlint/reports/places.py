"""Paths as machines ask for them: as URIs, and relative to the root of a repository."""

from __future__ import annotations

import re
from urllib.parse import quote

from archlint.text import visible

_DRIVE = re.compile(r"[A-Za-z]:/")


def is_absolute(path: str) -> bool:
    """Tell whether a path, with forward slashes, starts at the root of a file system."""
    return path.startswith("/") or _DRIVE.match(path) is not None


def uri(path: str) -> str:
    """Write a path as a URI reference: relative, or with the scheme `file` where it is absolute."""
    escaped = quote(visible(path) if _is_broken(path) else path)
    if path.startswith("/"):
        return f"file://{escaped}"
    if is_absolute(path):
        return f"file:///{path[:2]}{escaped[4:]}"
    return "/".join(part for part in escaped.split("/") if part not in ("", ".")) or "."


def web_address(address: str) -> str:
    """Write the address of a page so that it is a URI, whatever it holds."""
    return quote(visible(address), safe="/:?#[]@!$&'()*+,;=%~")


def _is_broken(path: str) -> bool:
    """Tell whether a path holds halves of characters, which no URI can."""
    return any("\ud800" <= char <= "\udfff" for char in path)


def within(path: str, root: str) -> str:
    """Return a path relative to a folder, without `./`; one that lies elsewhere loses its root.

    Args:
        path: The path, with forward slashes.
        root: The folder, as an absolute path with forward slashes; empty if it is not known.
    """
    folder = root.rstrip("/") + "/"
    if root and path.startswith(folder):
        path = path[len(folder) :]
    elif _DRIVE.match(path):
        path = path[3:]
    return "/".join(part for part in path.split("/") if part not in ("", ".")) or "."
