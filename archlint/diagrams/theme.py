"""What a picture looks like: colours, dashes, and which mark stands for which boundary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from archlint.architecture.parsing import parse
from archlint.architecture.shape import Fields, Shape
from archlint.architecture.tree import Mapping as TreeMapping
from archlint.architecture.tree import Tree
from archlint.architecture.values import Node
from archlint.source import Problems
from archlint.text import visible

LINE_KINDS = ("traffic", "uses", "reference")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}\Z")
_DASH = re.compile(r"[1-9][0-9]? [1-9][0-9]?\Z")
_ICON = re.compile(r"[a-z0-9]+(\.[a-z0-9]+)*\.[A-Za-z0-9_]+\Z")
_THEME = Shape(
    "a theme", required=("name", "page", "lines", "frames", "changes"), optional=("marks",)
)
_PAGE = Shape("a page", required=("background", "ink", "muted", "card", "card_border"))
_MARKS = Shape("marks", required=("above",))
_LINES = Shape("lines", required=LINE_KINDS)
_LINE = Shape("a line", required=("color", "width"), optional=("dash",))
_FRAME = Shape("a frame", required=("color",), optional=("fill", "dash", "icon", "by", "values"))
_VARIANT = Shape("a frame", required=("color",), optional=("fill", "dash", "icon"))
CHANGES = ("added", "removed", "changed", "moved", "former")
_CHANGES = Shape("changes", required=CHANGES)
_CHANGE = Shape("a change", required=("color", "fill"), optional=("dash",))


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a kind of line is drawn: colour, width in pixels, dash (empty for solid)."""

    color: str
    width: float
    dash: str = ""


@dataclass(frozen=True, slots=True)
class FrameStyle:
    """How a boundary is drawn.

    Attributes:
        color: The border's and the title's colour.
        fill: The ground's colour; empty for none.
        dash: The border's dash; empty for solid.
        icon: The icon class in the corner; empty for none.
        by: The property of the boundary that chooses among `values`; empty for none.
        values: Styles by that property's value.
    """

    color: str
    fill: str = ""
    dash: str = ""
    icon: str = ""
    by: str = ""
    values: Mapping[str, FrameStyle] = field(default_factory=lambda: MappingProxyType({}))


