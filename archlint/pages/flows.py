"""The page of what moves: flows step by step, and the data."""

from __future__ import annotations

from dataclasses import dataclass

from archlint.architecture.values import DataAsset, Flow, Step
from archlint.graph import Edge, EdgeKind
from archlint.pages.atlas import DATA_FLOWS, Atlas
from archlint.pages.connections import ConnectionRow, connection_row, hop_row, merged
from archlint.pages.markdown import Link, href


@dataclass(frozen=True, slots=True)
class StepRow:
    """One hop of a flow.

    Attributes:
        number: Its number; hops that the model writes as one step share it.
        source: Where it starts.
        target: Where it ends.
        label: What happens; the step's own words, else those of its connection.
        connection: The connection that it goes over; `None` when the model has none.
        reference: The property of the source that names the target, where there is no connection.
    """

    number: int
    source: Link
    target: Link
    label: str
    connection: ConnectionRow | None
    reference: str


@dataclass(frozen=True, slots=True)
class Participant:
    """A node in a sequence diagram, by a short id that is safe there."""

    id: str
    name: str
    is_person: bool


@dataclass(frozen=True, slots=True)
class Message:
    """An arrow of a sequence diagram.

    Attributes:
        source: The short id of the participant that it leaves.
        target: The short id of the participant that it enters.
        text: The step's number and label.
        style: `traffic`, `uses`, or `missing`.
    """

    source: str
    target: str
    text: str
    style: str


@dataclass(frozen=True, slots=True)
class FlowView:
    """A flow as a table of steps and as a sequence diagram."""

    id: str
    link: Link
    title: str
    description: str
    steps: tuple[StepRow, ...]
    participants: tuple[Participant, ...]
    messages: tuple[Message, ...]

    @property
    def missing(self) -> tuple[StepRow, ...]:
        """The steps over a connection that the model does not have."""
        return tuple(step for step in self.steps if step.connection is None)


@dataclass(frozen=True, slots=True)
class AssetRow:
    """A data asset, where it rests, and over which connections it moves."""

    id: str
    name: str
    description: str
    classification: str
    tags: tuple[str, ...]
    stores: tuple[Link, ...]
    carriers: tuple[ConnectionRow, ...]


@dataclass(frozen=True, slots=True)
class FlowsView:
    """All flows and data assets, and the traffic whose data the model does not state."""

    flows: tuple[FlowView, ...]
    assets: tuple[AssetRow, ...]
    silent: tuple[ConnectionRow, ...]


def flows_view(atlas: Atlas) -> FlowsView:
    """Describe every flow and every data asset."""
    return FlowsView(
        flows=tuple(_flow(flow, atlas) for flow in atlas.model.flows.values()),
        assets=_assets(atlas),
        silent=merged(
            connection_row(connection, atlas)
            for connection in atlas.model.connections
            if connection.kind == "traffic" and "carries" not in connection.stated
        ),
    )


def _flow(flow: Flow, atlas: Atlas) -> FlowView:
    steps: list[StepRow] = []
    messages: list[Message] = []
    ids: dict[str, str] = {}
    number = 0
    before: Step | None = None
    for step in flow.steps:
        # Lists expand at load: the hops of one written step share its place.
        number += before is None or before.location != step.location
        before = step
        rows = _step_rows(number, step, atlas)
        steps.extend(rows)
        for end in (step.source, step.target):
            ids.setdefault(end, f"n{len(ids) + 1}")
        messages.append(_message(rows[0], ids[step.source], ids[step.target]))
    return FlowView(
        id=flow.id,
        link=Link(flow.title, href(DATA_FLOWS, f"flow-{flow.id}")),
        title=flow.title,
        description=flow.text("description"),
        steps=tuple(steps),
        participants=tuple(
            Participant(short, atlas.link(node).text, "actor" in atlas.model.nodes[node].type.kinds)
            for node, short in ids.items()
        ),
        messages=tuple(messages),
    )


def _message(row: StepRow, source: str, target: str) -> Message:
    style = row.connection.kind if row.connection is not None else "missing"
    return Message(source, target, " ".join(filter(None, (f"{row.number}.", row.label))), style)


def _step_rows(number: int, step: Step, atlas: Atlas) -> tuple[StepRow, ...]:
    """Give a row for each connection that a step may mean; one row where there is none."""
    source, target = atlas.link(step.source), atlas.link(step.target)
    found = _connections(step, atlas)
    if not found:
        reference = next(
            (
                edge.property
                for edge in atlas.references_to(step.target)
                if edge.source == step.source
            ),
            "",
        )
        return (StepRow(number, source, target, step.label, None, reference),)
    return tuple(
        StepRow(number, source, target, step.label or row.purpose, row, "") for row in found
    )


def _connections(step: Step, atlas: Atlas) -> list[ConnectionRow]:
    direct = [c for c in atlas.connections_at(step.source) if c.target == step.target]
    rows = [connection_row(c, atlas) for c in direct if c.source == step.source]
    if rows:
        return rows
    return [
        hop_row(edge.connection, atlas, source=step.source, target=step.target)
        for edge in atlas.graph.edges_from(step.source)
        if _is_hop(edge, step) and edge.connection is not None
    ]


def _is_hop(edge: Edge, step: Step) -> bool:
    return edge.target == step.target and edge.kind is not EdgeKind.REFERENCE


def _assets(atlas: Atlas) -> tuple[AssetRow, ...]:
    stores: dict[str, list[str]] = {}
    for node in atlas.model.nodes.values():
        for asset in node.texts("stores"):
            stores.setdefault(asset, []).append(node.id)
    carriers: dict[str, list[ConnectionRow]] = {}
    for connection in atlas.model.connections:
        for asset in connection.texts("carries"):
            carriers.setdefault(asset, []).append(connection_row(connection, atlas))
    return tuple(
        _asset(asset, atlas.links(stores.get(asset.id, ())), merged(carriers.get(asset.id, ())))
        for asset in atlas.model.data.values()
    )


def _asset(
    asset: DataAsset, stores: tuple[Link, ...], carriers: tuple[ConnectionRow, ...]
) -> AssetRow:
    return AssetRow(
        id=asset.id,
        name=asset.name,
        description=asset.text("description"),
        classification=asset.text("classification"),
        tags=asset.texts("tags"),
        stores=stores,
        carriers=carriers,
    )
