"""The built-in rules that are written in Python: one file each, found like everybody's.

A rule is written here when the rule language cannot ask its question: about flows, about data
assets, or about nodes in their relation to each other.
"""

from archlint.checks.connection_not_admitted import connection_not_admitted
from archlint.checks.flow_steps_connected import flow_steps_connected
from archlint.checks.reference_of_wrong_type import reference_of_wrong_type
from archlint.checks.repeated_names import repeated_names
from archlint.checks.security_group_unused_ingress import security_group_unused_ingress
from archlint.checks.single_point_of_failure import single_point_of_failure

__all__ = [
    "connection_not_admitted",
    "flow_steps_connected",
    "reference_of_wrong_type",
    "repeated_names",
    "security_group_unused_ingress",
    "single_point_of_failure",
]
