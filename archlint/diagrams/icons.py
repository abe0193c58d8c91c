"""Icons of the `diagrams` package as data URIs, unchanged."""

from __future__ import annotations

import base64
import importlib
import struct
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

SMALL = 64  # pixels
_PNG = b"\x89PNG\r\n\x1a\n"
_PREFIX = "data:image/png;base64,"


class Picture(NamedTuple):
    """An icon: its data URI, and its width by its height."""

    uri: str
    ratio: float


def icon_class(path: str) -> Any:
    """Return the class of the `diagrams` package that a path such as `aws.database.RDS` names.

    Returns:
        A subclass of `diagrams.Node`, or `None` when there is none of that name.
    """
    from diagrams import Node

    module, _, name = path.rpartition(".")
    if not module or not all(part.isidentifier() for part in path.split(".")):
        return None
    try:
        found = getattr(importlib.import_module(f"diagrams.{module}"), name, None)
    except ImportError:
        return None
    return found if isinstance(found, type) and issubclass(found, Node) else None


@lru_cache(maxsize=512)
def picture(path: str) -> Picture | None:
    """Return an icon as an embeddable picture, or `None` when the class has none."""
    if not path:
        return None
    file = icon_file(icon_class(path))
    if file is None:
        return None
    data = file.read_bytes()
    if not data.startswith(_PNG):
        return None
    width, height = struct.unpack(">II", data[16:24])
    uri = _PREFIX + base64.b64encode(data).decode("ascii")
    return Picture(uri, width / height)


@lru_cache(maxsize=512)
def small_picture(path: str) -> Picture | None:
    """Return an icon at the size that it is drawn at, a fifth of the bytes; `None` for none."""
    whole = picture(path)
    if whole is None:
        return None
    import resvg_py

    width, height = (round(SMALL * min(1.0, side)) for side in (whole.ratio, 1 / whole.ratio))
    size = f'width="{width}" height="{height}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{whole.uri}"/></svg>'
    data = bytes(resvg_py.svg_to_bytes(svg_string=svg))
    return Picture(_PREFIX + base64.b64encode(data).decode("ascii"), whole.ratio)


def icon_file(of_class: Any) -> Path | None:
    """Return the file of an icon class, or `None` when it has none."""
    if of_class is None or not of_class._icon or not of_class._icon_dir:
        return None
    import diagrams

    # The package keeps `resources` beside itself, and its classes hold the path from there.
    path = Path(diagrams.__file__).parent.parent / of_class._icon_dir / of_class._icon
    return path if path.is_file() else None
