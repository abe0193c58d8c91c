"""The report for people: its order, what stands once, and the counts."""

from dataclasses import replace
from datetime import date

import pytest

from archlint.finding import Notice, Outcome, Severity, Waiver
from archlint.reports.style import PLAIN, Style
from archlint.reports.text import TextOptions, reports_as_text, summary_line
from archlint.source import Location

TEXTS = {"m.yaml": "a: 1\nb: 2\n"}


def shown(report, **options):
    settings = TextOptions(**({"style": PLAIN, "width": 80} | options))
    return "".join(reports_as_text([report], TEXTS, settings))


def test_why_and_fix_stand_once_below_the_last_finding_of_their_rule(rule, finding, report):
    one, two = rule("one"), rule("two")
    text = shown(report([one, two], [finding(one, "a"), finding(one, "b"), finding(two, "a")]))
    order = ["error[one@a]", "error[one@b]", "Why one.", "Fix one.", "error[two@a]", "Why two."]
    assert [text.count(piece) for piece in order] == [1] * len(order)
    assert sorted(order, key=text.index) == order


def test_why_is_wrapped_to_the_width_and_long_words_stay_whole(rule, finding, report):
    link = "https://example.com/" + "x" * 80
    own = rule("one", why=f"{'word ' * 40}\n{link}")
    text = shown(report([own], [finding(own, "a")]), width=80)
    assert link in text
    assert all(len(line) <= 80 for line in text.splitlines() if link not in line)


def test_a_fact_that_the_message_says_at_its_place_is_not_said_again(rule, finding, report):
    own = rule("one")
    found = finding(own, "a")
    fact = type(found.evidence[0])(found.message, found.location)
    found = type(found)(
        found.rule,
        found.subject,
        found.outcome,
        found.severity,
        found.message,
        found.location,
        (fact,),
    )
    assert shown(report([own], [found])).count("'a' is off") == 1


def test_unknowns_come_last_in_short_and_only_when_asked_for(rule, finding, report):
    own = rule("one")
    made = report([own], [finding(own, "a", Outcome.UNKNOWN), finding(own, "b")])
    assert "unknown[" not in shown(made)
    text = shown(made, unknown=True)
    assert "unknown[one@a]: 'a' is off\n  --> m.yaml:1:1\n" in text
    assert text.index("error[one@b]") < text.index("unknown[one@a]")


@pytest.mark.parametrize(
    ("options", "hinted"), [({}, True), ({"unknown": True}, False), ({"summary": False}, False)]
)
def test_the_way_to_the_unknowns_is_told_where_they_are_not_listed(
    rule, finding, report, options, hinted
):
    own = rule("one")
    text = shown(report([own], [finding(own, "a", Outcome.UNKNOWN)]), **options)
    assert ("--unknown" in text) is hinted


def test_no_unknown_needs_no_hint(rule, report):
    assert "--unknown" not in shown(report([rule("one")], []))


def test_the_counts_name_each_severity_that_occurs(rule, finding, report):
    rules = [rule("e"), rule("n", Severity.NOTE), rule("w", Severity.WARNING)]
    findings = [finding(rules[0], "a"), finding(rules[0], "b"), finding(rules[1], "a")]
    findings.append(finding(rules[2], "a", Outcome.UNKNOWN))
    assert summary_line(report(rules, findings), PLAIN) == (
        "3 violated (2 errors, 1 note), 1 unknown, 3 satisfied"
    )


def test_the_count_has_the_colour_of_the_worst_severity(rule, finding, report):
    rules = [rule("n", Severity.NOTE), rule("w", Severity.WARNING)]
    made = report(rules, [finding(rules[0], "a"), finding(rules[1], "a")])
    assert summary_line(made, Style(coloured=True)).startswith("\x1b[1;33m2 violated")
    assert summary_line(report(rules, []), Style(coloured=True)).startswith("\x1b[32m0 violated")


def test_what_rule_and_model_say_is_escaped(rule, finding, report):
    own = rule("one", why="\x1b[2J", fix="\x1b[2J")
    found = finding(own, "\x1b[2J")
    assert "\x1b" not in shown(report([own], [found]), unknown=True)


def test_controls_stand_below_the_fix_in_short(rule, finding, report):
    controls = {"acme": ("A.1",), "nist": ("N.1", "N.2", "N.3", "N.4", "N.5")}
    own = rule("one", controls=controls)
    text = shown(report([own], [finding(own, "a")]), controls=True)
    assert "  fix: Fix one.\n  controls: acme A.1; nist N.1, N.2, N.3 and 2 more\n" in text


def test_a_rule_without_controls_says_nothing_of_them(rule, finding, report):
    own = rule("one")
    assert "controls" not in shown(report([own], [finding(own, "a")]), controls=True)


def test_controls_are_named_where_they_are_asked_for(rule, finding, report):
    own = rule("one", controls={"acme": ("A.1",)})
    assert "controls" not in shown(report([own], [finding(own, "a")]))


def accepted(rule, finding, report):
    """A report with a finding that is waived, and one that is baselined."""
    own = rule("one")
    waiver = Waiver("one@b", "For \x1b[31m now", date(2027, 3, 31), "", Location("m.yaml", 9, 1))
    base = report([own], [finding(own, "a")])
    return replace(
        base,
        findings=(
            *base.findings,
            replace(finding(own, "b", Outcome.WAIVED), waiver=waiver),
            finding(own, "c", Outcome.BASELINED),
        ),
        results=(replace(base.results[0], waived=1, baselined=1),),
    )


def test_what_is_waived_is_told_in_short_and_what_is_baselined_counted(rule, finding, report):
    text = shown(accepted(rule, finding, report))
    assert "waived[one@b]: For \\x1b[31m now (until 2027-03-31)\n  --> m.yaml:9:1\n" in text
    assert text.count("error[") == 1
    assert "one@c" not in text
    assert "1 violated (1 error), 0 unknown, 1 satisfied, 1 waived, 1 baselined\n" in text


def test_quiet_leaves_out_what_is_waived_and_keeps_notices(rule, finding, report):
    notice = Notice("a-word", Severity.NOTE, "something is off", Location("m.yaml", 3, 1), "mend")
    told = replace(accepted(rule, finding, report), notices=(notice,))
    text = shown(told, summary=False)
    assert "waived[" not in text
    assert "note[a-word]: something is off\n --> m.yaml:3:1\n" in text
    assert text.endswith("  next: mend\n\n")
