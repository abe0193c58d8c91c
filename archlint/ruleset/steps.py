"""What to change in a model: steps that belong together, and steps of which one will do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from archlint.ruleset.polishing import polished
from archlint.source import Location


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, or a group of them.

    Attributes:
        text: What to do; empty for a group.
        location: The place in the model that it is about.
        note: What else to know of it; may be empty.
        about: The property that it is about, with its owner; may be empty.
        vague: Whether it leaves open what to state there, or only says what not to.
        parts: The steps of a group.
        one_of: Whether one of the group will do; else all of them belong together.
    """

    text: str = ""
    location: Location | None = None
    note: str = ""
    about: str = ""
    vague: bool = False
    parts: tuple[Step, ...] = ()
    one_of: bool = False


# What no change of this subject brings about: a load balancer does not become a web firewall.
NEVER = Step()


def together(steps: Iterable[Step | None]) -> Step | None:
    """Return steps that are all needed.

    Args:
        steps: The steps; `None` stands for what holds already.
    """
    needed = [step for step in steps if step is not None]
    if NEVER in needed:
        return NEVER
    flat: dict[Step, None] = {}
    for step in needed:
        flat |= dict.fromkeys(step.parts if step.parts and not step.one_of else (step,))
    settled = {step.about for step in flat if step.about and not step.vague}
    follows = {step for step in flat if not step.parts}

    def is_implied(step: Step) -> bool:
        if step.one_of:
            return any(part in follows or is_implied(part) for part in step.parts)
        return step.vague and step.about in settled

    return _group(tuple(step for step in flat if not is_implied(step)), one_of=False)


def either(steps: Iterable[Step | None]) -> Step | None:
    """Return steps of which one will do, without those that nothing brings about.

    Args:
        steps: The steps; one that holds already (`None`) leaves nothing to do.
    """
    possible = list(steps)
    if None in possible:
        return None
    flat: dict[Step, None] = {}
    for step in possible:
        if step is not None and step != NEVER:
            flat |= dict.fromkeys(step.parts if step.one_of else (step,))
    # One of a, or b with one of a and c, is one of a, or b with c.
    single = {step for step in flat if not step.parts}
    absorbed = dict.fromkeys(_without(step, single) for step in flat)
    kept = tuple(step for step in absorbed if step != NEVER)
    return _group(kept, one_of=True) if kept else NEVER


def _without(step: Step, single: set[Step]) -> Step:
    if not step.parts or step.one_of:
        return step
    parts = [
        either([p for p in part.parts if p not in single]) if part.one_of else part
        for part in step.parts
    ]
    return together(parts) or step


def _group(steps: tuple[Step, ...], *, one_of: bool) -> Step | None:
    if len(steps) < 2:
        return steps[0] if steps else None
    return Step(parts=steps, one_of=one_of)


def in_words(step: Step) -> Step:
    """Return steps whose texts read well."""
    return replace(step, text=polished(step.text), parts=tuple(map(in_words, step.parts)))


def with_note(step: Step, note: str) -> Step:
    """Return a step with a note."""
    return replace(step, note=note)
