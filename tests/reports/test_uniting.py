"""Several reports as one."""

from dataclasses import replace

from archlint.finding import Outcome
from archlint.reports.uniting import counts, listed_findings, name_of, united


def test_rules_are_united_by_id_and_their_counts_summed(rule, finding, report):
    one, two = rule("one"), rule("two")
    first = report([two], [finding(two, "a")])
    second = report([one, two], [finding(two, "b", Outcome.UNKNOWN)])
    assert [
        (result.rule.id, result.satisfied, result.violated, result.unknown)
        for result in united([first, second])
    ] == [("one", 1, 0, 0), ("two", 2, 1, 1)]


def test_findings_come_report_by_report_with_the_unknown_after_the_violated(rule, finding, report):
    own = rule("one")
    reports = [
        report([own], [finding(own, "a"), finding(own, "b", Outcome.UNKNOWN)]),
        report([own], [finding(own, "c")]),
    ]
    listed = [found.id for _, found in listed_findings(reports, unknown=True)]
    assert listed == ["one@a", "one@b", "one@c"]
    assert len(list(listed_findings(reports, unknown=False))) == 2


def test_what_is_accepted_is_summed_and_counted_apart(rule, finding, report):
    own = rule("one")
    one = report([own], [finding(own, "a")])
    accepted = replace(
        one,
        findings=(*one.findings, finding(own, "b", Outcome.WAIVED)),
        results=(replace(one.results[0], waived=1, baselined=2),),
    )
    [result] = united([accepted, accepted])
    assert (result.violated, result.waived, result.baselined, result.applied_to) == (2, 2, 4, 10)
    assert counts([accepted]) == (
        "1 violated (1 error), 0 unknown, 1 satisfied, 1 waived, 2 baselined"
    )


def test_counts_are_told_as_on_the_screen(rule, finding, report):
    own = rule("one")
    one = report([own], [finding(own, "a"), finding(own, "b", Outcome.UNKNOWN)])
    assert counts([one, one]) == "2 violated (2 errors), 2 unknown, 2 satisfied"


def test_an_environment_is_named_beside_its_model(report):
    one = report([], [])
    assert name_of(one) == "m.yaml"
    assert name_of(replace(one, model=replace(one.model, environment="x"))) == "m.yaml (x)"
