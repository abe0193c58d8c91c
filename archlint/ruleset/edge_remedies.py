"""What would satisfy a condition on edges and paths: what to connect, remove, or change there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from archlint.architecture.types import NodeType
from archlint.architecture.values import Node
from archlint.graph import Edge
from archlint.ruleset.conditions import Condition, Crosses, Linked, Not, Quantifier, Reached
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.fact_words import arrow, way_words
from archlint.ruleset.levels import is_unplaced
from archlint.ruleset.open_types import may_match
from archlint.ruleset.path_facts import PathFacts
from archlint.ruleset.remedy_candidates import MOST, OfEdge, OfNode, RemedyCandidates
from archlint.ruleset.remedy_words import (
    amount,
    asked_for,
    closing_steps,
    edge_name,
    reference_specs,
)
from archlint.ruleset.steps import NEVER, Step, either, together
from archlint.ruleset.wording import bounds_words, noun


class EdgeRemedies:
    """Says what to change for relations along edges and paths, and for what an edge crosses."""

    def __init__(
        self,
        evaluation: Evaluation,
        types: Mapping[str, NodeType],
        candidates: RemedyCandidates,
        of_node: OfNode,
        of_edge: OfEdge,
    ) -> None:
        """Keep the evaluation, the catalogue's types, and what changes ends and edges."""
        self._evaluation = evaluation
        self._nodes = evaluation.model.nodes
        self._types = types
        self._among = candidates
        self._of_node = of_node
        self._of_edge = of_edge
        self._paths = PathFacts(evaluation, lambda *_: iter(()), lambda *_: iter(()))

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
            steps += [self._of_node(condition.avoiding, node) for node in between[:MOST]]
        if condition.through is not None:
            between = [self._nodes[edge.source] for edge in hops[1:]]
            steps += [self._of_node(condition.through, node, wanted=False) for node in between]
        if condition.by is not None:
            steps += [self._of_edge(condition.by, edge, wanted=False) for edge in hops]
        end = self._nodes[target if condition.forward else source]
        steps.append(self._of_node(where or condition.where, end, wanted=False))
        open_types = self._evaluation.open
        steps += closing_steps((*open_types.avoided(condition), *open_types.passed(condition)))
        return either(step for step in steps if step is not None)

    def linked(self, condition: Linked, node: Node, wanted: bool) -> Step | None:
        """Say what to change for what a node is connected to, or from."""
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
                    self._of_node(where, self._other(edge, forward), wanted=on),
                    NEVER
                    if condition.by is None
                    else self._of_edge(condition.by, edge, wanted=False),
                ]
            )
            for edge in self._objected(condition, where, edges, on)
        ) or either(closing_steps(self._evaluation.open.ends(condition)))

    def _connect(self, condition: Linked, where: Condition, node: Node) -> Step:
        other = f"a {noun(where)}{self._among.such_as(where, node)}"
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
        by = None if condition.by is None else self._of_edge(condition.by, edge)
        other = self._of_node(where, self._other(edge, condition.forward))
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
        off = {one.id for one in self._among.off(others, where, on)}
        return [edge for edge in members if self._other(edge, condition.forward).id in off]

    def _other(self, edge: Edge, forward: bool) -> Node:
        return self._nodes[edge.target if forward else edge.source]

    def reached(self, condition: Reached, node: Node, wanted: bool) -> Step | None:
        """Say what to change for where paths from a node lead, or paths to it come from."""
        quantifier, where = asked_for(condition.quantifier, condition.where, wanted)
        forward = condition.forward
        direction = ("from", "to") if forward else ("to", "from")
        if quantifier in (Quantifier.SOME, Quantifier.COUNT):
            other = f"a {noun(where)}{self._among.such_as(where, node)}"
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
            for end in self._among.off(reached, objected, False)
        ) or either(closing_steps(self._evaluation.open.ends(condition)))

    def crosses(self, condition: Crosses, edge: Edge, wanted: bool) -> Step | None:
        """Say what to change for the boundaries that an edge enters or leaves."""
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
        changed = [
            self._of_node(where, one, wanted=on) for one in self._among.off(crossed, where, on)
        ]
        if quantifier is not Quantifier.SOME:
            changed = [together(changed)] if changed else []
        return either([Step(text, edge.location), *changed])
