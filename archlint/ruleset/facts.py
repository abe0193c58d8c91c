"""The facts that an answer rests on, each with its place in the model."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.architecture.values import Node, Value
from archlint.finding import Evidence
from archlint.graph import Edge
from archlint.ruleset.conditions import (
    All,
    AnyOf,
    Assets,
    Condition,
    Crosses,
    Elements,
    End,
    Entity,
    Equals,
    Has,
    Linked,
    Matches,
    Not,
    Placed,
    Property,
    Quantifier,
    Reached,
    Spread,
    Within,
    Words,
)
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.fact_words import (
    arrow,
    decisive,
    default_words,
    edge_word_fact,
    stated_fact,
    verb_words,
    way_words,
    word_fact,
)
from archlint.ruleset.levels import is_unplaced
from archlint.ruleset.logic import Truth
from archlint.ruleset.value_tests import look_up, test_value
from archlint.ruleset.wording import bounds_words, noun, test_words, value_words
from archlint.source import Location
from archlint.text import listed

MAX_CANDIDATES = 5
SIMPLE = (Equals, Matches, Within)  # tests whose expectation reads well after `not`


class Facts:
    """Explains the answers of an evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        """Keep the evaluation."""
        self._evaluation = evaluation
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
                if decide(condition, node) is not True:
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
                yield from self._spread(what, node)
            case Assets():
                stated = node.stated.get("stores")
                subject = f"'{node.id}'"
                yield from self._assets(condition, stated, subject, "stores", node.location)

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
                name, failed = ".".join(path), decide(condition, edge) is False
                expected = test_words(test) if failed and isinstance(test, SIMPLE) else ""
                yield stated_fact(name, arrow(edge), value, edge.location, expected)
            case End(source, where):
                yield from self.of_node(where, self._nodes[edge.source if source else edge.target])
            case Crosses():
                yield from self._crossed(condition, edge)
            case Assets():
                stated = edge.connection.stated.get("carries") if edge.connection else None
                yield from self._assets(condition, stated, arrow(edge), "carries", edge.location)
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
                found = self._deciding(
                    quantifier, where, sorted(self._nodes), self._evaluation.model_holds(condition)
                )
                if not found:
                    yield Evidence(f"the model has no {noun(where)}", at)
                for node_id in found:
                    node = self._nodes[node_id]
                    yield Evidence(f"the model has '{node_id}' ({node.type.id})", node.location)
                    yield from self.of_node(where, node)

    # Properties

    def _property(self, condition: Property, node: Node) -> Iterator[Evidence]:
        value = look_up(node.stated, condition.path)
        name = ".".join(condition.path)
        test = condition.test
        if value is None:
            yield Evidence(
                f"'{node.id}' does not state {name}{default_words(node, condition.path)}",
                node.location,
            )
            return
        if isinstance(test, Elements) and isinstance(value.content, tuple):
            wanted = test.quantifier is not Quantifier.EVERY
            items = [
                item
                for item in value.content
                if test_value(test.test, item, self._evaluation.named) in (wanted, None)
            ]
            for item in items[:MAX_CANDIDATES]:
                yield Evidence(
                    f"{name} of '{node.id}' has {value_words(item.plain())}", item.location
                )
            if items:
                return
        answer = self._evaluation.node_holds(condition, node)
        expected = test_words(test) if answer is False and isinstance(test, SIMPLE) else ""
        yield stated_fact(name, f"'{node.id}'", value, node.location, expected)
        if isinstance(test, Entity) and value.content in self._nodes:
            yield from self.of_node(test.where, self._nodes[value.content])

    # Relations

    def _placed(self, condition: Placed, node: Node) -> Iterator[Evidence]:
        answer = self._evaluation.node_holds(condition, node)
        if condition.inward:
            inside = list(self._evaluation.graph.descendants(node.id))
            yield from self._counted(condition, node, inside)
            found = self._deciding(condition.quantifier, condition.where, inside, answer)
            if not found and condition.quantifier is not Quantifier.COUNT:
                yield Evidence(f"'{node.id}' contains no {noun(condition.where)}", node.location)
            for inner in found:
                yield Evidence(f"'{node.id}' contains '{inner}'", self._nodes[inner].location)
                yield from self.of_node(condition.where, self._nodes[inner])
            return
        if not node.placements:
            yield Evidence(f"'{node.id}' is placed in nothing", node.location)
            return
        candidates = list(self._evaluation.containment.candidates(condition, node))
        if not candidates:
            around = listed([f"'{p.boundary}'" for p in node.placements])
            level = noun(All(tuple(condition.levels), condition.location))
            yield Evidence(
                f"'{node.id}' is placed in {around}, but in no {level}",
                node.placements[0].location,
            )
        else:
            yield from self._counted(condition, node, candidates)
        for boundary in self._deciding(condition.quantifier, condition.where, candidates, answer):
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
        found = self._deciding(condition.quantifier, condition.where, candidates, answer)
        yield from self._counted(condition, node, candidates)
        if not found and condition.quantifier is not Quantifier.COUNT:
            direction = "to" if condition.forward else "from"
            yield Evidence(
                f"'{node.id}' has no connection or reference {direction} any "
                f"{noun(condition.where)}{way_words(condition)}",
                node.location,
            )
        for other in found:
            for edge in edges:
                if other == (edge.target if condition.forward else edge.source):
                    yield Evidence(arrow(edge), edge.location)
                    if condition.by is not None:
                        yield from self.of_edge(condition.by, edge)
            yield from self.of_node(condition.where, self._nodes[other])

    def _reached(self, condition: Reached, node: Node) -> Iterator[Evidence]:
        answer = self._evaluation.node_holds(condition, node)
        ends: list[str] = []
        # Where none of them is reached, there is nothing to search for.
        if answer is not False or condition.quantifier is not Quantifier.SOME:
            search = self._evaluation.reachability.search(condition, certain=False)
            ends = sorted(search.ends(node.id, forward=condition.forward))
        found = self._deciding(condition.quantifier, condition.where, ends, answer)
        yield from self._counted(condition, node, ends)
        if not found and condition.quantifier is not Quantifier.COUNT:
            direction = "from" if condition.forward else "to"
            other = "to" if condition.forward else "from"
            yield Evidence(
                f"no path of traffic leads {direction} '{node.id}' {other} any "
                f"{noun(condition.where)}{way_words(condition)}",
                node.location,
            )
        for end in found[:1]:
            source, target = (node.id, end) if condition.forward else (end, node.id)
            yield from self.path(condition, source, target)
            yield from self.of_node(condition.where, self._nodes[end])

    def hops(self, condition: Reached, source: str, target: str) -> tuple[Edge, ...]:
        """Return a shortest path: a certain one if there is one, else a possible one."""
        for certain in (True, False):
            found = self._evaluation.reachability.search(condition, certain=certain).shortest(
                source, target
            )
            if found:
                return found
        return ()

    def path(self, condition: Reached, source: str, target: str) -> Iterator[Evidence]:
        """Give the hops of a shortest path, and what leaves it open whether it counts."""
        hops = self.hops(condition, source, target)
        for edge in hops:
            yield Evidence(arrow(edge), edge.location)
            if condition.by and self._evaluation.edge_holds(condition.by, edge) is None:
                yield from self.of_edge(condition.by, edge)
        for edge in hops[1:]:
            for pattern in (condition.avoiding, condition.through):
                if pattern and self._evaluation.holds(pattern, edge.source) is None:
                    yield from self.of_node(pattern, self._nodes[edge.source])
        end = target if condition.forward else source
        if self._evaluation.holds(condition.where, end) is None:
            yield from self.of_node(condition.where, self._nodes[end])

    def _spread(self, what: str, node: Node) -> Iterator[Evidence]:
        if not node.placements:
            yield Evidence(f"'{node.id}' is placed in nothing", node.location)
        for placement in node.placements:
            boundary = self._nodes[placement.boundary]
            value = boundary.stated.get(what)
            said = (
                f"does not state {what}"
                if value is None
                else f"has {what} {value_words(value.plain())}"
            )
            yield Evidence(
                f"'{node.id}' is within '{boundary.id}', which {said}", placement.location
            )

    def _crossed(self, condition: Crosses, edge: Edge) -> Iterator[Evidence]:
        for end in (edge.source, edge.target):
            if is_unplaced(self._nodes[end]):
                yield Evidence(f"'{end}' is placed in nothing", self._nodes[end].location)
                return
        answer = self._evaluation.edge_holds(condition, edge)
        crossed = [boundary for boundary, _ in self._evaluation.crossed_candidates(edge)]
        found = self._deciding(condition.quantifier, condition.where, crossed, answer)
        if not found:
            yield Evidence(f"{arrow(edge)} crosses no {noun(condition.where)}", edge.location)
        for boundary in found:
            yield Evidence(f"{arrow(edge)} crosses '{boundary}'", edge.location)
            yield from self.of_node(condition.where, self._nodes[boundary])

    def _assets(
        self, condition: Assets, stated: Value | None, subject: str, verb: str, at: Location
    ) -> Iterator[Evidence]:
        if stated is None:
            yield Evidence(f"{subject} does not state what data it {verb}", at)
            return
        data = self._evaluation.model.data
        items = stated.content or ()
        matching = [
            item
            for item in items
            if self._evaluation.data_holds(condition.where, data[item.content]) is not False
        ]
        for item in (matching or items)[:MAX_CANDIDATES]:
            asset = data[item.content]
            level = asset.text("classification") or "unclassified"
            yield Evidence(f"{subject} {verb} '{asset.id}' ({level})", item.location)
        if not stated.content:
            yield Evidence(f"{subject} {verb} no data", stated.location)

    def _counted(
        self, condition: Placed | Linked | Reached, node: Node, candidates: list[str]
    ) -> Iterator[Evidence]:
        """Say how many were counted, and how many were asked for."""
        if condition.quantifier is Quantifier.COUNT:
            answers = [self._evaluation.holds(condition.where, name) for name in candidates]
            least, most = answers.count(True), len(answers) - answers.count(False)
            number = str(least) if least == most else f"{least} to {most}"
            yield Evidence(
                f"'{node.id}' {verb_words(condition)} {number} {noun(condition.where)}, "
                f"{bounds_words(condition.bounds)} asked for",
                node.location,
            )

    def _deciding(
        self, quantifier: Quantifier, where: Condition, candidates: list[str], answer: Truth
    ) -> list[str]:
        """Return the candidates that decide a quantifier, the plainest cases first."""
        answers = {name: self._evaluation.holds(where, name) for name in candidates}
        if quantifier is Quantifier.COUNT:
            wanted: tuple[Truth, ...] = (True, None)
        elif answer is None:
            wanted = (None,)
        elif quantifier is Quantifier.EVERY:
            wanted = (answer,)
        else:
            wanted = (True,)
        return [name for name in candidates if answers[name] in wanted][:MAX_CANDIDATES]
