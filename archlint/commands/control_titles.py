"""The titles of controls, as the frameworks' files state them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archlint.edge import loading
from archlint.edge.files import FileReader
from archlint.edge.sources import Extent


def control_titles(files: FileReader, extent: Extent) -> Mapping[tuple[str, str], str]:
    """Return the title of each control by framework and id; without frameworks there are none.

    Raises:
        SourceError: If a framework cannot be read.
    """
    return {
        (framework.id, control.id): control.title
        for framework in _frameworks(files, extent)
        for control in framework.controls.values()
        if control.title
    }


def _frameworks(files: FileReader, extent: Extent) -> tuple[Any, ...]:
    load: Any = getattr(loading, "load_frameworks", None)
    return load(files, extent) if load else ()
