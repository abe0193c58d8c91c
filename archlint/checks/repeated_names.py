"""The rule `repeated-names`."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.plugin import ArchitectureGraph, Node, Verdict, fact, rule, satisfied, violated

MAX_NAMED = 3


@rule(
    id="repeated-names",
    title="No two nodes of a type and place bear the same name",
    severity="warning",
    why="""
        Pictures and documents call a node by its name. Two of one type, in one place and with one
        name look like one thing drawn twice, and nobody can tell which of them a sentence means.
    """,
    fix="Say in the names what tells them apart, or remove the node that is there twice.",
    limits="""
        Nodes of different types, or in different boundaries, may share a name: the picture tells
        them apart. Names that merely resemble each other are not compared.
    """,
    tags=("hygiene",),
    passes=[
        "nodes: {a: {type: generic.service, name: Shop}, b: {type: generic.service, name: Mail}}",
        """
        nodes:
          east: {type: generic.network, nodes: {a: {type: generic.service, name: Shop}}}
          b: {type: generic.service, name: Shop}
        """,
    ],
    fails=[
        """
        nodes: {a: {type: generic.service, name: Shop}, b: {type: generic.service, name: "shop "}}
        because: "'a' bears the same name as 'b'"
        """
    ],
)
def repeated_names(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge every node that states its name."""
    alike: dict[tuple[object, ...], list[Node]] = {}
    for node in graph.nodes.values():
        name = " ".join(node.text("name").split()).casefold()
        if name:
            place = tuple(sorted(graph.parents(node.id)))
            alike.setdefault((node.type.id, place, name), []).append(node)
    for nodes in alike.values():
        if len(nodes) == 1:
            yield satisfied(nodes[0])
            continue
        for node in nodes:
            name = f"{node.name:.80}"
            others = sorted(other.id for other in nodes if other is not node)[:MAX_NAMED]
            more = len(nodes) - 1 - len(others)
            told = ", ".join(f"'{other}'" for other in others) + (f", {more} more" if more else "")
            yield violated(
                node,
                f"'{node.id}' bears the same name as {told}: {name}",
                fact(f"'{node.id}' is called {name}", node.stated["name"]),
                *(fact(f"so is '{other}'", graph.nodes[other].stated["name"]) for other in others),
            )
