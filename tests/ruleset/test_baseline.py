"""Baselines: what they accept, what vanishes from them, and how they are read and written."""

import json
from dataclasses import replace

import pytest

from archlint.architecture.values import Model
from archlint.edge.bundled import bundled
from archlint.finding import Finding, Outcome, Severity, Subject, SubjectKind
from archlint.ruleset.baseline import (
    apply_baseline,
    baseline_text,
    updated_baseline,
    written_baseline,
)
from archlint.ruleset.baseline_reader import read_baseline
from archlint.ruleset.values import Report, Rule, RuleResult
from archlint.source import Location, SourceError

HERE = Location("m.yaml", 1, 1)
NAMES = {"m.yaml": "model/m.yaml", "n.yaml": "n.yaml"}


def a_rule(name, **more):
    return Rule(
        id=name,
        pack="p",
        title=name,
        severity=Severity.ERROR,
        why="",
        fix="",
        limits="",
        tags=(),
        sources=(),
        location=HERE,
        **more,
    )


ONE, TWO = a_rule("one"), a_rule("two", aliases=("zwei",))
MUST = a_rule("must", mandatory=True)
RULES = [ONE, TWO, MUST]


def a_report(violated, rules=RULES, path="m.yaml", environment="", waived=""):
    findings = tuple(
        Finding(rule, Subject(SubjectKind.NODE, name), outcome, Severity.ERROR, "off", HERE, ())
        for ids, outcome in ((violated, Outcome.VIOLATED), (waived, Outcome.WAIVED))
        for rule, _, name in (one.partition("@") for one in ids.split())
    )
    return Report(
        model=replace(Model(path, "M", "", {}, (), {}, {}), environment=environment),
        findings=findings,
        results=tuple(
            RuleResult(
                rule,
                satisfied=0,
                violated=sum(f.rule == rule.id and f.outcome is Outcome.VIOLATED for f in findings),
                unknown=0,
                waived=sum(f.rule == rule.id and f.outcome is Outcome.WAIVED for f in findings),
            )
            for rule in rules
        ),
        unknown=lambda: iter(()),
    )


def a_baseline(**models):
    stated = {path.replace("_", "."): ids.split() for path, ids in models.items()}
    stated = {"model/m.yaml" if path == "m.yaml" else path: ids for path, ids in stated.items()}
    return read_baseline(baseline_text(stated), "b.json")


def applied(baseline, *reports):
    return apply_baseline(reports, baseline, models=NAMES, rules=RULES)


def test_what_the_baseline_has_is_baselined_and_all_else_violated():
    [report] = applied(a_baseline(m_yaml="one@a two@c"), a_report("one@a one@b two@c"))
    assert [found.outcome.value for found in report.findings] == [
        "baselined",
        "violated",
        "baselined",
    ]
    assert [(r.rule.id, r.violated, r.baselined) for r in report.results] == [
        ("one", 1, 1),
        ("two", 0, 1),
        ("must", 0, 0),
    ]
    assert report.notices == ()


def test_models_and_environments_do_not_mix():
    baseline = a_baseline(m_yaml="one@a one@b@staging", n_yaml="one@c")
    reports = applied(
        baseline,
        a_report("one@a one@b one@c"),
        a_report("one@a one@b one@c", environment="staging"),
        a_report("one@a one@b one@c", path="n.yaml"),
    )
    assert [
        [found.subject.id for found in report.findings if found.outcome is Outcome.BASELINED]
        for report in reports
    ] == [["a"], ["b"], ["c"]]


def test_an_environment_judged_alone_is_the_one_of_env_all():
    alone = a_report("one@a", environment="staging")
    together = replace(alone, findings=(replace(alone.findings[0], environment="staging"),))
    for report in (alone, together):
        [made] = applied(a_baseline(m_yaml="one@a@staging"), report)
        assert made.findings[0].outcome is Outcome.BASELINED


def test_a_former_id_of_a_rule_still_counts():
    [report] = applied(a_baseline(m_yaml="zwei@a"), a_report("two@a"))
    assert report.findings[0].outcome is Outcome.BASELINED
    assert report.notices == ()


def test_what_is_waived_stays_waived_and_has_not_vanished():
    [report] = applied(a_baseline(m_yaml="one@a"), a_report("", waived="one@a"))
    assert report.findings[0].outcome is Outcome.WAIVED
    assert report.notices == ()


def test_a_mandatory_rule_is_not_accepted():
    [report] = applied(a_baseline(m_yaml="must@a"), a_report("must@a"))
    assert report.findings[0].outcome is Outcome.VIOLATED
    [notice] = report.notices
    assert (notice.id, notice.severity) == ("mandatory-baseline-entry", Severity.WARNING)


@pytest.mark.parametrize(
    ("entry", "report", "told"),
    [
        ("one@gone", a_report(""), True),
        ("zwei@gone", a_report(""), True),
        ("one@gone", a_report("", rules=[TWO]), False),
        ("other@gone", a_report(""), False),
        ("one@gone@staging", a_report(""), False),
        ("one@gone", a_report("", environment="staging"), False),
        ("one@gone@staging", a_report("", environment="staging"), True),
        ("one@gone", a_report("", path="n.yaml"), False),
    ],
)
def test_an_entry_has_vanished_only_if_it_was_looked_for(entry, report, told):
    baseline = a_baseline(m_yaml=entry)
    [made] = applied(baseline, report)
    assert bool(made.notices) is told
    kept = updated_baseline([report], baseline, models=NAMES, rules=RULES)
    assert kept == {"model/m.yaml": set() if told else {entry}}


