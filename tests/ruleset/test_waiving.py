"""Waivers applied to reports, which are made by hand: no engine is needed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from archlint.architecture.values import Model
from archlint.finding import Evidence, Finding, Outcome, Severity, Subject, SubjectKind, Waiver
from archlint.ruleset.values import Report, Rule, RuleResult
from archlint.ruleset.waiving import apply_waivers
from archlint.source import Location

HERE = Location("m.yaml", 1, 1)
TODAY = date(2026, 11, 22)
PAST = date(2026, 11, 21)


def a_rule(name: str, **more: object) -> Rule:
    fields = {
        "id": name,
        "pack": "p",
        "title": name,
        "severity": Severity.ERROR,
        "why": "",
        "fix": "",
        "limits": "",
        "tags": (),
        "sources": (),
        "location": HERE,
    }
    return Rule(**(fields | more))  # type: ignore[arg-type]


def a_waiver(finding: str, line: int = 9, expires: date | None = None) -> Waiver:
    return Waiver(finding, "a reason", expires, "", Location("m.yaml", line, 5))


def a_report(
    rules: list[Rule],
    waivers: list[Waiver],
    violated: str = "",
    unknown: str = "",
    environment: str = "",
    suffix: bool = False,
) -> Report:
    """Make a report; findings are written as their ids, apart by blanks."""

    def findings(ids: str, outcome: Outcome) -> tuple[Finding, ...]:
        return tuple(
            Finding(
                rule=rule,
                subject=Subject(SubjectKind.NODE, subject),
                outcome=outcome,
                severity=Severity.ERROR,
                message="it is off",
                location=HERE,
                evidence=(Evidence("a fact", HERE),),
                environment=environment if suffix else "",
            )
            for rule, _, subject in (one.partition("@") for one in ids.split())
        )

    off, open_ = findings(violated, Outcome.VIOLATED), findings(unknown, Outcome.UNKNOWN)
    return Report(
        model=replace(
            Model("m.yaml", "M", "", {}, (), {}, {}),
            environment=environment,
            waivers=tuple(waivers),
        ),
        findings=off,
        results=tuple(
            RuleResult(
                rule,
                satisfied=0,
                violated=sum(found.rule == rule.id for found in off),
                unknown=sum(found.rule == rule.id for found in open_),
            )
            for rule in rules
        ),
        unknown=lambda: iter(open_),
    )


ONE, TWO = a_rule("one"), a_rule("two")


def applied(*reports: Report, rules: list[Rule] | None = None, **options: object) -> list[Report]:
    return list(apply_waivers(reports, rules=rules or [ONE, TWO], today=TODAY, **options))


def outcomes(report: Report) -> dict[str, str]:
    return {found.id: found.outcome.value for found in report.findings}


def notices(report: Report) -> list[tuple[str, int]]:
    return [(notice.id, notice.location.line) for notice in report.notices]


def test_a_waived_finding_bears_its_waiver_and_is_counted_apart():
    waiver = a_waiver("one@db")
    [report] = applied(a_report([ONE], [waiver], "one@db one@web"))
    assert outcomes(report) == {"one@db": "waived", "one@web": "violated"}
    assert report.findings[0].waiver == waiver
    assert (report.results[0].violated, report.results[0].waived) == (1, 1)
    assert (report.summary.violated, report.summary.waived) == (1, 1)
    assert report.notices == ()


@pytest.mark.parametrize(
    ("expires", "outcome"), [(None, "waived"), (TODAY, "waived"), (PAST, "violated")]
)
def test_a_waiver_holds_until_the_end_of_its_last_day(expires, outcome):
    [report] = applied(a_report([ONE], [a_waiver("one@db", 9, expires)], "one@db"))
    assert outcomes(report) == {"one@db": outcome}


def test_an_expired_waiver_is_told_with_its_place():
    waiver = a_waiver("one@db", 9, PAST)
    [report] = applied(a_report([ONE], [waiver], "one@db"))
    [finding] = report.findings
    assert finding.waiver == waiver
    assert finding.evidence[-1] == Evidence(
        "waived until 2026-11-21, which is past", waiver.location
    )
    assert (report.results[0].violated, report.results[0].waived) == (1, 0)
    assert report.notices == ()


def test_one_that_holds_wins_over_one_that_has_expired_and_the_later_of_these_is_told():
    both = [a_waiver("one@db", 1, PAST), a_waiver("one@*", 2)]
    [report] = applied(a_report([ONE], both, "one@db"))
    assert report.findings[0].waiver == both[1]
    both = [a_waiver("one@db", 1, date(2026, 1, 1)), a_waiver("one@*", 2, PAST)]
    [report] = applied(a_report([ONE], both, "one@db"))
    assert report.findings[0].waiver == both[1]


@pytest.mark.parametrize(
    ("waiver", "finding", "matches"),
    [
        ("one@db", "one@db", True),
        ("one@db", "one@db-2", False),
        ("one@db", "one@a-db", False),
        ("one@a->b", "one@a->b", True),
        ("one@a->b", "one@a->b#x", False),
        ("one@db*", "one@db-2", True),
        ("one@db*", "one@a-db", False),
        ("one@d?", "one@db", True),
        ("one@d?", "one@dbs", False),
        ("o*@db", "one@db", True),
        ("t*@db", "one@db", False),
        ("*@*", "one@a->b#x", True),
        ("one@d[b]", "one@db", False),
        ("one@d[b]", "one@d[b]", True),
        ("one@d[b]*", "one@d[b]x", True),
        ("one@d[b]*", "one@dbx", False),
        ("one@db.", "one@dbx", False),
        ("ONE@db", "one@db", False),
    ],
)
def test_ids_match_exactly_and_globs_as_a_whole(waiver, finding, matches):
    [report] = applied(a_report([ONE], [a_waiver(waiver)], finding))
    assert outcomes(report) == {finding: "waived" if matches else "violated"}


@pytest.mark.parametrize("suffix", [True, False], ids=["--env all", "--env staging"])
@pytest.mark.parametrize(
    ("waiver", "environments"),
    [
        ("one@db", {"", "staging", "test"}),
        ("one@db@staging", {"staging"}),
        ("one@*@staging", {"staging"}),
        ("one@db@*", {"staging", "test"}),
        ("*@*@*t*", {"staging", "test"}),
        ("*@d*", {"", "staging", "test"}),
    ],
)
def test_an_environment_at_the_end_names_that_one_alone(waiver, environments, suffix):
    reports = applied(
        *(
            a_report([ONE], [a_waiver(waiver)], "one@db", environment=name, suffix=suffix)
            for name in ("", "staging", "test")
        )
    )
    waived = {r.model.environment for r in reports if r.findings[0].outcome is Outcome.WAIVED}
    assert waived == environments
    assert [report.notices for report in reports] == [(), (), ()]


@pytest.mark.parametrize("waiver", ["former@db", "form*@db", "new@db"])
def test_a_renamed_rule_answers_to_its_former_ids(waiver):
    rule = a_rule("new", aliases=("former",))
    [report] = applied(a_report([rule], [a_waiver(waiver)], "new@db"), rules=[rule])
    assert outcomes(report) == {"new@db": "waived"}
    assert report.notices == ()


@pytest.mark.parametrize("waiver", ["must@db", "must@other", "m*@db", "before@db"])
def test_a_mandatory_rule_cannot_be_waived(waiver):
    rule = a_rule("must", mandatory=True, aliases=("before",))
    [report] = applied(a_report([rule], [a_waiver(waiver)], "must@db"), rules=[rule])
    assert outcomes(report) == {"must@db": "violated"}
    assert report.findings[0].waiver is None
    [notice] = report.notices
    assert (notice.id, notice.severity) == ("mandatory-waiver", Severity.WARNING)
    assert "findings cannot be waived" in notice.message


@pytest.mark.parametrize("waiver", ["*@*", "?*@*", "**@*@*"])
def test_a_waiver_of_everything_holds_and_is_a_warning(waiver):
    reports = applied(
        a_report([ONE], [a_waiver(waiver)], "one@db"),
        a_report([ONE], [a_waiver(waiver)], "one@db", environment="staging"),
    )
    [notice] = reports[0].notices
    assert (notice.id, notice.severity) == ("sweeping-waiver", Severity.WARNING)
    assert outcomes(reports[1]) == {"one@db": "waived"}


@pytest.mark.parametrize("waiver", ["one@*", "*@db", "o*@*", "*@d*"])
def test_a_waiver_that_names_a_part_is_no_warning(waiver):
    [report] = applied(a_report([ONE], [a_waiver(waiver)], "one@db"))
    assert report.notices == ()


def test_a_waiver_that_matches_nothing_is_a_warning_at_its_place():
    [report] = applied(a_report([ONE], [a_waiver("one@web", 7)], "one@db"))
    [notice] = report.notices
    assert (notice.id, notice.severity, notice.location.line) == (
        "unused-waiver",
        Severity.WARNING,
        7,
    )
    assert notice.message == "the waiver of 'one@web' matches no finding"
    assert notice.hint


@pytest.mark.parametrize(
    ("waiver", "step"),
    [("onee@db", "did you mean 'one'?"), ("zzzzz*@db", "archlint rules list")],
)
def test_a_rule_that_is_not_there_is_told_whatever_was_judged(waiver, step):
    [report] = applied(a_report([TWO], [a_waiver(waiver)], environment="staging"))
    [notice] = report.notices
    assert "rule" in notice.message
    assert step in notice.hint


@pytest.mark.parametrize(
    ("waiver", "judged", "environments", "told"),
    [
        ("one@x", [ONE], [""], True),
        ("one@x", [TWO], [""], False),
        ("one@x", [ONE], ["staging"], False),
        ("one@x@staging", [ONE], [""], False),
        ("one@x@staging", [ONE], ["staging"], True),
        ("one@x@staging", [ONE], ["", "staging"], True),
        ("*o*@x", [ONE, TWO], [""], True),
        ("*o*@x", [ONE], [""], False),
        ("one@x@*", [ONE], ["staging"], False),
        ("one@x@*", [ONE], ["", "staging"], True),
    ],
)
def test_a_waiver_is_idle_only_where_it_could_have_matched(waiver, judged, environments, told):
    reports = [
        a_report(judged, [a_waiver(waiver)], environment=environment)
        for environment in environments
    ]
    assert [bool(report.notices) for report in applied(*reports)] == [told] + [False] * (
        len(environments) - 1
    )


def test_a_waiver_that_only_another_environment_needs_is_not_idle():
    waivers = [a_waiver("one@db")]
    reports = applied(
        a_report([ONE], waivers), a_report([ONE], waivers, "one@db", environment="staging")
    )
    assert notices(reports[0]) == []


def test_models_do_not_share_waivers():
    mine, other = a_report([ONE], [a_waiver("one@db")]), a_report([ONE], [], "one@db")
    reports = applied(mine, replace(other, model=replace(other.model, path="n.yaml")))
    assert outcomes(reports[1]) == {"one@db": "violated"}
    assert notices(reports[0]) == [("unused-waiver", 9)]


def test_models_that_include_the_same_waivers_are_told_of_them_each_by_itself():
    waivers = [a_waiver("one@db")]
    mine, other = a_report([ONE], waivers, "one@db"), a_report([ONE], waivers)
    reports = applied(mine, replace(other, model=replace(other.model, path="n.yaml")))
    assert [notices(report) for report in reports] == [[], [("unused-waiver", 9)]]


def test_an_unknown_stays_unknown_and_its_waiver_is_not_idle():
    [report] = applied(a_report([ONE], [a_waiver("one@db")], unknown="one@db"))
    assert [found.outcome for found in report.unknown()] == [Outcome.UNKNOWN]
    assert (report.summary.unknown, report.summary.waived) == (1, 0)
    assert report.notices == ()


def test_an_unknown_is_waived_where_unknowns_fail():
    rules, waivers = [ONE, TWO], [a_waiver("one@db"), a_waiver("one@late", 10, PAST)]
    before = a_report(rules, waivers, "two@x", "one@db one@late one@web")
    [report] = applied(before, unknown=True)
    assert outcomes(report) == {"one@db": "waived", "two@x": "violated"}
    assert [found.id for found in report.findings] == ["one@db", "two@x"]
    assert [found.id for found in report.unknown()] == ["one@late", "one@web"]
    late = next(iter(report.unknown()))
    assert late.evidence[-1].message == "waived until 2026-11-21, which is past"
    assert (report.summary.unknown, report.summary.waived) == (2, 1)


def test_unknowns_are_not_made_where_every_waiver_is_of_use():
    before = a_report([ONE], [a_waiver("one@db")], "one@db")
    [report] = applied(replace(before, unknown=lambda: 1 / 0))
    assert outcomes(report) == {"one@db": "waived"}


class Counting:
    """Counts how often a function is called."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.function = function
        self.calls = 0

    def __call__(self, *arguments: object) -> object:
        self.calls += 1
        return self.function(*arguments)


