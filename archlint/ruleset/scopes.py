"""What a node pattern is about, while it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """The types that the node of a pattern may have.

    Attributes:
        types: Their ids.
        named: Whether a type or kind narrows them.
        strict: Whether every one of them must have a property that is tested.
    """

    types: frozenset[str]
    named: bool
    strict: bool