def test_a_vanished_entry_is_a_note_with_its_place_and_the_next_step():
    [report] = applied(a_baseline(m_yaml="one@a one@b"), a_report("one@a"))
    [notice] = report.notices
    assert (notice.id, notice.severity) == ("vanished-baseline-entry", Severity.NOTE)
    assert notice.location == Location("b.json", 6, 7)
    assert "--update-baseline" in notice.hint


def test_writing_takes_every_violation_but_waived_and_mandatory_ones():
    report = a_report("one@a must@b two@c", waived="one@d")
    made = written_baseline([report], a_baseline(), models=NAMES, rules=RULES)
    assert made == {"model/m.yaml": {"one@a", "two@c"}}


def test_writing_keeps_what_was_not_judged_and_replaces_the_rest():
    old = a_baseline(m_yaml="one@old zwei@old one@old@staging", n_yaml="one@other")
    made = written_baseline([a_report("one@new", rules=[ONE])], old, models=NAMES, rules=RULES)
    assert made == {
        "model/m.yaml": {"one@new", "two@old", "one@old@staging"},
        "n.yaml": {"one@other"},
    }


def test_updating_adds_nothing():
    old = a_baseline(m_yaml="one@a one@gone")
    made = updated_baseline([a_report("one@a one@new")], old, models=NAMES, rules=RULES)
    assert made == {"model/m.yaml": {"one@a"}}


# --- the file ------------------------------------------------------------------------------------


def test_the_file_is_sorted_with_an_id_a_line_and_can_be_read_again():
    models = {"z.yaml": ["b@x", "a@x", "a@x"], "é\n.yaml": ["a@\u202e"], "empty.yaml": []}
    text = baseline_text(models)
    assert text == (
        '{\n  "archlint-baseline": 1,\n  "models": {\n'
        '    "z.yaml": [\n      "a@x",\n      "b@x"\n    ],\n'
        '    "\\u00e9\\n.yaml": [\n      "a@\\u202e"\n    ]\n  }\n}\n'
    )
    read = read_baseline(text, "b.json")
    assert {model: list(ids) for model, ids in read.models.items()} == {
        "z.yaml": ["a@x", "b@x"],
        "é\n.yaml": ["a@\u202e"],
    }
    assert read.models["z.yaml"]["b@x"] == Location("b.json", 6, 7)


def test_an_empty_baseline_is_one():
    assert dict(read_baseline(baseline_text({}), "b.json").models) == {}


def test_the_schema_takes_what_is_written():
    from jsonschema import Draft202012Validator

    schema = json.loads((bundled().render / "schemas" / "baseline.schema.json").read_text("utf-8"))
    validator = Draft202012Validator(schema)
    validator.validate(json.loads(baseline_text({"m.yaml": ["a@b", "a@b->c#d@staging"]})))
    assert not validator.is_valid({"archlint-baseline": 1, "models": {"m.yaml": ["a"]}})
    assert not validator.is_valid({"archlint-baseline": 2, "models": {}})


HEAD = '{"archlint-baseline": 1, "models": '


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "1:1", "this is not JSON"),
        ("archlint: 1\n", "1:1", "this is not JSON"),
        (f"{HEAD}{{\n", "2:1", "this is not JSON"),
        ("[" * 100_000, "1:1", "this is not a baseline"),
        ("1" * 5_000, "1:1", "this is not a baseline"),
        (f"{HEAD}[[[[[[[[[[]]]]]]]]]]}}", "1:44", "not this deep"),
        ("[]", "1:1", "is not a baseline of archlint"),
        ('{"errors": []}', "1:1", "is not a baseline of archlint"),
        ('{"archlint-baseline": 2, "models": {}}', "1:23", "reads version 1"),
        ('{"archlint-baseline": true, "models": {}}', "1:23", "reads version 1"),
        ('{"archlint-baseline": 1}', "1:1", "needs 'models'"),
        (f"{HEAD}[]}}", "1:36", "'models' must be an object"),
        (f'{HEAD}{{"m": {{}}}}}}', "1:42", "must be a list"),
        (f'{HEAD}{{"m": ["a@b", 5]}}}}', "1:50", "must be the id of a finding"),
        (f'{HEAD}{{"m": ["a"]}}}}', "1:43", "must be the id of a finding"),
        (f'{HEAD}{{"m": ["a@b",\n"a@b"]}}}}', "2:1", "'a@b' stands twice"),
        (f'{HEAD}{{"m": [], "m": []}}}}', "1:46", "the key 'm' stands twice"),
        (f'{HEAD}{{}}, "modles": {{}}}}', "1:40", "unknown key 'modles'"),
    ],
)
def test_a_broken_file_is_told_with_its_place(text, place, message):
    with pytest.raises(SourceError) as caught:
        read_baseline(text, "b.json")
    problem = caught.value.problems[0]
    assert str(problem.location) == f"b.json:{place}"
    assert message in problem.message
    assert problem.hint


def test_every_problem_of_a_file_is_told():
    with pytest.raises(SourceError) as caught:
        read_baseline(f'{HEAD}{{"m": [1, 2], "n": 3}}}}', "b.json")
    assert len(caught.value.problems) == 3
