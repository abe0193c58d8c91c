"""What would satisfy a rule: read off its condition, part by part, for the subject at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from archlint.architecture.fields import CONNECTION_KINDS
from archlint.architecture.types import NodeType
from archlint.architecture.values import Node
from archlint.graph import Edge
from archlint.ruleset.conditions import (
    All,
    AnyOf,
    Assets,
    Condition,
    Crosses,
    End,
    Has,
    Inherited,
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
from archlint.ruleset.fact_words import arrow, way_words
from archlint.ruleset.levels import is_unplaced
from archlint.ruleset.logic import Truth
from archlint.ruleset.open_types import may_match
from archlint.ruleset.path_facts import PathFacts
from archlint.ruleset.remedy_words import (
    amount,
    asked_for,
    asset_step,
    closing_steps,
    edge_name,
    level_words,
    reference_specs,
    word_step,
)
from archlint.ruleset.steps import NEVER, Step, either, together, with_note
from archlint.ruleset.value_steps import default_note, spec_of, value_step
from archlint.ruleset.value_tests import look_up
from archlint.ruleset.wording import bounds_words, noun
from archlint.source import Location
from archlint.text import quoted_list

MOST = 5  # candidates that are spoken of one by one
_NAMED = 3  # examples of nodes that would do


class Remedies:
    """Says what to change in a model for conditions to hold, or not to hold.

    Each method returns `None` for what holds already, and `NEVER` for what no change of its subject
    brings about.
    """

    def __init__(self, evaluation: Evaluation, types: Mapping[str, NodeType]) -> None:
        """Keep the evaluation, and the catalogue's types."""
        self._evaluation = evaluation
        self._nodes = evaluation.model.nodes
        self._types = types
        self._paths = PathFacts(evaluation, lambda *_: iter(()), lambda *_: iter(()))

    # Combinations

    def of_node(self, condition: Condition, node: Node, *, wanted: bool = True) -> Step | None:
        """Say what to change for a condition on a node."""
        if self._evaluation.node_holds(condition, node) is wanted:
            return None
        match condition:
            case All() | AnyOf() | Not():
                return self._combined(
                    condition, wanted, lambda part, on: self.of_node(part, node, wanted=on)
                )
            case Words():
                return word_step(condition, node, wanted)
            case Property(path, test):
                if node.type.curated and spec_of(node, path[:1]) is None:
                    return NEVER
                value = look_up(node.stated, path)
                step = value_step(
                    ".".join(path),
                    f"'{node.id}'",
                    test,
                    value,
                    node.location,
                    wanted=wanted,
                    spec=spec_of(node, path),
                )
                resolve = self._evaluation.named
                note = default_note(node, path, test, resolve, wanted=wanted)
                return with_note(step, note) if value is None else step
            case Placed(inward=inward):
                return (self._contains if inward else self._within)(condition, node, wanted)
            case Linked():
                return self._linked(condition, node, wanted)
            case Reached():
                return self._reached(condition, node, wanted)
            case Spread(what, bounds):
                no = "" if wanted else "not "
                return self._spread(what, f"{no}{bounds_words(bounds)}", node)
            case Assets():
                stored = node.stated.get("stores")
                at = node.location if stored is None else stored.location
                return asset_step(condition, f"'{node.id}'", at, wanted)
        raise AssertionError(condition)

    def of_edge(self, condition: Condition, edge: Edge, *, wanted: bool = True) -> Step | None:
        """Say what to change for a condition on a connection."""
        if self._evaluation.edge_holds(condition, edge) is wanted:
            return None
        match condition:
            case All() | AnyOf() | Not():
                return self._combined(
                    condition, wanted, lambda part, on: self.of_edge(part, edge, wanted=on)
                )
            case Property(path, test) if edge.connection is not None:
                value = look_up(edge.connection.stated, path)
                name = ".".join(path)
                return value_step(name, arrow(edge), test, value, edge.location, wanted=wanted)
            case End(source, where):
                end = self._nodes[edge.source if source else edge.target]
                return self.of_node(where, end, wanted=wanted)
            case Crosses():
                return self._crosses(condition, edge, wanted)
            case Assets() if edge.connection is not None:
                carried = edge.connection.stated.get("carries")
                at = edge.location if carried is None else carried.location
                return asset_step(condition, arrow(edge), at, wanted)
            case Words("kind", patterns) if edge.connection is not None:
                kinds = [kind for kind in CONNECTION_KINDS if (kind in patterns) is wanted]
                said = quoted_list([f"kind: {kind}" for kind in kinds], last="or")
                return Step(f"state {said} on {arrow(edge)}", edge.location) if kinds else NEVER
            case Inherited(inherited) if inherited is not wanted and edge.inherited:
                ends = f"'{edge.source}' and '{edge.target}'"
                return Step(f"draw the connection between {ends} themselves", edge.location)
        return NEVER

    def of_model(self, condition: Condition, at: Location, *, wanted: bool = True) -> Step | None:
        """Say what to change for a condition on the model."""
        if self._evaluation.model_holds(condition) is wanted:
            return None
        match condition:
            case All() | AnyOf() | Not():
                return self._combined(
                    condition, wanted, lambda part, on: self.of_model(part, at, wanted=on)
                )
            case Has():
                return self._has(condition, at, wanted)
        raise AssertionError(condition)

    def of_path(
        self, condition: Reached, source: str, target: str, *, where: Condition | None = None
    ) -> Step | None:
        """Say what to change for a path not to lead from one node to another, or not like this.

        Args:
            condition: The relation along paths.
            source: Where the path begins.
            target: Where it ends.
            where: What the end must not be; by default what the relation asks of it.
        """
        hops = self._paths.hops(condition, source, target)[0]
        cuts = (Step(f"remove {edge_name(edge)}", edge.location) for edge in hops)
        steps: list[Step | None] = [either(cuts)]
        if condition.avoiding is not None:
            at, ends = self._nodes[source].location, f"from '{source}' to '{target}'"
            way = f"lead the traffic {ends} through a {noun(condition.avoiding)}"
            steps.append(Step(way, at))
            between = [self._nodes[edge.source] for edge in hops[1:]]
            steps += [self.of_node(condition.avoiding, node) for node in between[:MOST]]
        if condition.through is not None:
            between = [self._nodes[edge.source] for edge in hops[1:]]
            steps += [self.of_node(condition.through, node, wanted=False) for node in between]
        if condition.by is not None:
            steps += [self.of_edge(condition.by, edge, wanted=False) for edge in hops]
        end = self._nodes[target if condition.forward else source]
        steps.append(self.of_node(where or condition.where, end, wanted=False))
        open_types = self._evaluation.open
        steps += closing_steps((*open_types.avoided(condition), *open_types.passed(condition)))
        return either(step for step in steps if step is not None)

    def _combined(
        self,
        condition: All | AnyOf | Not,
        wanted: bool,
        step: Callable[[Condition, bool], Step | None],
    ) -> Step | None:
        if isinstance(condition, Not):
            return step(condition.part, not wanted)
        steps = (step(part, wanted) for part in condition.parts)
        return (together if isinstance(condition, All) is wanted else either)(steps)

    # Containment

    def _within(self, condition: Placed, node: Node, wanted: bool) -> Step | None:
        quantifier, where = asked_for(condition.quantifier, condition.where, wanted)
        at = node.placements[0].location if node.placements else node.location
        around = [
            self._nodes[name] for name in self._evaluation.containment.candidates(condition, node)
        ]
        if quantifier is Quantifier.COUNT:
            bounds = bounds_words(condition.bounds)
            no = "" if wanted else "not "
            return Step(f"place '{node.id}' within {no}{bounds} {noun(where)}", at)
        if quantifier is Quantifier.NONE:
            return together(
                either(
                    [
                        Step(f"take '{node.id}' out of '{one.id}'{self._instead(where, one)}", at),
                        self.of_node(where, one, wanted=False),
                    ]
                )
                for one in self._but(around, where, False)
            ) or Step(f"place '{node.id}' in {level_words(condition)}no {noun(where)}", at)
        off = self._but(around, where, True)
        only = "only in" if quantifier is Quantifier.EVERY and around else "in"
        place = Step(f"place '{node.id}' {only} a {noun(where)}{self._such_as(where, node)}", at)
        changed = [self.of_node(where, one) for one in off]
        if quantifier is Quantifier.EVERY:
            changed = [together(changed)] if changed else []
        closed = closing_steps(self._evaluation.open.ends(condition)) if not around else ()
        return either([place, *changed, *closed])

    def _contains(self, condition: Placed, node: Node, wanted: bool) -> Step | None:
        quantifier, where = asked_for(condition.quantifier, condition.where, wanted)
        inside = [self._nodes[name] for name in self._evaluation.graph.descendants(node.id)]
        if quantifier is Quantifier.COUNT:
            asked = bounds_words(condition.bounds)
            no = "" if wanted else "not "
            return Step(f"let '{node.id}' contain {no}{asked} {noun(where)}", node.location)
        if quantifier is Quantifier.SOME:
            place = Step(f"place a {noun(where)} in '{node.id}'", node.location)
            changed = [self.of_node(where, one) for one in self._but(inside, where, True)]
            return either([place, *changed])
        on = quantifier is Quantifier.EVERY
        return together(
            either(
                [
                    Step(f"take '{one.id}' out of '{node.id}'", one.location),
                    self.of_node(where, one, wanted=on),
                ]
            )
            for one in self._but(inside, where, on)
        ) or either(closing_steps(self._evaluation.containment.unseen(condition, node)))

    def _spread(self, what: str, asked: str, node: Node) -> Step | None:
        place = Step(f"place '{node.id}' in boundaries of {asked} different {what}s", node.location)
        unstated = [
            self._nodes[placement.boundary]
            for placement in node.placements
            if what not in self._nodes[placement.boundary].stated
        ]
        told = [Step(f"state {what} of '{one.id}'", one.location) for one in unstated]
        return either([together([place, *told])]) if told else place

    # Edges

    def _linked(self, condition: Linked, node: Node, wanted: bool) -> Step | None:
        quantifier, where = asked_for(condition.quantifier, condition.where, wanted)
        graph, forward = self._evaluation.graph, condition.forward
        edges = graph.edges_from(node.id) if forward else graph.edges_to(node.id)
        if quantifier is Quantifier.COUNT:
            verb = "connect to" if forward else "be connected from"
            asked = bounds_words(condition.bounds)
            no = "" if wanted else "not "
            return Step(f"let '{node.id}' {verb} {no}{asked} {noun(where)}", node.location)
        if quantifier is Quantifier.SOME:
            return either(
                [
                    self._connect(condition, where, node),
                    *self._references(where, node, forward=forward),
                    *(self._made_to_count(condition, where, edge) for edge in edges[:MOST]),
                    *closing_steps(self._evaluation.open.ends(condition)),
                ]
            )
        on = quantifier is Quantifier.EVERY
        return together(
            either(
                [
                    Step(f"remove {edge_name(edge)}", edge.location),
                    self.of_node(where, self._other(edge, forward), wanted=on),
                    NEVER
                    if condition.by is None
                    else self.of_edge(condition.by, edge, wanted=False),
                ]
            )
            for edge in self._objected(condition, where, edges, on)
        ) or either(closing_steps(self._evaluation.open.ends(condition)))

    def _connect(self, condition: Linked, where: Condition, node: Node) -> Step:
        other = f"a {noun(where)}{self._such_as(where, node)}"
        ends = f"'{node.id}' to {other}" if condition.forward else f"{other} to '{node.id}'"
        return Step(f"connect {ends}{way_words(condition)}", node.location)

    def _references(self, where: Condition, node: Node, *, forward: bool) -> Iterator[Step]:
        """Name the properties in which a node may name what it is to be connected to."""
        for path, spec in reference_specs(node.type.properties) if forward else ():
            meant = [
                node_type
                for node_type in self._types.values()
                if any(node_type.answers_to(name) for name in spec.to)
            ]
            if meant and all(may_match(where, node_type) for node_type in meant):
                yield Step(f"name a {noun(where)} in {path} of '{node.id}'", node.location)

    def _made_to_count(self, condition: Linked, where: Condition, edge: Edge) -> Step:
        by = None if condition.by is None else self.of_edge(condition.by, edge)
        other = self.of_node(where, self._other(edge, condition.forward))
        return together([other, by]) or NEVER

    def _objected(
        self, condition: Linked, where: Condition, edges: Iterable[Edge], on: bool
    ) -> list[Edge]:
        members = [
            edge
            for edge in edges
            if condition.by is None or self._evaluation.edge_holds(condition.by, edge) is not False
        ]
        others = [self._other(edge, condition.forward) for edge in members]
        off = {one.id for one in self._but(others, where, on)}
        return [edge for edge in members if self._other(edge, condition.forward).id in off]

    def _other(self, edge: Edge, forward: bool) -> Node:
        return self._nodes[edge.target if forward else edge.source]

    def _reached(self, condition: Reached, node: Node, wanted: bool) -> Step | None:
        quantifier, where = asked_for(condition.quantifier, condition.where, wanted)
        forward = condition.forward
        direction = ("from", "to") if forward else ("to", "from")
        if quantifier in (Quantifier.SOME, Quantifier.COUNT):
            other = f"a {noun(where)}{self._such_as(where, node)}"
            if quantifier is Quantifier.COUNT:
                other = f"{'' if wanted else 'not '}{bounds_words(condition.bounds)} {noun(where)}"
            ends = f"{direction[0]} '{node.id}' {direction[1]} {other}"
            return Step(f"let traffic lead {ends}{way_words(condition)}", node.location)
        objected = Not(where, where.location) if quantifier is Quantifier.EVERY else where
        reached = [self._nodes[name] for name in self._paths.ends(condition, node)]
        return together(
            self.of_path(
                condition,
                node.id if forward else end.id,
                end.id if forward else node.id,
                where=objected,
            )
            for end in self._but(reached, objected, False)
        ) or either(closing_steps(self._evaluation.open.ends(condition)))

    def _crosses(self, condition: Crosses, edge: Edge, wanted: bool) -> Step | None:
        quantifier, where = asked_for(condition.quantifier, condition.where, wanted)
        unplaced = [
            self._nodes[end] for end in (edge.source, edge.target) if is_unplaced(self._nodes[end])
        ]
        if unplaced:
            return together(
                Step(f"state where '{node.id}' stands", node.location) for node in unplaced
            )
        crossed = [self._nodes[name] for name, _ in self._evaluation.crossed_candidates(edge)]
        asked = amount(quantifier, bounds_words(condition.bounds), wanted=wanted)
        text = f"let {arrow(edge)} cross {asked} {noun(where, 'boundary')}"
        on = quantifier is not Quantifier.NONE
        changed = [self.of_node(where, one, wanted=on) for one in self._but(crossed, where, on)]
        if quantifier is not Quantifier.SOME:
            changed = [together(changed)] if changed else []
        return either([Step(text, edge.location), *changed])

    # The model

    def _has(self, condition: Has, at: Location, wanted: bool) -> Step | None:
        quantifier, where = asked_for(condition.quantifier, condition.where, wanted)
        if quantifier is Quantifier.COUNT:
            asked = f"{'' if wanted else 'not '}{bounds_words(condition.bounds)}"
            return Step(f"let the model have {asked} {noun(where)}", at)
        meant = [n for n in self._nodes.values() if may_match(where, n.type) is not False]
        closed = closing_steps(self._evaluation.open.ends(condition))
        if quantifier is Quantifier.SOME:
            changed = [self.of_node(where, one) for one in self._but(meant, where, True)]
            return either([Step(f"add a {noun(where)} to the model", at), *changed, *closed])
        on = quantifier is Quantifier.EVERY
        off = self._but(self._nodes.values() if on else meant, where, on)
        return together(
            either(
                [
                    Step(f"remove '{one.id}' from the model", one.location),
                    self.of_node(where, one, wanted=on),
                ]
            )
            for one in off
        ) or either(closed)

    # Candidates

    def _but(self, nodes: Iterable[Node], where: Condition, on: bool) -> list[Node]:
        """Return those of which a condition is not surely what it should be."""
        ordered = {node.id: node for node in sorted(nodes, key=lambda node: node.id)}
        off = [n for n in ordered.values() if self._holds(where, n) is not on]
        return off[:MOST]

    def _holds(self, where: Condition, node: Node) -> Truth:
        return self._evaluation.node_holds(where, node)

    def _instead(self, where: Condition, boundary: Node) -> str:
        """Name boundaries of the same type of which a condition does not hold."""
        fitting = sorted(
            other.id
            for other in self._nodes.values()
            if other.type is boundary.type and self._holds(where, other) is False
        )
        if not fitting:
            return ""
        return f", for example into {quoted_list(fitting[:_NAMED], last='or')}"

    def _such_as(self, where: Condition, than: Node) -> str:
        """Name nodes that would do, other than the one that is spoken of."""
        others = (node for node in self._nodes.values() if node is not than)
        fitting = sorted(other.id for other in others if self._holds(where, other) is True)
        if not fitting:
            return ""
        return f" (such as {quoted_list(fitting[:_NAMED], last='or')})"
