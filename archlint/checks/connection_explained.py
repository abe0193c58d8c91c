"""The rule `connection-explained`."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.plugin import ArchitectureGraph, Connection, Verdict, rule, satisfied, violated

# Any of these says what a connection is for.
TELLING = ("carries", "description", "label", "port", "protocol")


@rule(
    id="connection-explained",
    title="Every connection is taken by a flow or says what it is for",
    severity="note",
    why="""
        A connection that no flow takes, and that states neither data nor protocol nor label, is an
        arrow that nobody can question: left over, or a way in that nobody meant.
    """,
    fix="Say what it carries or what it is for, let a flow take it, or remove it.",
    limits="""
        Applies to connections of traffic in models that have flows. A step that starts or ends at a
        boundary counts for the connections of what is inside.
    """,
    tags=("hygiene",),
    passes=[
        """
        nodes: {app: {type: generic.service}, db: {type: generic.database}}
        connections: [app -> db, db -> app: {label: changes}]
        flows: {save: {steps: [app -> db]}}
        """,
        """
        nodes:
          app: {type: generic.service}
          net: {type: generic.network, nodes: {db: {type: generic.database}}}
        connections: [app -> db, app -> net]
        flows: {save: {steps: [app -> net]}}
        """,
    ],
    fails=[
        """
        nodes: {app: {type: generic.service}, db: {type: generic.database}}
        connections: [app -> db, db -> app]
        flows: {save: {steps: [app -> db]}}
        because: no flow goes from 'db' to 'app'
        """
    ],
)
def connection_explained(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge each connection of traffic of a model that has flows."""
    flows = graph.model.flows.values()
    steps = {(step.source, step.target) for flow in flows for step in flow.steps}
    around = {
        (source, target)
        for first, last in steps
        for source in (first, *graph.ancestors(first))
        for target in (last, *graph.ancestors(last))
    }

    def is_taken(drawn: Connection) -> bool:
        if (drawn.source, drawn.target) in around:
            return True
        sources = (drawn.source, *graph.ancestors(drawn.source))
        targets = (drawn.target, *graph.ancestors(drawn.target))
        return any((source, target) in steps for source in sources for target in targets)

    for drawn in graph.model.connections if steps else ():
        if drawn.kind != "traffic":
            continue
        if any(drawn.plain(field) for field in TELLING) or is_taken(drawn):
            yield satisfied(drawn)
        else:
            yield violated(
                drawn,
                f"no flow goes from '{drawn.source}' to '{drawn.target}', and the connection does "
                "not say what it is for",
            )
