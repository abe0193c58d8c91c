"""What is told of reach and of boundaries, against a slow account of what is so on each side."""

import random

import networkx
import pytest

from archlint.review import drafts, reaching
from archlint.review.comparing import compare
from archlint.review.consequences import consequences
from archlint.review.crossing import _NO_WALLS

from .following import graph_of

COMPONENTS = ("actor.user", "aws.rds", "generic.service", "internet", "aws.s3")
BOUNDARIES = ("aws.vpc", "aws.availability_zone", "generic.group", "aws.ecs_cluster")
CHANGES = 400


@pytest.fixture(autouse=True, scope="module")
def _everything_is_told():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafts, "MOST_OF_A_KIND", 10**6)
        patch.setattr(reaching, "MOST_OUTSIDERS", 10**6)
        yield


class Account:
    """One side by the ids of the head, worked out without any of archlint's searches."""

    def __init__(self, graph, renamed):
        def called(name):
            return renamed.get(name, name)

        model = graph.model
        self.nodes = {called(name): node for name, node in model.nodes.items()}
        inside = networkx.DiGraph()
        inside.add_nodes_from(self.nodes)
        for name, node in self.nodes.items():
            inside.add_edges_from((called(at.boundary), name) for at in node.placements)
        self.around = {name: networkx.ancestors(inside, name) for name in self.nodes}
        self.boundaries = {
            name
            for name, node in self.nodes.items()
            if "boundary" in node.type.kinds or inside.out_degree(name)
        }
        self.unplaced = {
            name
            for name, node in self.nodes.items()
            if name not in self.boundaries and node.type.lives_in and not node.placements
        }
        self.drawn = {
            (called(one.source), called(one.target))
            for one in model.connections
            if one.kind == "traffic"
        }
        self.traffic = networkx.DiGraph()
        self.traffic.add_nodes_from(self.nodes)
        for source, target in self.drawn:
            for one in {source} | networkx.descendants(inside, source) - self.boundaries:
                for other in {target} | networkx.descendants(inside, target) - self.boundaries:
                    self.traffic.add_edge(one, other)
        outsiders = self._of({"actor", "internet"})
        stores = self._of({"datastore"})
        self.leads = {
            (one, other) for one in self.nodes for other in networkx.descendants(self.traffic, one)
        }
        pairs = {(one, other) for one in outsiders for other in stores}
        self.reached, self.direct = pairs & self.leads, pairs & set(self.traffic.edges)

    def _of(self, kinds):
        return {
            name
            for name, node in self.nodes.items()
            if node.type.kinds & kinds and name not in self.boundaries
        }

    def divided(self, ends):
        """Give the boundaries that one end stands in, and the other does not."""
        zones = [self.around[end] | ({end} & self.boundaries) for end in ends]
        return zones[0] ^ zones[1]

    def crossed(self, ends, other):
        """Give the walls between two ends that are not there on the other side."""
        found = self.divided(ends)
        if ends in other.drawn:
            if other.unplaced & set(ends):
                return set()  # nobody knows what it crossed
            before = other.divided(ends)
            found = {
                wall
                for wall in found - before
                if wall in other.nodes
                or not any(
                    known in self.nodes
                    and (known in self.around[wall] or wall in self.around[known])
                    for known in before
                )
            }
        return {wall for wall in found if not self.nodes[wall].type.kinds & _NO_WALLS}


def a_model(chance):
    """Draw a model: boundaries in boundaries, components in these, traffic between them all."""
    nodes, boundaries = {}, []
    for name in ["box", "net", "zone"][: chance.randint(0, 3)]:
        nodes[name] = {"type": chance.choice(BOUNDARIES), **placed(chance, boundaries)}
        boundaries.append(name)
    for name in ["app", "bus", "db", "own", "web"][: chance.randint(2, 5)]:
        nodes[name] = {"type": chance.choice(COMPONENTS), **placed(chance, boundaries)}
    return {"nodes": nodes, "connections": lines(chance, nodes)}


