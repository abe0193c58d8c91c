"""Read waivers: which findings somebody has decided to live with, why, and until when."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from archlint.architecture.shape import Fields, Shape
from archlint.architecture.tree import Scalar, Sequence, Tree, describe, is_nothing
from archlint.finding import Waiver
from archlint.source import Problems, both_places
from archlint.text import quote, suggestion

MAX_GLOBS = 100
WAIVER_KEYS = ("finding", "reason", "expires", "approved_by")
_WAIVER = Shape("a waiver", required=WAIVER_KEYS[:2], optional=WAIVER_KEYS[2:])
_FINDING = re.compile(r"[^@\s]+@[^@\s]+(?:@([^@\s]+))?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_WILDCARDS = frozenset("*?")


def is_glob(finding: str) -> bool:
    """Tell whether a waiver's finding stands for several; `[` is a character like any other."""
    return not _WILDCARDS.isdisjoint(finding)


def read_waivers(
    tree: Tree | None, environments: Collection[str], problems: Problems
) -> tuple[Waiver, ...]:
    """Read a list of waivers, in the order of the file.

    Args:
        tree: The list; it may be missing.
        environments: The environments of the model, which a waiver may name.
        problems: Takes what is wrong.
    """
    if tree is None or is_nothing(tree):
        return ()
    if not isinstance(tree, Sequence):
        problems.add(
            f"'waivers' must be a list, found {describe(tree)}",
            tree.location,
            "write '- {finding: ..., reason: ...}' lines under it",
        )
        return ()
    found: dict[str, Waiver] = {}
    for item in tree.items:
        fields = _WAIVER.read(item, problems)
        waiver = None if fields is None else _waiver(fields, environments, problems)
        if waiver is None:
            continue
        first = found.setdefault(waiver.finding, waiver)
        if first is not waiver:
            problems.add(
                f"the finding {quote(waiver.finding)} is waived twice: "
                f"{both_places(first.location, waiver.location)}",
                waiver.location,
                "remove one of them",
            )
    _check_number(found, problems)
    return tuple(found.values())


def _waiver(fields: Fields, environments: Collection[str], problems: Problems) -> Waiver | None:
    finding = fields.text("finding")
    reason = _text(fields, "reason", "say why the finding is accepted", problems)
    expires = _expiry(fields, problems)
    approved_by = _text(fields, "approved_by", "name who accepts it, or leave it out", problems)
    stated = fields.get("finding")
    if not isinstance(stated, Scalar) or stated.value is None:
        return None  # which has been said
    at = stated.location
    named = _FINDING.match(finding)
    if named is None:
        problems.add(
            f"{quote(finding)} is not the id of a finding",
            at,
            "write RULE@SUBJECT, as 'archlint check' shows it, such as rds-multi-az@db",
        )
    elif named[1] and not is_glob(named[1]) and named[1] not in environments:
        problems.add(
            f"there is no environment {quote(named[1])} to waive a finding of",
            at,
            suggestion(named[1], environments) or "name one that the model has, or leave it out",
        )
    return Waiver(finding, reason, expires, approved_by, at)


def _text(fields: Fields, key: str, step: str, problems: Problems) -> str:
    """Return a text, one line of it; one that is stated must say something."""
    if key not in fields.tree.entries:
        return ""
    before = len(problems.found())
    text = " ".join(fields.text(key).split())
    if not text and len(problems.found()) == before:
        problems.add(f"'{key}' of a waiver is empty", fields.at(key), step)
    return text


def _expiry(fields: Fields, problems: Problems) -> date | None:
    value = fields.get("expires")
    if value is None:
        return None
    wrong = f"'expires' must be a date, found {describe(value)}"
    if isinstance(value, Scalar) and isinstance(value.value, str) and _DATE.match(value.text):
        try:
            return date.fromisoformat(value.text)
        except ValueError:
            wrong = f"'expires' names a day that there is not: {value.text}"
    problems.add(
        wrong,
        value.location,
        "write the last day on which the waiver holds, such as 2027-03-31",
    )
    return None


def _check_number(found: dict[str, Waiver], problems: Problems) -> None:
    """Refuse what would take long to compare with every finding."""
    globs = [waiver for waiver in found.values() if is_glob(waiver.finding)]
    if len(globs) > MAX_GLOBS:
        problems.add(
            f"more than {MAX_GLOBS} waivers are globs",
            globs[MAX_GLOBS].location,
            "write fewer, wider ones, or name the findings",
        )
