"""The rule `flow-steps-connected`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

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
        because: no connection leads from 'app' to 'db'
        """,
        """
        nodes: {app: {type: generic.service}, db: {type: generic.database}}
        connections: [app -> db]
        flows: {save: {steps: [app -> db, db -> app]}}
        because: no connection leads from 'db' to 'app', only from 'app' to 'db'
        """,
        """
        nodes:
          users: {type: actor.user}
          lb: {type: generic.load_balancer}
          app: {type: generic.service}
        connections: [users -> lb, lb -> app]
        flows: {order: {steps: [users -> app]}}
        because: the connections go by way of 'lb'
        """,
    ],
)
def flow_steps_connected(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge each pair of ends once in each flow."""
    drawn = {(connection.source, connection.target) for connection in graph.model.connections}

    @cache  # each boundary is walked once, however many steps end at it
    def inside(node: str) -> frozenset[str]:
        return frozenset([node, *graph.descendants(node)])

    @cache
    def beyond(node: str) -> frozenset[str]:
        return frozenset(
            edge.target
            for sender in inside(node)
            for edge in graph.edges_from(sender)
            if edge.connection is not None
        )

    @cache
    def before(node: str) -> frozenset[str]:
        return frozenset(
            edge.source
            for receiver in inside(node)
            for edge in graph.edges_to(receiver)
            if edge.connection is not None
        )

    for flow in graph.model.flows.values():
        steps = {(step.source, step.target): step for step in reversed(flow.steps)}
        for (source, target), step in steps.items():
            if (source, target) in drawn or not beyond(source).isdisjoint(inside(target)):
                yield satisfied((flow, step))
                continue
            message = f"no connection leads from '{source}' to '{target}'"
            if not beyond(target).isdisjoint(inside(source)):
                message += f", only from '{target}' to '{source}'"
            elif between := beyond(source) & before(target):
                message += f"; the connections go by way of '{min(between)}'"
            told = f"the flow '{flow.id}' goes from '{source}' to '{target}'"
            yield violated((flow, step), message, fact(told, step))
