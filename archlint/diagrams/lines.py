"""Connections and references as the lines of a picture."""

from __future__ import annotations

from dataclasses import dataclass

from archlint.architecture.references import references_of
from archlint.architecture.values import Connection, Model


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """A line from one node or boundary to another.

    Attributes:
        source: Where it begins.
        target: Where its arrow points.
        kind: `traffic`, `uses` or `reference`.
        label: What it says; may be empty.
    """

    source: str
    target: str
    kind: str
    label: str

    @property
    def id(self) -> str:
        """What names it in the drawing: speaking, and the same from run to run."""
        return f"{self.kind}-{self.source}--{self.target}"

    @property
    def bundle(self) -> tuple[str, ...]:
        """What lines must have in common to join on their way."""
        return self.target, self.kind, self.label


def lines_of(model: Model) -> tuple[Line, ...]:
    """Return every line, sorted; those that would look the same are one.

    A reference beside a drawn connection of the same two nodes says the same: one line then.
    """
    connected = [
        Line(connection.source, connection.target, connection.kind, label_of(connection))
        for connection in model.connections
    ]
    joined = {frozenset((line.source, line.target)) for line in connected}
    references = [
        Line(node.id, str(value.content), "reference", path)
        for node in model.nodes.values()
        for path, value in references_of(node)
        if value.content in model.nodes and frozenset((node.id, str(value.content))) not in joined
    ]
    return tuple(sorted({*connected, *references}))


def label_of(connection: Connection) -> str:
    """Return what a connection's line says; may be empty."""
    wire = " ".join(filter(None, (connection.text("protocol"), connection.text("port"))))
    label = connection.text("label")
    return f"{label} ({wire})" if label and wire else label or wire
