"""Which open types could change an answer: shared by rules, and no rule itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archlint.plugin import Evidence, Node, OpenType, fact

# Kinds whose nodes begin traffic or pass it on.
_CARRIERS = frozenset(
    {
        "actor",
        "api_gateway",
        "cdn",
        "compute",
        "firewall",
        "gateway",
        "internet",
        "load_balancer",
        "queue",
        "service",
        "stream",
        "topic",
        "vpn",
        "workflow",
    }
)
_MEMBERSHIP = "security_groups"


def carries_traffic(item: OpenType) -> bool:
    """Tell whether nodes of a type may begin traffic or pass it on: also when it has no kinds."""
    return not item.type.kinds or not item.type.kinds.isdisjoint(_CARRIERS)


def may_join(*, member: Node | OpenType, group: Node | OpenType) -> bool:
    """Tell whether nodes of one type may be members of a security group of another."""
    spec = member.type.properties.get(_MEMBERSHIP)
    if spec is None or "security_group" not in group.type.kinds:
        return False
    admitted = spec.of.to if spec.of is not None else ()
    return not admitted or any(group.type.answers_to(name) for name in admitted)


def told(items: Iterable[OpenType]) -> str:
    """Say which types are not enumerated."""
    return f"the model does not enumerate {', '.join(item.type.id for item in items)} (open)"


def open_facts(items: Iterable[OpenType]) -> Iterator[Evidence]:
    """Say of each type, where the model says so, that it is not enumerated."""
    return (fact(told([item]), item) for item in items)
