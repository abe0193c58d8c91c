"""A report, or what prevented one, as JUnit's XML, which CI systems show as tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from archlint.finding import Finding, Outcome
from archlint.reports.junit_parts import add_outcome, add_test, document, empty_suite
from archlint.reports.uniting import listed_findings, name_of, waiver_words
from archlint.ruleset.values import Report, Rule, RuleResult
from archlint.source import Problem


def report_as_junit(reports: Sequence[Report], *, version: str, unknown: bool) -> Iterator[str]:
    """Give reports as pieces of XML: a suite for each, a test for each finding.

    A rule without findings is one test, which passes. What is accepted is skipped. A rule that had
    nothing to judge, or whose unknowns are not listed, is one test, which is skipped.

    Args:
        reports: What a check found, for each model and environment.
        version: The version of archlint.
        unknown: Whether to list what the models do not say, as skipped tests.
    """
    suites = [_suite(report, version, unknown=unknown) for report in reports]
    return document(suites)


def failure_as_junit(problems: Sequence[Problem], *, version: str, model: str) -> Iterator[str]:
    """Give what prevented a report as pieces of XML: a test for each problem, which has an error.

    Args:
        problems: The problems; there is at least one.
        version: The version of archlint.
        model: What was to be judged, as it was given.
    """
    suite = empty_suite(model, {"archlint": version, "model": model})
    for number, problem in enumerate(problems, start=1):
        name = f"problem {number}"
        test = add_test(suite, "archlint", str(problem.location) if problem.location else name)
        lines = [str(problem.location or model)]
        lines += [f"next: {problem.hint}"] if problem.hint else []
        add_outcome(test, "error", "error", problem.message, lines)
    return document([suite])


def _suite(report: Report, version: str, *, unknown: bool) -> Element:
    properties = {"archlint": version, "model": report.model.path}
    if report.model.environment:
        properties["environment"] = report.model.environment
    suite = empty_suite(name_of(report), properties)
    listed: dict[str, list[Finding]] = {}
    for _, finding in listed_findings([report], unknown=unknown):
        listed.setdefault(finding.rule, []).append(finding)
    for result in report.results:
        for finding in listed.get(result.rule.id, ()):
            _found(suite, finding, result.rule)
        _without_findings(suite, result, unknown=unknown)
    return suite


def _without_findings(suite: Element, result: RuleResult, *, unknown: bool) -> None:
    rule = result.rule
    if result.unknown and not unknown:
        said = f"{result.unknown} unknown: --unknown lists what the model does not say"
    elif not result.applied_to:
        said = "not applicable: the model has nothing that the rule applies to"
    elif result.applied_to > result.satisfied:
        return
    else:
        said = ""
    test = add_test(suite, _class_of(rule), rule.title)
    if said:
        SubElement(test, "skipped", {"message": said})


def _found(suite: Element, finding: Finding, rule: Rule) -> None:
    test = add_test(suite, _class_of(rule), finding.id)
    lines = [str(finding.location)]
    lines += [f"{fact.location}: {fact.message}" for fact in finding.evidence]
    if finding.outcome is not Outcome.VIOLATED:
        kind = finding.outcome.value
        said = finding.message
        if finding.outcome is Outcome.WAIVED and finding.waiver is not None:
            said = waiver_words(finding.waiver)
            lines = [finding.message, *lines, f"{finding.waiver.location}: the waiver"]
        add_outcome(test, "skipped", kind, f"{kind}: {said}", lines)
        return
    lines += [f"why: {' '.join(rule.why.split())}", f"fix: {' '.join(rule.fix.split())}"]
    lines += [f"help: {rule.help}"] if rule.help else []
    add_outcome(test, "failure", rule.severity.value, finding.message, lines)


def _class_of(rule: Rule) -> str:
    return f"{rule.pack}.{rule.id}"
