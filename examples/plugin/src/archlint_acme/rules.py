"""Two rules that the rule language cannot express: one asks of data assets, one of flows."""

from collections.abc import Iterator

from archlint.plugin import (
    ArchitectureGraph,
    Verdict,
    fact,
    rule,
    satisfied,
    unknown,
    violated,
)


@rule(
    id="acme-data-has-a-home",
    title="Every data asset is stored by a node",
    severity="warning",
    why="Data of which nobody knows where it rests can be neither protected nor deleted.",
    fix="Name the asset under 'stores' of the node that keeps it, or remove the asset.",
    tags=["data"],
    passes=[
        """
        data: {orders: {}}
        nodes: {db: {type: generic.database, stores: [orders]}}
        """
    ],
    fails=[
        """
        data: {orders: {}}
        nodes: {db: {type: generic.database, stores: []}}
        """
    ],
    unknown=[
        """
        data: {orders: {}}
        nodes: {db: {type: generic.database}}
        """
    ],
)
def data_has_a_home(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge every data asset; a datastore that does not say what it stores may store it."""
    datastores = [node for node in graph.nodes.values() if "datastore" in node.type.kinds]
    silent = [node for node in datastores if "stores" not in node.stated]
    stored = {asset for node in graph.nodes.values() for asset in node.texts("stores")}
    for asset in graph.model.data.values():
        if asset.id in stored:
            yield satisfied(asset)
        elif silent:
            facts = [fact(f"'{node.id}' does not state what it stores", node) for node in silent]
            yield unknown(asset, f"whether a datastore stores '{asset.id}' is not stated", *facts)
        else:
            yield violated(asset, f"no node stores '{asset.id}'")


@rule(
    id="acme-flow-starts-at-actor",
    title="Every flow starts at an actor",
    severity="note",
    why="A flow that begins in the middle does not say who asks for it.",
    fix="Begin the flow at the user or the outside system that starts it.",
    tags=["flows"],
    passes=[
        """
        nodes: {users: {type: actor.user}, app: {type: generic.service}}
        connections: [users -> app]
        flows: {order: {steps: [users -> app]}}
        """
    ],
    fails=[
        """
        nodes: {app: {type: generic.service}, db: {type: generic.database}}
        connections: [app -> db]
        flows: {order: {steps: [app -> db]}}
        """
    ],
)
def flow_starts_at_actor(graph: ArchitectureGraph) -> Iterator[Verdict]:
    """Judge every flow by the node at which its first step begins."""
    for flow in graph.model.flows.values():
        first = graph.nodes[flow.steps[0].source]
        if "actor" in first.type.kinds:
            yield satisfied(flow)
        else:
            yield violated(
                flow,
                f"'{flow.id}' starts at '{first.id}', which is {first.type.id}",
                fact("its first step", flow.steps[0]),
            )
