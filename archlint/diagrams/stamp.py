"""The stamp that a picture bears: the hash of what it was drawn from.

Whether a committed picture is current is decided by its stamp: the same scene may be a few bytes
another way on another platform, and drawing it takes a second.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from archlint.architecture.values import Model
from archlint.diagrams.scene import build_scene
from archlint.diagrams.theme import Theme

_PNG_HEADER = 8 + 25  # the signature and the IHDR chunk: PNG specification, sections 5.2 and 11.2.2


def stamp_of(model: Model, theme: Theme) -> str:
    """Return the stamp of a picture: it changes when, and only when, what is drawn does."""
    inputs = json.dumps(_plain([build_scene(model, theme), theme]), sort_keys=True)
    return f"archlint inputs sha256:{hashlib.sha256(inputs.encode()).hexdigest()}"


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(_plain(item) for item in value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def stamped_svg(svg: str, stamp: str) -> str:
    """Put a stamp into an SVG, as metadata before its end."""
    head, end, rest = svg.rpartition("</svg>")
    return f"{head}<metadata>{stamp}</metadata>\n{end}{rest}"


def stamped_png(png: bytes, stamp: str) -> bytes:
    """Put a stamp into a PNG, as a text chunk after its header."""
    content = b"tEXt" + b"Source\0" + stamp.encode("latin-1")
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    return png[:_PNG_HEADER] + chunk + png[_PNG_HEADER:]
