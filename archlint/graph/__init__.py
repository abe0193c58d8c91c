"""The architecture as a graph, asked through named questions."""

from archlint.graph.cuts import Passage
from archlint.graph.edges import Edge, EdgeKind, in_order
from archlint.graph.graph import ArchitectureGraph
from archlint.graph.paths import PathSearch, Step

__all__ = ["ArchitectureGraph", "Edge", "EdgeKind", "Passage", "PathSearch", "Step", "in_order"]