class ChangeStyle(NamedTuple):
    """How what a change touches is drawn: colour, ground, dash (empty for none of its own)."""

    color: str
    fill: str
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A whole theme.

    Attributes:
        name: What people call it.
        background: The page's colour.
        ink: The colour of names and titles.
        muted: The colour of second lines.
        card: The ground of a node.
        card_border: The border of a node.
        marks_above: The same use by more nodes than this becomes marks instead of lines.
        lines: A style for each kind of line.
        frames: Styles of boundaries by type or kind; `default` is always there.
        changes: A style for each of `CHANGES`; `former` is where something stood that moved.
    """

    name: str
    background: str
    ink: str
    muted: str
    card: str
    card_border: str
    marks_above: int
    lines: Mapping[str, LineStyle]
    frames: Mapping[str, FrameStyle]
    # Pictures of a model do not depend on it: their stamps leave it out.
    changes: Mapping[str, ChangeStyle] = field(metadata={"stamped": False})

    def frame(self, boundary: Node) -> FrameStyle:
        """Return the style of a boundary: by its type, else by a kind, else the default."""
        names = (boundary.type.id, *sorted(boundary.type.kinds), "default")
        style = next(self.frames[name] for name in names if name in self.frames)
        return style.values.get(boundary.text(style.by), style) if style.by else style


def read_theme(text: str, path: str) -> Theme:
    """Read a theme from its YAML.

    Args:
        text: The YAML.
        path: What positions and messages call the file.

    Raises:
        SourceError: With every problem that was found.
    """
    problems = Problems()
    reader = _Reader(problems)
    fields = _THEME.read(parse(text, path), problems)
    theme = reader.theme(fields) if fields is not None else None
    problems.raise_if_any()
    assert theme is not None  # noqa: S101 - the line above has raised
    return theme


class _Reader:
    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def theme(self, fields: Fields) -> Theme | None:
        page = self._part(fields, "page", _PAGE)
        lines = self._part(fields, "lines", _LINES)
        changes = self._part(fields, "changes", _CHANGES)
        if page is None or lines is None or changes is None:
            return None
        frames = self._frames(fields)
        if "default" not in frames:
            self.problems.add("'frames' needs 'default'", fields.at("frames"), "add 'default:'")
        return Theme(
            name=fields.text("name"),
            marks_above=self._marks(fields),
            lines=MappingProxyType({kind: self._line(lines, kind) for kind in LINE_KINDS}),
            frames=MappingProxyType(frames),
            changes=MappingProxyType({name: self._change(changes, name) for name in CHANGES}),
            **{
                key: self._matching(page, key, _COLOR, "a colour '#RRGGBB'")
                for key in _PAGE.required
            },
        )

    def _part(self, fields: Fields, key: str, shape: Shape) -> Fields | None:
        tree = fields.get(key)
        return None if tree is None else shape.read(tree, self.problems)

    def _marks(self, fields: Fields) -> int:
        marks = self._part(fields, "marks", _MARKS)
        above = marks.number("above") if marks is not None else None
        return 4 if above is None else max(1, int(above))

    def _line(self, lines: Fields, kind: str) -> LineStyle:
        fields = self._part(lines, kind, _LINE)
        if fields is None:
            return LineStyle("#000000", 1)
        return LineStyle(
            color=self._matching(fields, "color", _COLOR, "a colour '#RRGGBB'"),
            width=min(8.0, max(0.5, float(fields.number("width") or 1))),
            dash=self._matching(fields, "dash", _DASH, "two lengths such as '6 4'"),
        )

    def _change(self, changes: Fields, name: str) -> ChangeStyle:
        fields = self._part(changes, name, _CHANGE)
        if fields is None:
            return ChangeStyle("#000000", "#FFFFFF")
        return ChangeStyle(
            color=self._matching(fields, "color", _COLOR, "a colour '#RRGGBB'"),
            fill=self._matching(fields, "fill", _COLOR, "a colour '#RRGGBB'"),
            dash=self._matching(fields, "dash", _DASH, "two lengths such as '6 4'"),
        )

    def _frames(self, fields: Fields) -> dict[str, FrameStyle]:
        tree = fields.get("frames")
        if not isinstance(tree, TreeMapping):
            self.problems.add("'frames' must be styles by type", fields.at("frames"))
            return {}
        found = {entry.key: self._frame(entry.value, _FRAME) for entry in tree}
        return {key: style for key, style in found.items() if style is not None}

    def _frame(self, tree: Tree, shape: Shape) -> FrameStyle | None:
        fields = shape.read(tree, self.problems)
        if fields is None:
            return None
        values = fields.get("values") if "values" in shape.optional else None
        variants: dict[str, FrameStyle] = {}
        if isinstance(values, TreeMapping):
            for entry in values:
                style = self._frame(entry.value, _VARIANT)
                if style is not None:
                    variants[entry.key] = style
        return FrameStyle(
            color=self._matching(fields, "color", _COLOR, "a colour '#RRGGBB'"),
            fill=self._matching(fields, "fill", _COLOR, "a colour '#RRGGBB'"),
            dash=self._matching(fields, "dash", _DASH, "two lengths such as '6 4'"),
            icon=self._matching(fields, "icon", _ICON, "a class such as aws.network.VPC"),
            by=fields.text("by") if "by" in shape.optional else "",
            values=MappingProxyType(variants),
        )

    def _matching(self, fields: Fields, key: str, pattern: re.Pattern[str], wanted: str) -> str:
        text = fields.text(key)
        if text and not pattern.match(text):
            self.problems.add(
                f"'{key}' must be {wanted}, found '{visible(text[:40])}'",
                fields.at(key),
                f"write {wanted}",
            )
            return ""
        return text
