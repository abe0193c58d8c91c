"""Icons of the `diagrams` package as data URIs, unchanged."""

from __future__ import annotations

import base64
import importlib
import struct
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

_PNG = b"\x89PNG\r\n\x1a\n"


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
    uri = "data:image/png;base64," + base64.b64encode(data).decode("ascii")
    return Picture(uri, width / height)


def icon_file(of_class: Any) -> Path | None:
    """Return the file of an icon class, or `None` when it has none."""
    if of_class is None or not of_class._icon or not of_class._icon_dir:
        return None
    import diagrams

    # The package keeps `resources` beside itself, and its classes hold the path from there.
    path = Path(diagrams.__file__).parent.parent / of_class._icon_dir / of_class._icon
    return path if path.is_file() else None
