"""Waivers applied to reports: which findings are accepted, and which waivers do nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from archlint.architecture.waivers import is_glob
from archlint.finding import Evidence, Finding, Notice, Outcome, Severity, Waiver
from archlint.ruleset.former_ids import RuleNames
from archlint.ruleset.text_patterns import glob_matcher
from archlint.ruleset.values import Report, Rule
from archlint.text import quote


def apply_waivers(
    reports: Sequence[Report], *, rules: Iterable[Rule], today: date, unknown: bool = False
) -> tuple[Report, ...]:
    """Accept the findings that the waivers of their models name.

    A finding is accepted until the day on which its waiver expires has passed; then it is violated
    again, and says so. Findings of mandatory rules cannot be waived.

    Args:
        reports: What a check found, of each model and environment.
        rules: Every rule that there is, judged or not: a waiver may name one that is left out.
        today: The day.
        unknown: Whether what is unknown can be accepted, too, as where unknowns fail.

    Returns:
        The reports; the notices about a model's waivers stand in the first of that model.
    """
    names = RuleNames(rules)
    told: dict[tuple[str, tuple[Waiver, ...]], list[int]] = {}
    for at, report in enumerate(reports):
        if report.model.waivers:
            told.setdefault((report.model.path, report.model.waivers), []).append(at)
    made = list(reports)
    for (_, waivers), places in told.items():
        applying = _Applying(waivers, names, today)
        for at in places:
            made[at] = applying.applied(made[at], unknown=unknown)
        own = tuple(applying.notices([reports[at] for at in places]))
        made[places[0]] = replace(made[places[0]], notices=(*made[places[0]].notices, *own))
    return tuple(made)


UNUSED = "unused-waiver"


class _Index:
    """Finds the waivers of a finding: those that name it by its id, globs by their parts."""

    def __init__(self, waivers: Sequence[Waiver], names: RuleNames) -> None:
        self._exact: dict[tuple[str, str, str], list[Waiver]] = {}
        self._globs: list[tuple[Waiver, list[str]]] = []
        self._of_rule: dict[str, frozenset[str]] = {}
        self._of_subject: dict[str, list[tuple[Waiver, str]]] = {}
        self._names = names
        for waiver in waivers:
            rule, subject, environment = parts(waiver)
            if is_glob(waiver.finding):
                self._globs.append((waiver, [rule, subject, environment]))
            else:
                key = (names.current(rule), subject, environment)
                self._exact.setdefault(key, []).append(waiver)

    def of(self, rule: str, subject: str, environment: str) -> Iterator[Waiver]:
        """Give the waivers of a finding, those that name it by its id first."""
        for name in dict.fromkeys(("", environment)):
            yield from self._exact.get((rule, subject, name), ())
        of_rule = self._globs_of_rule(rule) if self._globs else ()
        for waiver, environments in self._globs_of_subject(subject) if of_rule else ():
            if environments and not (environment and glob_matcher(environments)(environment)):
                continue
            if waiver.finding in of_rule:
                yield waiver

    def _globs_of_rule(self, rule: str) -> frozenset[str]:
        """Return what the globs of a rule are written as; comparing waivers takes longer."""
        if rule not in self._of_rule:
            names = self._names.all_of(rule)
            self._of_rule[rule] = frozenset(
                waiver.finding
                for waiver, (rules, _, _) in self._globs
                if any(map(glob_matcher(rules), names))
            )
        return self._of_rule[rule]

    def _globs_of_subject(self, subject: str) -> list[tuple[Waiver, str]]:
        """Return waivers and their environments; a hundred rules judge the same subject."""
        if subject not in self._of_subject:
            self._of_subject[subject] = [
                (waiver, environments)
                for waiver, (_, subjects, environments) in self._globs
                if glob_matcher(subjects)(subject)
            ]
        return self._of_subject[subject]


class _Applying:
    """Applies the waivers of one model to its reports, and remembers what they were good for."""

    def __init__(self, waivers: tuple[Waiver, ...], names: RuleNames, today: date) -> None:
        self._waivers = waivers
        self._names = names
        self._today = today
        self._index = _Index(waivers, names)
        self._matching: set[str] = set()
        self._powerless: set[str] = set()

    def applied(self, report: Report, *, unknown: bool) -> Report:
        """Return a report with what is accepted."""
        mandatory = {r.rule.id for r in report.results if r.rule.mandatory}
        environment = report.model.environment
        findings = [self._judged(found, environment, mandatory) for found in report.findings]
        accepted = Counter(found.rule for found in findings if found.outcome is Outcome.WAIVED)
        if not unknown:
            return _counted(replace(report, findings=tuple(findings)), accepted, Counter())
        changed = {}
        for found in report.unknown():
            judged = self._judged(found, environment, mandatory)
            if judged is not found:
                changed[found.id] = judged
        waived = [found for found in changed.values() if found.outcome is Outcome.WAIVED]
        findings = sorted([*findings, *waived], key=lambda found: found.rule)
        return _counted(
            replace(
                report,
                findings=tuple(findings),
                unknown=lambda: _unknown_still(report, changed),
            ),
            accepted,
            Counter(found.rule for found in waived),
        )

    def _of(self, finding: Finding, environment: str) -> list[Waiver]:
        return list(self._index.of(finding.rule, finding.subject.id, environment))

    def _judged(self, finding: Finding, environment: str, mandatory: set[str]) -> Finding:
        if finding.outcome not in (Outcome.VIOLATED, Outcome.UNKNOWN):
            return finding
        waivers = self._of(finding, environment)
        if not waivers:
            return finding
        self._matching.update(waiver.finding for waiver in waivers)
        if finding.rule in mandatory:
            self._powerless.update(waiver.finding for waiver in waivers)
            return finding
        holding = next((waiver for waiver in waivers if self._holds(waiver)), None)
        if holding is not None:
            return replace(finding, outcome=Outcome.WAIVED, waiver=holding)
        past = max(waivers, key=lambda waiver: waiver.expires or date.max)
        said = Evidence(f"waived until {past.expires}, which is past", past.location)
        return replace(finding, evidence=(*finding.evidence, said), waiver=past)

    def _holds(self, waiver: Waiver) -> bool:
        return waiver.expires is None or self._today <= waiver.expires

    def notices(self, reports: Sequence[Report]) -> Iterator[Notice]:
        """Give what is wrong with waivers that do nothing, in their order."""
        judged = {result.rule.id for report in reports for result in report.results}
        environments = {report.model.environment for report in reports}
        found: dict[Waiver, Notice] = {}
        for waiver in self._waivers:
            rule, _, environment = parts(waiver)
            meant = self._names.matching(rule)
            named = "" if is_glob(rule) or not meant else meant[0]
            could_match = judged.issuperset(meant) and _is_judged(environment, environments)
            if not meant:
                found[waiver] = _no_such_rule(waiver, rule, self._names)
            elif waiver.finding in self._powerless or (
                named in judged and self._names.rules[named].mandatory
            ):
                found[waiver] = _mandatory(waiver, named)
            elif waiver.finding not in self._matching and could_match:
                found[waiver] = _unused(waiver, environment)
            elif _is_sweeping(waiver):
                found[waiver] = _sweeping(waiver)
        if any(waiver.finding not in self._matching for waiver in found):
            self._look_at_unknown(reports)
        for waiver, notice in found.items():
            if notice.id != UNUSED or waiver.finding not in self._matching:
                yield notice

    def _look_at_unknown(self, reports: Sequence[Report]) -> None:
        """Note which waivers name what is unknown: they do nothing now, and are not idle either."""
        for report in reports:
            for finding in report.unknown():
                of = self._of(finding, report.model.environment)
                self._matching.update(waiver.finding for waiver in of)


def parts(waiver: Waiver) -> tuple[str, str, str]:
    """Return what a waiver says of the rule, the subject and the environment; that may be empty."""
    rule, _, rest = waiver.finding.partition("@")
    subject, _, environment = rest.partition("@")
    return rule, subject, environment


def _is_sweeping(waiver: Waiver) -> bool:
    """Tell whether a waiver names no rule, subject or environment, not even in part."""
    return is_glob(waiver.finding) and not "".join(parts(waiver)).strip("*?")


def _is_judged(environment: str, judged: set[str]) -> bool:
    """Tell whether what a waiver could match was judged; of a glob, every environment."""
    if is_glob(environment):
        return "" in judged and len(judged) > 1
    return environment in judged


def _unknown_still(report: Report, changed: Mapping[str, Finding]) -> Iterator[Finding]:
    for finding in report.unknown():
        judged = changed.get(finding.id, finding)
        if judged.outcome is not Outcome.WAIVED:
            yield judged


def _counted(report: Report, violated: Counter[str], unknown: Counter[str]) -> Report:
    """Move accepted findings from one count to the other."""
    results = tuple(
        replace(
            result,
            violated=result.violated - violated[result.rule.id],
            unknown=result.unknown - unknown[result.rule.id],
            waived=result.waived + violated[result.rule.id] + unknown[result.rule.id],
        )
        for result in report.results
    )
    return replace(report, results=results)


def _no_such_rule(waiver: Waiver, rule: str, names: RuleNames) -> Notice:
    what = f"no rule matches {quote(rule)}" if is_glob(rule) else f"there is no rule {quote(rule)}"
    return _notice(
        UNUSED,
        f"the waiver of {quote(waiver.finding)} matches no finding: {what}",
        waiver,
        names.suggestion(rule) or "see 'archlint rules list', or remove the waiver",
    )


def _unused(waiver: Waiver, environment: str) -> Notice:
    where = "" if environment else "; where it is meant for one environment, end it in @NAME"
    return _notice(
        UNUSED,
        f"the waiver of {quote(waiver.finding)} matches no finding",
        waiver,
        f"remove it, or correct the id{where}",
    )


def _mandatory(waiver: Waiver, rule: str) -> Notice:
    what = f"{quote(rule)} is mandatory, its" if rule else "it matches mandatory rules, whose"
    return _notice(
        "mandatory-waiver",
        f"the waiver of {quote(waiver.finding)} has no effect: {what} findings cannot be waived",
        waiver,
        "remove the waiver, and mend what the rule finds",
    )


def _sweeping(waiver: Waiver) -> Notice:
    return _notice(
        "sweeping-waiver",
        f"the waiver of {quote(waiver.finding)} accepts everything that any rule finds, "
        "now and later",
        waiver,
        "name the rule, or what it is about; to begin with what is there, use a baseline",
    )


def _notice(kind: str, message: str, waiver: Waiver, hint: str) -> Notice:
    return Notice(kind, Severity.WARNING, message, waiver.location, hint)
