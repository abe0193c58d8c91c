"""The rule `flow-steps-connected`."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.plugin import (
    ArchitectureGraph,
    Verdict,
    fact,
    rule,
    satisfied,
    violated,
)


@rule(
    id="flow-steps-connected",
    title="Every step of a flow is a connection",
    severity="warning",
    why="""
        Flows tell how the system works, and connections say what may talk to what. A step over a
        connection that is not there means that one of the two is out of date: what is drawn,
        permitted and judged is not what happens.
    """,
    fix="""
        Draw the connection that the step takes, or correct the step. An answer comes back over the
        connection that the request took, and is no step of its own.
    """,
    limits="""
        A step that ends at a boundary is taken for connected when one end of a connection stands
        inside. What a step means beyond its two ends is not judged.
    """,
    tags=("hygiene",),
    passes=[
        """
        nodes: {app: {type: generic.service}, db: {type: generic.database}}
        connections: [app -> db]
        flows: {save: {steps: [app -> db]}}
        """,
        """
        nodes:
          app: {type: generic.service}
          net: {type: generic.network, nodes: {db: {type: generic.database}}}
        connections: [app -> net]
        flows: {save: {steps: [app -> db, app -> net]}}
        """,
    ],
    fails=[
        """
        nodes: {app: {type: generic.service}, db: {type: generic.database}}
        flows: {save: {steps: [app -> db]}}
        """,
        """
        nodes: {app: {type: generic.service}, db: {type: generic.database}}
        connections: [app -> db]
        flows: {save: {steps: [app -> db, db -> app]}}
        """,
    ],
)
def flow_steps_connected(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge each pair of ends once in each flow."""
    connected = {(edge.source, edge.target) for edge in graph.connections}
    connected |= {(drawn.source, drawn.target) for drawn in graph.model.connections}
    for flow in graph.model.flows.values():
        steps = {(step.source, step.target): step for step in reversed(flow.steps)}
        for (source, target), step in steps.items():
            if (source, target) in connected or _is_connected(source, target, graph):
                yield satisfied((flow, step))
                continue
            facts = [fact(f"the flow '{flow.id}' goes from '{source}' to '{target}'", step)]
            message = f"no connection leads from '{source}' to '{target}'"
            if (target, source) in connected:
                message += f", only from '{target}' to '{source}'"
                facts += [
                    fact(f"{target} -> {source}", edge)
                    for edge in graph.edges_from(target)
                    if edge.target == source and edge.connection is not None
                ]
            yield violated((flow, step), message, *facts)


def _is_connected(source: str, target: str, graph: ArchitectureGraph) -> bool:
    """Tell whether a connection leads from a node, or what it holds, to another."""
    senders = [source, *graph.descendants(source)]
    return any(
        edge.connection is not None
        and (edge.target == target or target in graph.ancestors(edge.target))
        for sender in senders
        for edge in graph.edges_from(sender)
    )
