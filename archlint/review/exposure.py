"""The properties of the catalogue that say how far a node is open to others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from archlint.architecture.values import Node

_OPENS = ("false", "true")
_CLOSES = ("true", "false")

# The values of each from closed to open, as the catalogue describes them. Other properties narrow
# who gets in (a list of addresses) or say which way traffic leaves, and are left to the rules.
EXPOSURE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # An address on the internet, or a way in from there.
        "access": ("private", "public"),
        "assign_public_ip": _OPENS,
        "auto_assign_public_ip": _OPENS,
        "endpoint_public_access": _OPENS,
        "ingress": ("internal", "internal-and-load-balancer", "all"),
        "private_nodes": _CLOSES,
        "public_access": _OPENS,
        "public_ip": _OPENS,
        "publicly_accessible": _OPENS,
        "remote_access": _OPENS,
        "scheme": ("internal", "internet-facing"),
        "vpc_block_public_access": ("block-bidirectional", "block-ingress", "off"),
        # Whom a policy lets in.
        "anonymous_access": _OPENS,
        "block_public_access": _CLOSES,
        "cross_account": _OPENS,
        "public": _OPENS,
        "public_access_prevention": _CLOSES,
        "public_policy": _OPENS,
        "publicly_assumable": _OPENS,
        "publicly_invocable": _OPENS,
        "s3_block_public_access": _CLOSES,
    }
)


def openness(node: Node, name: str) -> int | None:
    """Return how open a property makes a node, from 0 for closed; `None` where it says nothing."""
    content = node.plain(name) if name in node.stated else None
    word = str(content).lower()
    order = EXPOSURE[name]
    return order.index(word) if isinstance(content, (str, bool)) and word in order else None
