"""The built-in rules that are written in Python: one file each, found like everybody's.

A rule is written here when the rule language cannot ask its question: about flows, about data
assets, or about nodes in their relation to each other.
"""

from archlint.checks.connection_explained import connection_explained
from archlint.checks.connection_not_admitted import connection_not_admitted
from archlint.checks.data_classified import data_classified
from archlint.checks.data_used import data_used
from archlint.checks.flow_steps_connected import flow_steps_connected
from archlint.checks.impossible_placement import impossible_placement
from archlint.checks.nodes_placed import nodes_placed
from archlint.checks.reference_of_wrong_type import reference_of_wrong_type
from archlint.checks.references_within_network import references_within_network
from archlint.checks.repeated_names import repeated_names
from archlint.checks.security_group_unused_ingress import security_group_unused_ingress
from archlint.checks.single_point_of_failure import single_point_of_failure
from archlint.checks.type_left_generic import type_left_generic

__all__ = [
    "connection_explained",
    "connection_not_admitted",
    "data_classified",
    "data_used",
    "flow_steps_connected",
    "impossible_placement",
    "nodes_placed",
    "reference_of_wrong_type",
    "references_within_network",
    "repeated_names",
    "security_group_unused_ingress",
    "single_point_of_failure",
    "type_left_generic",
]
