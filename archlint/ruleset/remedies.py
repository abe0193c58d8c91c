"""What would satisfy a rule: read off its condition, part by part, for the subject at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

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
from archlint.ruleset.containment_remedies import ContainmentRemedies
from archlint.ruleset.edge_remedies import EdgeRemedies
from archlint.ruleset.evaluation import Evaluation
from archlint.ruleset.fact_words import arrow
from archlint.ruleset.open_types import may_match
from archlint.ruleset.remedy_candidates import RemedyCandidates
from archlint.ruleset.remedy_words import (
    asked_for,
    asset_step,
    closing_steps,
    word_step,
)
from archlint.ruleset.steps import NEVER, Step, either, together, with_note
from archlint.ruleset.value_steps import default_note, spec_of, value_step
from archlint.ruleset.value_tests import look_up
from archlint.ruleset.wording import bounds_words, noun
from archlint.source import Location
from archlint.text import quoted_list


class Remedies:
    """Says what to change in a model for conditions to hold, or not to hold.

    Each method returns `None` for what holds already, and `NEVER` for what no change of its subject
    brings about.

    Attributes:
        of_path: Says what to change for a path not to lead from one node to another.
    """

    def __init__(self, evaluation: Evaluation, types: Mapping[str, NodeType]) -> None:
        """Keep the evaluation, and the catalogue's types."""
        self._evaluation = evaluation
        self._nodes = evaluation.model.nodes
        candidates = self._among = RemedyCandidates(evaluation)
        self._containment = ContainmentRemedies(evaluation, candidates, self.of_node)
        self._edges = EdgeRemedies(evaluation, types, candidates, self.of_node, self.of_edge)
        self.of_path = self._edges.of_path

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
                around = self._containment
                return (around.contains if inward else around.within)(condition, node, wanted)
            case Linked():
                return self._edges.linked(condition, node, wanted)
            case Reached():
                return self._edges.reached(condition, node, wanted)
            case Spread(what, bounds):
                no = "" if wanted else "not "
                return self._containment.spread(what, f"{no}{bounds_words(bounds)}", node)
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
                return self._edges.crosses(condition, edge, wanted)
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

    def _has(self, condition: Has, at: Location, wanted: bool) -> Step | None:
        quantifier, where = asked_for(condition.quantifier, condition.where, wanted)
        if quantifier is Quantifier.COUNT:
            asked = f"{'' if wanted else 'not '}{bounds_words(condition.bounds)}"
            return Step(f"let the model have {asked} {noun(where)}", at)
        meant = [n for n in self._nodes.values() if may_match(where, n.type) is not False]
        closed = closing_steps(self._evaluation.open.ends(condition))
        if quantifier is Quantifier.SOME:
            changed = [self.of_node(where, one) for one in self._among.off(meant, where, True)]
            return either([Step(f"add a {noun(where)} to the model", at), *changed, *closed])
        on = quantifier is Quantifier.EVERY
        off = self._among.off(self._nodes.values() if on else meant, where, on)
        return together(
            either(
                [
                    Step(f"remove '{one.id}' from the model", one.location),
                    self.of_node(where, one, wanted=on),
                ]
            )
            for one in off
        ) or either(closed)

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
