"""The nodes of a model by type: most rules apply to few types, and need not look at the rest."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from archlint.architecture.values import Node
from archlint.ruleset.conditions import Condition
from archlint.ruleset.open_types import may_match


class NodesByType:
    """The nodes of a model, grouped."""

    def __init__(self, nodes: Mapping[str, Node]) -> None:
        """Group the nodes, those of a type in the order of their ids."""
        self._groups: dict[str, list[Node]] = {}
        for node_id in sorted(nodes):
            self._groups.setdefault(nodes[node_id].type.id, []).append(nodes[node_id])

    def candidates(self, condition: Condition) -> list[Node]:
        """Return the nodes, by id, except those of a type that rules the condition out."""
        groups = [
            group
            for group in self._groups.values()
            if may_match(condition, group[0].type) is not False
        ]
        if len(groups) == 1:
            return groups[0]
        return sorted(chain(*groups), key=lambda node: node.id)
