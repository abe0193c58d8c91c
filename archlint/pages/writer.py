"""Write all pages: the whole run, in calling order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archlint.graph import ArchitectureGraph
from archlint.pages.atlas import COMPONENTS, DATA_FLOWS, FINDINGS, Atlas
from archlint.pages.availability import availability_view
from archlint.pages.boundaries import boundaries_view
from archlint.pages.components import components_view
from archlint.pages.findings import findings_view
from archlint.pages.flows import flows_view
from archlint.pages.markdown import Link, href
from archlint.pages.monitoring import monitoring_view
from archlint.pages.overview import overview_view
from archlint.pages.templates import Templates
from archlint.ruleset import Report


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Attributes:
        file: The name of its file; its template has the same, with `.j2` appended.
        title: What navigation calls it.
        summary: What a reader finds there, in a line.
    """

    file: str
    title: str
    summary: str

    @property
    def link(self) -> Link:
        """Lead to it."""
        return Link(self.title, href(self.file))


@dataclass(frozen=True, slots=True)
class Site:
    """What every page knows of the whole: the system, its file and environment, the pages."""

    name: str
    path: str
    environment: str
    pages: tuple[Page, ...]


INDEX = "index.md"
PAGES = (
    Page(INDEX, "Overview", "the system in one picture, and how it is judged"),
    Page(COMPONENTS, "Components", "every component, actor and boundary in detail"),
    Page(DATA_FLOWS, "Data flows", "what moves through the system, step by step, and the data"),
    Page(
        "security-boundaries.md",
        "Security boundaries",
        "what stands in which boundary, what crosses it, and what is encrypted",
    ),
    Page(
        "high-availability.md",
        "High availability",
        "failover, scaling, health checks, backups and spread over zones",
    ),
    Page("monitoring.md", "Monitoring and logging", "what is watched, by whom, and what is not"),
    Page(FINDINGS, "Findings", "the rules that are violated, that hold, or that cannot be judged"),
)


def write_pages(
    report: Report, graph: ArchitectureGraph, templates: Mapping[str, str], *, picture: str
) -> dict[str, str]:
    """Write the documents of a model.

    Args:
        report: What a check of the model found.
        graph: The graph of the same model.
        templates: File name to Jinja2 source, as in `render/templates`.
        picture: The stem of the picture's files, empty for a system too large for one:
            `<stem>.svg` and `<stem>.png` lie beside the pages.

    Returns:
        File name to Markdown. The same input gives the same text.

    Raises:
        ArchlintError: If a template is missing or cannot be filled.
    """
    atlas = Atlas(graph)
    views = {
        INDEX: overview_view(report, atlas, picture),
        COMPONENTS: components_view(atlas),
        DATA_FLOWS: flows_view(atlas),
        "security-boundaries.md": boundaries_view(atlas),
        "high-availability.md": availability_view(atlas),
        "monitoring.md": monitoring_view(atlas),
        FINDINGS: findings_view(report, atlas),
    }
    site = Site(report.model.name, report.model.path, report.model.environment, PAGES)
    filled = Templates(templates)
    return {
        page.file: filled.fill(f"{page.file}.j2", site=site, page=page, view=views[page.file])
        for page in PAGES
    }
