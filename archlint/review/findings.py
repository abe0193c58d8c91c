"""What a change does to the findings: two reports of the same rules, compared by ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from archlint.finding import Finding, Notice, Outcome
from archlint.review.ids import NO_PARTS, Parts, RenamedIds
from archlint.review.values import FindingChanges
from archlint.ruleset.values import Report, RuleResult


def compare_findings(
    base: Report | None,
    head: Report,
    renamed: Mapping[str, str],
    *,
    unknown: bool,
    parts: Parts = NO_PARTS,
) -> FindingChanges:
    """Compare what the same rules find before and after a change.

    A finding is the same on both sides if its id is, exactly, where the id names renamed nodes as
    the head does. What a baseline accepts in the head is not told, unless the base did not have it:
    an entry that was mended long since is no leave to bring the violation back. What a baseline
    accepts in the base under the old id of a renamed node is unchanged, not introduced.

    Args:
        base: What was found before, with what waivers and the baseline accept; `None` where there
            was no model: then everything is introduced.
        head: What is found after.
        renamed: The new id of each renamed node, by its old one.
        unknown: Whether to tell what has become unknown.
        parts: The new id of each renamed connection, data asset and flow, by its old one.
    """
    ids = RenamedIds(renamed, parts)
    before = {ids.of(found): found for found in base.findings} if base else {}
    after = {found.id: found for found in head.findings}
    returned = {i for i, found in after.items() if base and i not in before and _baselined(found)}
    violated = [
        replace(found, outcome=Outcome.VIOLATED) if found.id in returned else found
        for found in head.findings
        if found.outcome is Outcome.VIOLATED or found.id in returned
    ]
    accepted = [found for found in head.findings if found.outcome is Outcome.WAIVED]
    known = {i for i, found in before.items() if found.outcome is not Outcome.WAIVED}
    waived = before.keys() - known
    introduced = tuple(found for found in violated if found.id not in known)
    gone = {
        i: found
        for i, found in before.items()
        if found.outcome is Outcome.VIOLATED and i not in after
    }
    unsettled = _unsettled(gone.keys(), head)
    return FindingChanges(
        introduced=introduced,
        fixed=tuple(found for i, found in gone.items() if i not in unsettled),
        unsettled=tuple(unsettled.values()),
        unchanged=tuple(found for found in violated if found.id in known),
        waived=tuple(found for found in accepted if not _as_before(found, before.get(found.id))),
        unknown=_newly_unknown(base, head, ids) if unknown else (),
        notices=_new_notices(base, head, ids),
        unwaived=frozenset(found.id for found in introduced if found.id in waived),
    )


def introduced_report(head: Report, found: FindingChanges, *, unknown: bool) -> Report:
    """Return the head's report with what the change brings alone, for the writers of reports.

    It has the findings that are introduced, and those that are newly waived, as such; only the
    rules of these, which count these alone; and the notices that are new.

    Args:
        head: The head's report.
        found: What the change does to the findings.
        unknown: Whether to keep what has become unknown.
    """
    kept = {finding.id: finding for finding in (*found.introduced, *found.waived)}
    findings = tuple(kept[finding.id] for finding in head.findings if finding.id in kept)
    opened = found.unknown if unknown else ()
    return replace(
        head,
        findings=findings,
        results=tuple(_counted(head.results, (*findings, *opened))),
        unknown=lambda: iter(opened),
        satisfied=lambda: iter(()),
        notices=found.notices,
    )


def _baselined(found: Finding) -> bool:
    return found.outcome is Outcome.BASELINED


def _as_before(found: Finding, before: Finding | None) -> bool:
    """Tell whether a waiver of the base accepted a waived finding, and for as long."""
    if before is None or before.outcome is not Outcome.WAIVED:
        return False
    until = found.waiver.expires if found.waiver else None
    known = before.waiver.expires if before.waiver else None
    return known is None or (until is not None and until <= known)


def _unsettled(gone: Iterable[str], head: Report) -> dict[str, Finding]:
    """Return those of some ids that are unknown in the head, in its order."""
    sought = set(gone)
    found: dict[str, Finding] = {}
    # There may be several unknowns a node, each made when it is asked for.
    for finding in head.unknown() if sought else ():
        if finding.id in sought:
            found[finding.id] = finding
            if len(found) == len(sought):
                break
    return found


def _newly_unknown(base: Report | None, head: Report, ids: RenamedIds) -> tuple[Finding, ...]:
    before = {ids.of(found) for found in base.unknown()} if base else set()
    return tuple(found for found in head.unknown() if found.id not in before)


def _new_notices(base: Report | None, head: Report, ids: RenamedIds) -> tuple[Notice, ...]:
    said = base.notices if base else ()
    before = {(notice.id, text) for notice in said for text in _messages(notice, ids)}
    return tuple(notice for notice in head.notices if (notice.id, notice.message) not in before)


def _messages(notice: Notice, ids: RenamedIds) -> tuple[str, str]:
    """Return what a notice of the base may say in the head: of a renamed node, or as it was."""
    return notice.message, ids.in_text(notice.message)


def _counted(results: Iterable[RuleResult], findings: Iterable[Finding]) -> Iterable[RuleResult]:
    """Give the rules that have findings, each with their counts."""
    counts = Counter((found.rule, found.outcome) for found in findings)
    for result in results:
        of = {outcome: counts[result.rule.id, outcome] for outcome in Outcome}
        if any(of.values()):
            yield RuleResult(
                result.rule,
                satisfied=0,
                violated=of[Outcome.VIOLATED],
                unknown=of[Outcome.UNKNOWN],
                waived=of[Outcome.WAIVED],
                baselined=of[Outcome.BASELINED],
            )