def placed(chance, boundaries):
    around = chance.sample(boundaries, min(len(boundaries), chance.randint(0, 2)))
    return {"in": around} if around else {}


def lines(chance, nodes):
    names = sorted(nodes)
    pairs = {(chance.choice(names), chance.choice(names)) for _ in range(chance.randint(0, 9))}
    kinds = ("traffic", "traffic", "uses")
    return [
        {"from": one, "to": other, "kind": chance.choice(kinds)} for one, other in sorted(pairs)
    ]


def a_change(chance):
    """Draw a model, and what becomes of it: another type, place, lines, id; or another model."""
    base = a_model(chance)
    nodes = {name: dict(node) for name, node in base["nodes"].items()}
    head = {"nodes": nodes, "connections": base["connections"]}
    components = [name for name, node in nodes.items() if node["type"] in COMPONENTS]
    match chance.randint(0, 4):
        case 0:
            head = a_model(chance)
        case 1:
            nodes[chance.choice(components)]["type"] = chance.choice(COMPONENTS)
        case 2:
            head["connections"] = lines(chance, nodes)
        case 3:
            node = nodes[chance.choice(components)]
            node.pop("in", None)
            node |= placed(chance, [name for name in nodes if name not in components])
        case 4:
            head = renamed(head, {chance.choice(sorted(nodes)): "new"})
            head["connections"] = head["connections"][1:]
    return base, head


def renamed(part, new_ids):
    if isinstance(part, dict):
        return {new_ids.get(key, key): renamed(value, new_ids) for key, value in part.items()}
    if isinstance(part, list):
        return [renamed(item, new_ids) for item in part]
    return new_ids.get(part, part)


def sides(change):
    before, after = (graph_of(model) for model in change)
    difference = compare(before.model, after.model)
    accounts = Account(before, difference.renamed), Account(after, {})
    return accounts, consequences(before, after, difference)


@pytest.fixture(scope="module")
def compared():
    """Each change: the accounts of both sides, and what is told to follow."""
    return [
        sides(a_change(random.Random(seed)))  # noqa: S311 - nothing is kept secret
        for seed in range(CHANGES)
    ]


def test_the_datastores_that_are_newly_reached_or_no_longer_are_told_and_no_others(compared):
    for seed, (accounts, found) in enumerate(compared):
        for kind, old, new in both_ways("datastore-reachable", *accounts):
            expected = new.reached - old.reached
            if kind == "datastore-no-longer-reachable":
                expected -= old.leads  # one is something else by now, and as well reached
            expected |= (new.direct - old.direct) & old.reached
            told = [one for one in found if one.kind == kind]
            pairs = sorted((one.path[0].source, one.subject) for one in told)
            assert pairs == sorted(expected), seed
            assert all(is_a_shortest_path(one, new.traffic) for one in told), seed


def test_the_connections_that_newly_cross_a_boundary_or_no_longer_do_are_told(compared):
    for seed, (accounts, found) in enumerate(compared):
        for kind, old, new in both_ways("boundary-crossed", *accounts):
            told = [(one.path[0].source, one.path[0].target) for one in found if one.kind == kind]
            expected = sorted(ends for ends in new.drawn if new.crossed(ends, old))
            assert sorted(told) == expected, seed


def both_ways(kind, before, after):
    what, _, verb = kind.rpartition("-")
    return (kind, before, after), (f"{what}-no-longer-{verb}", after, before)


def is_a_shortest_path(told, traffic):
    hops = [(hop.source, hop.target) for hop in told.path]
    shortest = networkx.shortest_path_length(traffic, hops[0][0], told.subject)
    hang_together = [end for _, end in hops] == [*(start for start, _ in hops[1:]), told.subject]
    return hang_together and set(hops) <= set(traffic.edges) and len(hops) == shortest
