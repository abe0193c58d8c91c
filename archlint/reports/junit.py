"""A report, or what prevented one, as JUnit's XML, which CI systems show as tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from archlint.finding import Finding, Outcome
from archlint.reports.uniting import listed_findings, name_of
from archlint.ruleset.values import Report, Rule, RuleResult
from archlint.source import Problem
from archlint.text import escape_terminal, visible


def report_as_junit(reports: Sequence[Report], *, version: str, unknown: bool) -> Iterator[str]:
    """Give reports as pieces of XML: a suite for each, a test for each finding.

    A rule without findings is one test, which passes. A rule that had nothing to judge, or whose
    unknowns are not listed, is one test, which is skipped.

    Args:
        reports: What a check found, for each model and environment.
        version: The version of archlint.
        unknown: Whether to list what the models do not say, as skipped tests.
    """
    suites = [_suite(report, version, unknown=unknown) for report in reports]
    return _document(suites)


def failure_as_junit(problems: Sequence[Problem], *, version: str, model: str) -> Iterator[str]:
    """Give what prevented a report as pieces of XML: a test for each problem, which has an error.

    Args:
        problems: The problems; there is at least one.
        version: The version of archlint.
        model: What was to be judged, as it was given.
    """
    suite = _empty_suite(model, {"archlint": version, "model": model})
    for number, problem in enumerate(problems, start=1):
        name = f"problem {number}"
        test = _test(suite, "archlint", str(problem.location) if problem.location else name)
        lines = [str(problem.location or model)]
        lines += [f"next: {problem.hint}"] if problem.hint else []
        _outcome(test, "error", "error", problem.message, lines)
    return _document([suite])


def _document(suites: Sequence[Element]) -> Iterator[str]:
    root = Element("testsuites", {"name": "archlint"})
    for suite in suites:
        tests = {kind: str(len(suite.findall(path))) for kind, path in _COUNTED.items()}
        suite.attrib.update(tests)
        root.append(suite)
    for kind in ("tests", "failures", "errors"):
        root.set(kind, str(sum(int(suite.get(kind, "0")) for suite in suites)))
    indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield tostring(root, encoding="unicode")
    yield "\n"


_COUNTED = {
    "tests": "testcase",
    "failures": "testcase/failure",
    "errors": "testcase/error",
    "skipped": "testcase/skipped",
}


def _suite(report: Report, version: str, *, unknown: bool) -> Element:
    properties = {"archlint": version, "model": report.model.path}
    if report.model.environment:
        properties["environment"] = report.model.environment
    suite = _empty_suite(name_of(report), properties)
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
    elif result.violated or result.unknown:
        return
    else:
        said = ""
    test = _test(suite, _class_of(rule), rule.title)
    if said:
        SubElement(test, "skipped", {"message": said})


def _found(suite: Element, finding: Finding, rule: Rule) -> None:
    test = _test(suite, _class_of(rule), finding.id)
    lines = [str(finding.location)]
    lines += [f"{fact.location}: {fact.message}" for fact in finding.evidence]
    if finding.outcome is not Outcome.VIOLATED:
        _outcome(test, "skipped", "unknown", f"unknown: {finding.message}", lines)
        return
    lines += [f"why: {' '.join(rule.why.split())}", f"fix: {' '.join(rule.fix.split())}"]
    lines += [f"help: {rule.help}"] if rule.help else []
    _outcome(test, "failure", rule.severity.value, finding.message, lines)


def _class_of(rule: Rule) -> str:
    return f"{rule.pack}.{rule.id}"


def _empty_suite(name: str, properties: dict[str, str]) -> Element:
    suite = Element("testsuite", {"name": visible(name)})
    listed = SubElement(suite, "properties")
    for key, value in properties.items():
        SubElement(listed, "property", {"name": key, "value": visible(value)})
    return suite


def _test(suite: Element, class_name: str, name: str) -> Element:
    names = {"classname": visible(class_name), "name": escape_terminal(name)}
    return SubElement(suite, "testcase", names)


def _outcome(test: Element, tag: str, kind: str, message: str, lines: Sequence[str]) -> None:
    said = escape_terminal(message)
    outcome = SubElement(test, tag, {"type": kind, "message": said})
    outcome.text = "\n".join(escape_terminal(line) for line in (message, *lines))
