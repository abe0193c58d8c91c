"""The stamp that a picture bears: a hash of what it was drawn from, and one of the drawing itself.

Whether a committed picture is current is decided by its stamp: the same scene may be a few bytes
another way on another platform, and drawing it takes a second.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

from archlint.architecture.values import Model
from archlint.diagrams.scene import Scene, build_scene
from archlint.diagrams.theme import Theme

_DRAWN_BY = ("archlint", "diagrams", "font-roboto", "fonttools", "pygraphviz", "resvg-py")
_PNG_HEADER = 8 + 25  # the signature and the IHDR chunk: PNG specification, sections 5.2 and 11.2.2


def inputs_of(model: Model, theme: Theme) -> str:
    """Return the hash of what a picture is drawn from: the scene, the look, and what draws it."""
    return scene_inputs(build_scene(model, theme), theme)


def scene_inputs(scene: Scene, theme: Theme, *more: Any) -> str:
    """Return the hash of what a scene is drawn from, and of what more its picture shows."""
    inputs = json.dumps(_plain([scene, theme, _drawn_by(), *more]), sort_keys=True)
    return _hash(inputs.encode())


@cache
def _drawn_by() -> Mapping[str, str]:
    return {name: version(name) for name in _DRAWN_BY}


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        stamped = [field.name for field in fields(value) if field.metadata.get("stamped", True)]
        return {name: _plain(getattr(value, name)) for name in stamped}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(_plain(item) for item in value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def stamped_svg(svg: str, inputs: str) -> str:
    """Put a stamp into an SVG, as metadata before its end."""
    head, end, rest = svg.rpartition("</svg>")
    return f"{head}<metadata>{_stamp(inputs, svg.encode())}</metadata>\n{end}{rest}"


def stamped_png(png: bytes, inputs: str) -> bytes:
    """Put a stamp into a PNG, as a text chunk after its header."""
    content = b"tEXt" + b"Source\0" + _stamp(inputs, png).encode("latin-1")
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    return png[:_PNG_HEADER] + chunk + png[_PNG_HEADER:]


def _stamp(inputs: str, picture: bytes) -> str:
    return f"archlint inputs {inputs} picture {_hash(picture)}"


def is_stamped_with(picture: bytes, inputs: str) -> bool:
    """Tell whether a picture is whole, and bears the stamp of these inputs."""
    bare = _without_stamp(picture)
    return _stamp(inputs, bare).encode() in picture


def _without_stamp(picture: bytes) -> bytes:
    if picture.startswith(b"\x89PNG"):
        length = int.from_bytes(picture[_PNG_HEADER : _PNG_HEADER + 4], "big")
        return picture[:_PNG_HEADER] + picture[_PNG_HEADER + 12 + length :]
    return re.sub(rb"<metadata>[^<]*</metadata>\n(?=</svg>)", b"", picture)
