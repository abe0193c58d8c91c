"""What the frameworks' own files say of them and of their controls."""

from __future__ import annotations

from collections.abc import Mapping

from archlint.edge.files import FileReader
from archlint.edge.loading import load_frameworks
from archlint.edge.sources import Extent
from archlint.pages.rule_pages import ControlTitle, FrameworkTitle


def load_titles(files: FileReader, extent: Extent) -> Mapping[str, FrameworkTitle]:
    """Return what pages say of frameworks and their controls, by the id of the framework.

    Raises:
        SourceError: If a framework cannot be read.
    """
    return {
        framework.id: FrameworkTitle(
            title=f"{framework.title} {framework.version}".strip(),
            remark=framework.remark
            or ("a third party's mapping" if framework.mapping == "third-party" else ""),
            controls={
                control.id: ControlTitle(control.title, control.source)
                for control in framework.controls.values()
            },
        )
        for framework in load_frameworks(files, extent)
    }