def test_waivers_without_globs_are_looked_up_and_globs_tried_on_their_own_rule_alone(monkeypatch):
    from archlint.ruleset import waiving

    counted = Counting(waiving.glob_matcher)
    monkeypatch.setattr(waiving, "glob_matcher", counted)
    ids = [f"one@n{number}" for number in range(3_000)]
    waivers = [a_waiver(name, line) for line, name in enumerate(ids, start=1)]
    waivers += [a_waiver(f"two@a{number}*", number + 9_000) for number in range(400)]
    [report] = applied(a_report([ONE, TWO], waivers, " ".join(ids)))
    assert report.summary.waived == len(ids)
    assert len(report.notices) == 400
    assert counted.calls <= 2 * len(waivers)


def test_globs_are_tried_once_on_a_subject_however_many_rules_judge_it(monkeypatch):
    from archlint.ruleset import waiving

    counted = Counting(waiving.glob_matcher)
    monkeypatch.setattr(waiving, "glob_matcher", counted)
    rules = [a_rule(f"r{number}") for number in range(100)]
    ids = " ".join(f"{rule.id}@n{number}" for rule in rules for number in range(10))
    waivers = [a_waiver(f"r*@*{number}", number + 9) for number in range(1, 10)]
    [report] = applied(a_report(rules, waivers, ids))
    assert report.summary.waived == 900
    assert counted.calls <= len(waivers) * (2 * len(rules) + 10)


def test_long_ids_and_globs_of_many_stars_are_judged():
    subject = "a" * 20_000
    waivers = [a_waiver("one@" + "a*" * 300 + "b"), a_waiver("one@" + "*a" * 300, 10)]
    [report] = applied(a_report([ONE], waivers, f"one@{subject}"))
    assert report.findings[0].waiver == waivers[1]
    assert notices(report) == [("unused-waiver", 9)]
