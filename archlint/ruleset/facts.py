"""The facts that an answer rests on, each with its place in the model."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.architecture.values import Node
from archlint.finding import Evidence
from archlint.graph import Edge
from archlint.ruleset.candidates import MAX_CANDIDATES, Candidates
from archlint.ruleset.conditions import (
    All,
    AnyOf,
    Assets,
    Condition,
    Crosses,
    End,
    Has,
    Linked,
    Not,
    Placed,
    Property,
    Quantifier,
    Reached,
    Spread,
    Words,
)
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.fact_words import (
    arrow,
    decisive,
    default_words,
    edge_word_fact,
    open_facts,
    spec_of,
    way_words,
    word_fact,
)
from archlint.ruleset.leaf_facts import asset_facts, spread_facts
from archlint.ruleset.levels import is_unplaced
from archlint.ruleset.logic import Truth
from archlint.ruleset.path_facts import PathFacts
from archlint.ruleset.value_facts import ValueFacts
from archlint.ruleset.value_tests import look_up
from archlint.ruleset.wording import noun
from archlint.source import Location
from archlint.text import listed


class Facts:
    """Explains the answers of an evaluation."""

    def __init__(self, evaluation: Evaluation, *, every_word: bool = False) -> None:
        """Keep the evaluation.

        Args:
            evaluation: What the answers come from.
            every_word: Whether to tell also of the words by which something plainly is meant.
        """
        self._evaluation = evaluation
        self._every_word = every_word
        self._candidates = Candidates(evaluation)
        self._paths = PathFacts(evaluation, self.of_node, self.of_edge)
        self._values = ValueFacts(evaluation.named, self._of_named)
        self._nodes = evaluation.model.nodes

    # Combinations

    def of_node(self, condition: Condition, node: Node) -> Iterator[Evidence]:
        """Give the facts that decide a condition on a node, whichever way it is decided."""
        decide = self._evaluation.node_holds
        match condition:
            case All(parts) | AnyOf(parts):
                answers = [decide(part, node) for part in parts]
                for part in decisive(condition, answers):
                    yield from self.of_node(part, node)
            case Not(part):
                yield from self.of_node(part, node)
            case Words():
                if self._every_word or decide(condition, node) is not True:
                    yield word_fact(condition, node)
            case Property():
                yield from self._property(condition, node)
            case Placed():
                yield from self._placed(condition, node)
            case Linked():
                yield from self._linked(condition, node)
            case Reached():
                yield from self._reached(condition, node)
            case Spread(what):
                yield from spread_facts(self._evaluation, what, node)
            case Assets():
                stated, held = node.stated.get("stores"), self._evaluation.stored(node)
                yield from asset_facts(
                    self._evaluation, condition, stated, held, f"'{node.id}'", node.location
                )

    def of_edge(self, condition: Condition, edge: Edge) -> Iterator[Evidence]:
        """Give the facts that decide a condition on a connection."""
        decide = self._evaluation.edge_holds
        match condition:
            case All(parts) | AnyOf(parts):
                answers = [decide(part, edge) for part in parts]
                for part in decisive(condition, answers):
                    yield from self.of_edge(part, edge)
            case Not(part):
                yield from self.of_edge(part, edge)
            case Property(path, test) if edge.connection is not None:
                value = look_up(edge.connection.stated, path)
                name = ".".join(path)
                if value is None:
                    yield Evidence(f"{arrow(edge)} does not state {name}", edge.location)
                else:
                    yield from self._values.of_value(f"{name} of {arrow(edge)}", test, value)
            case End(source, where):
                yield from self.of_node(where, self._nodes[edge.source if source else edge.target])
            case Crosses():
                yield from self._crossed(condition, edge)
            case Assets():
                stated = edge.connection.stated.get("carries") if edge.connection else None
                held = self._evaluation.carried(edge)
                yield from asset_facts(
                    self._evaluation, condition, stated, held, arrow(edge), edge.location
                )
            case Words():
                yield edge_word_fact(condition, edge)

    def of_model(self, condition: Condition, at: Location) -> Iterator[Evidence]:
        """Give the facts that decide a condition on the model."""
        match condition:
            case All(parts) | AnyOf(parts):
                answers = [self._evaluation.model_holds(part) for part in parts]
                for part in decisive(condition, answers):
                    yield from self.of_model(part, at)
            case Not(part):
                yield from self.of_model(part, at)
            case Has(quantifier, where):
                answer = self._evaluation.model_holds(condition)
                found = self._candidates.deciding(quantifier, where, sorted(self._nodes), answer)
                if not found:
                    yield Evidence(f"the model has no {noun(where)}", at)
                yield from self._candidates.not_enumerated(condition, answer)
                for node_id in found:
                    node = self._nodes[node_id]
                    yield Evidence(f"the model has '{node_id}' ({node.type.id})", node.location)
                    yield from self.of_node(where, node)

    # Properties

    def _property(self, condition: Property, node: Node) -> Iterator[Evidence]:
        value = look_up(node.stated, condition.path)
        name = ".".join(condition.path)
        if value is None:
            yield Evidence(
                f"'{node.id}' does not state {name}{default_words(node, condition.path)}",
                node.location,
            )
            return
        yield from self._values.of_value(
            f"{name} of '{node.id}'", condition.test, value, spec_of(node, condition.path)
        )

    def _of_named(self, where: Condition, name: str) -> Iterator[Evidence]:
        if name in self._nodes:
            yield from self.of_node(where, self._nodes[name])

    # Relations

    def _placed(self, condition: Placed, node: Node) -> Iterator[Evidence]:
        answer = self._evaluation.node_holds(condition, node)
        if condition.inward:
            inside = list(self._evaluation.graph.descendants(node.id))
            yield from self._candidates.counted(condition, node, dict.fromkeys(inside, True))
            found = self._candidates.deciding(condition.quantifier, condition.where, inside, answer)
            if not found and condition.quantifier is not Quantifier.COUNT:
                yield Evidence(f"'{node.id}' contains no {noun(condition.where)}", node.location)
            yield from self._candidates.not_enumerated(condition, answer)
            for inner in found:
                yield Evidence(f"'{node.id}' contains '{inner}'", self._nodes[inner].location)
                yield from self.of_node(condition.where, self._nodes[inner])
            return
        if not node.placements:
            yield Evidence(f"'{node.id}' is placed in nothing", node.location)
            return
        members = self._evaluation.containment.candidates(condition, node)
        candidates = list(members)
        if not candidates:
            around = listed([f"'{p.boundary}'" for p in node.placements])
            level = noun(All(tuple(condition.levels), condition.location))
            yield Evidence(
                f"'{node.id}' is placed in {around}, but in no {level}",
                node.placements[0].location,
            )
            if answer is None:
                yield from open_facts(self._evaluation.open.ends(condition))
        else:
            yield from self._candidates.counted(condition, node, members)
        found = self._candidates.deciding(condition.quantifier, condition.where, candidates, answer)
        # Where none of the boundaries is what is asked for, each of them is why.
        for boundary in found or candidates[:MAX_CANDIDATES]:
            yield Evidence(
                f"'{node.id}' is within '{boundary}' ({self._nodes[boundary].type.id})",
                self._placement(node, boundary),
            )
            yield from self.of_node(condition.where, self._nodes[boundary])

    def _placement(self, node: Node, boundary: str) -> Location:
        """Return where the model says what puts a node within a boundary."""
        for placement in node.placements:
            if boundary == placement.boundary:
                return placement.location
        for placement in node.placements:
            if boundary in self._evaluation.graph.ancestors(placement.boundary):
                return placement.location
        return node.location

    def _linked(self, condition: Linked, node: Node) -> Iterator[Evidence]:
        answer = self._evaluation.node_holds(condition, node)
        graph = self._evaluation.graph
        edges = graph.edges_from(node.id) if condition.forward else graph.edges_to(node.id)
        members = dict(self._evaluation.linked_candidates(condition, node.id))
        candidates = [other for other, member in members.items() if member is not False]
        found = self._candidates.deciding(condition.quantifier, condition.where, candidates, answer)
        yield from self._candidates.counted(condition, node, members)
        if not found and condition.quantifier is not Quantifier.COUNT:
            direction = "to" if condition.forward else "from"
            yield Evidence(
                f"'{node.id}' has no connection or reference {direction} any "
                f"{noun(condition.where)}{way_words(condition)}",
                node.location,
            )
        yield from self._candidates.not_enumerated(condition, answer)
        for other in found:
            for edge in edges:
                if other == (edge.target if condition.forward else edge.source):
                    yield from self._counting(condition.by, edge, edge.seen_from(node.id))
            yield from self.of_node(condition.where, self._nodes[other])

    def _counting(self, by: Condition | None, edge: Edge, seen: Edge) -> Iterator[Evidence]:
        """Tell an edge that counts, or may, and what makes it one."""
        if by is None or self._evaluation.edge_holds(by, seen) is not False:
            yield Evidence(arrow(edge), edge.location)
            if by is not None:
                yield from self._qualifying(by, seen)

    def _qualifying(self, by: Condition, edge: Edge) -> Iterator[Evidence]:
        """Tell what makes an edge count, but for the words that a reference goes by."""
        decide = self._evaluation.edge_holds
        match by:
            case All(parts) | AnyOf(parts):
                for part in decisive(by, [decide(part, edge) for part in parts]):
                    yield from self._qualifying(part, edge)
            case Words() if edge.property and decide(by, edge) is True:
                return
            case _:
                yield from self.of_edge(by, edge)

    def _reached(self, condition: Reached, node: Node) -> Iterator[Evidence]:
        answer = self._evaluation.node_holds(condition, node)
        ends: dict[str, Truth] = {}
        # Where none of them is reached, there is nothing to search for.
        if answer is not False or condition.quantifier is not Quantifier.SOME:
            ends = self._paths.ends(condition, node)
        found = self._candidates.deciding(condition.quantifier, condition.where, list(ends), answer)
        yield from self._candidates.counted(condition, node, ends)
        if not found and condition.quantifier is not Quantifier.COUNT:
            direction = "from" if condition.forward else "to"
            other = "to" if condition.forward else "from"
            yield Evidence(
                f"no path of traffic leads {direction} '{node.id}' {other} any "
                f"{noun(condition.where)}{way_words(condition)}",
                node.location,
            )
        yield from self._candidates.not_enumerated(condition, answer)
        for end in found[:1]:
            source, target = (node.id, end) if condition.forward else (end, node.id)
            yield from self.path(condition, source, target)
            yield from self.of_node(condition.where, self._nodes[end])

    def hops(self, condition: Reached, source: str, target: str) -> tuple[Edge, ...]:
        """Return a shortest path: a certain one if there is one, else a possible one."""
        return self._paths.hops(condition, source, target)[0]

    def path(self, condition: Reached, source: str, target: str) -> Iterator[Evidence]:
        """Give the hops of a shortest path, and what leaves it open whether it counts."""
        return self._paths.path(condition, source, target)

    def _crossed(self, condition: Crosses, edge: Edge) -> Iterator[Evidence]:
        for end in (edge.source, edge.target):
            if is_unplaced(self._nodes[end]):
                yield Evidence(f"'{end}' is placed in nothing", self._nodes[end].location)
                return
        answer = self._evaluation.edge_holds(condition, edge)
        crossed = [boundary for boundary, _ in self._evaluation.crossed_candidates(edge)]
        found = self._candidates.deciding(condition.quantifier, condition.where, crossed, answer)
        if not found:
            yield Evidence(f"{arrow(edge)} crosses no {noun(condition.where)}", edge.location)
        for boundary in found:
            yield Evidence(f"{arrow(edge)} crosses '{boundary}'", edge.location)
            yield from self.of_node(condition.where, self._nodes[boundary])
