"""What a small picture is to show besides its model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a picture is to show besides its model.

    Attributes:
        title: What it shows, for those who cannot see it.
        good: Whether what is marked is as it should be.
        nodes: The ids of the nodes to mark.
        lines: The lines to mark, by the ids of their ends.
    """

    title: str
    good: bool
    nodes: tuple[str, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
