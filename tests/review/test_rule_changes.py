"""What a change does to rules: cases as texts of rules and settings, before and after."""

from dataclasses import replace

import pytest

from archlint.config import resolve
from archlint.config.applying import apply_settings
from archlint.review.rule_changes import compare_rules
from archlint.ruleset.values import PythonRule

from .sides import PARAMETER, RULE, fields_of, hidden, places_of, side


def told(changes):
    return [(change.effect.value, change.rule, fields_of(change)) for change in changes]


def edited(*pairs, text=RULE):
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


# What is said otherwise, and means the same.
REORDERED = """\
# A comment of the head.

fix:   >
  A
  way.
why: A   reason.
id: "kept"
require:
  backup_retention_days:   # in days
    gte: 7
applies_to:
  type: aws.rds
severity: error
tags:
- data
- backup
title: 'Backups are kept'
examples:
  pass: [{nodes: {db: {type: aws.rds, backup_retention_days: 8}}}]
"""


def test_places_comments_order_and_examples_of_a_rule_are_no_change():
    assert compare_rules(side(RULE), side(REORDERED), hidden={}) == ()
    assert compare_rules(side(REORDERED), side(RULE), hidden={}) == ()


def test_where_nothing_differs_nothing_is_told():
    both = side(RULE, settings='fail-on = "note"', baseline={"m.yaml": ["kept@a"]})
    assert compare_rules(both, both, hidden={}) == ()


ALL_OF = "require: {all: [{backup_retention_days: {gte: 7}}, {multi_az: true}]}"
IN_FILE = [
    # severity
    (("severity: error", "severity: note"), "weakened", ["severity: error -> note"]),
    (("severity: error", "severity: warning"), "weakened", ["severity: error -> warning"]),
    # what cannot be weighed
    (
        ("gte: 7", "gte: 1"),
        "changed",
        ["require: {'backup_retention_days': {'gte': 7}} -> {'backup_retention_days': {'gte': 1}}"],
    ),
    (
        ("{type: aws.rds}", "{type: aws.rds, id: db}"),
        "changed",
        ["applies_to: {'type': 'aws.rds'} -> {'type': 'aws.rds', 'id': 'db'}"],
    ),
    # what a rule says of itself
    (
        ("title: Backups", "title: Copies"),
        "changed",
        ["title: Backups are kept -> Copies are kept"],
    ),
    (("why: A reason", "why: No reason"), "changed", ["why: A reason. -> No reason."]),
    (("fix: A way", "fix: No way"), "changed", ["fix: A way. -> No way."]),
    (("fix:", "limits: Some.\nfix:"), "changed", ["limits: unstated -> Some."]),
    (
        ("[backup, data]", "[data]"),
        "changed",
        ["tags: ['backup', 'data'] -> ['data']"],
    ),
    (
        ("fix:", "controls: {aws-fsbp: [RDS.11]}\nfix:"),
        "changed",
        ["controls: unstated -> {'aws-fsbp': ['RDS.11']}"],
    ),
    (
        ("fix:", "help: https://example.com/kept\nfix:"),
        "changed",
        ["help: unstated -> https://example.com/kept"],
    ),
    (("fix:", "sources: [A book]\nfix:"), "changed", ["sources: unstated -> ['A book']"]),
    (("fix:", "aliases: [stored]\nfix:"), "changed", ["aliases: unstated -> ['stored']"]),
]


@pytest.mark.parametrize(("edit", "effect", "fields"), IN_FILE)
def test_a_change_of_a_rules_file_is_told(edit, effect, fields):
    changes = compare_rules(side(RULE), side(edited(edit)), hidden={})
    assert told(changes) == [(effect, "kept", fields)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: '1'", "id: 1"),
        ("id: 1.1", "id: 1.10"),
        ("engine: [mysql, oracle]", "engine: mysql"),
    ],
)
def test_values_of_other_types_are_not_the_same(before, after):
    text = edited(("{type: aws.rds}", "{%s}"))
    tree = [side(text % f"type: aws.rds, tags: x, name: x, {said}") for said in (before, after)]
    (change,) = compare_rules(*tree, hidden={})
    assert [field.name for field in change.fields] == ["applies_to"]


def test_a_stronger_severity_and_mandatory_strengthen_and_back_weaken():
    weak = edited(("severity: error", "severity: note"))
    strong = edited(("fix:", "mandatory: true\nfix:"))
    assert told(compare_rules(side(weak), side(strong), hidden={})) == [
        ("strengthened", "kept", ["mandatory: unstated -> True", "severity: note -> error"])
    ]
    assert told(compare_rules(side(strong), side(weak), hidden={})) == [
        ("weakened", "kept", ["mandatory: True -> unstated", "severity: error -> note"])
    ]


def test_what_is_hidden_makes_a_change_a_weakening():
    head = side(edited(("gte: 7", "gte: 1"), ("severity: error", "severity: error # still")))
    (change,) = compare_rules(side(RULE), head, hidden=hidden("kept@two", "kept@one"))
    assert change.effect.value == "weakened"
    assert [found.id for found in change.hidden] == ["kept@one", "kept@two"]


def test_what_cannot_be_weighed_outweighs_a_gain_and_a_loss_outweighs_both():
    gain = edited(("severity: error", "severity: note"))
    unclear = edited(("gte: 7", "gte: 1"))
    both = edited(("gte: 7", "gte: 1"), ("why: A", "why: No"), text=RULE)
    loss = edited(("gte: 7", "gte: 1"), ("severity: error", "severity: note"))
    assert [c.effect.value for c in compare_rules(side(gain), side(unclear), hidden={})] == [
        "changed"
    ]
    assert [c.effect.value for c in compare_rules(side(RULE), side(both), hidden={})] == ["changed"]
    (change,) = compare_rules(side(RULE), side(loss), hidden={})
    assert change.effect.value == "weakened"
    assert [field.name for field in change.fields] == ["severity", "require"]


def test_a_gain_beside_other_words_is_a_gain():
    weak = edited(("severity: error", "severity: note"))
    (change,) = compare_rules(side(weak), side(edited(("why: A", "why: No"))), hidden={})
    assert change.effect.value == "strengthened"


def test_what_hides_findings_though_the_rule_is_the_same_is_told():
    (change,) = compare_rules(side(RULE), side(RULE), hidden=hidden("kept@a"))
    assert (change.effect.value, change.rule, change.fields) == ("weakened", "kept", ())
    assert [found.id for found in change.hidden] == ["kept@a"]


def test_rules_come_and_go():
    (gone,) = compare_rules(side(RULE), side(), hidden=hidden("kept@a"))
    assert (gone.effect.value, gone.rule, gone.title) == ("removed", "kept", "Backups are kept")
    assert places_of(gone) == ["rules/own/0.yaml:1:5", None]
    assert [found.id for found in gone.hidden] == ["kept@a"]
    (new,) = compare_rules(side(), side(RULE), hidden={})
    assert (new.effect.value, new.rule) == ("added", "kept")
    assert places_of(new) == [None, "rules/own/0.yaml:1:5"]


def test_a_rule_with_a_new_id_that_names_the_old_one_is_the_same_rule():
    head = edited(("id: kept", "id: stored"), ("fix:", "aliases: [kept]\nfix:"))
    (change,) = compare_rules(side(RULE), side(head), hidden={})
    assert told([change]) == [
        ("changed", "stored", ["aliases: unstated -> ['kept']", "id: kept -> stored"])
    ]
    weaker = edited(("gte: 7", "gte: 1"), text=head)
    (change,) = compare_rules(side(RULE), side(weaker), hidden=hidden("kept@a"))
    assert (change.effect.value, change.rule) == ("weakened", "stored")


def test_a_rule_that_another_takes_over_is_removed():
    other = edited(("id: kept", "id: stored"))
    merged = edited(("fix:", "aliases: [kept]\nfix:"), text=other)
    changes = compare_rules(side(RULE, other), side(merged), hidden={})
    assert [(c.effect.value, c.rule) for c in changes] == [
        ("removed", "kept"),
        ("changed", "stored"),
    ]


IGNORE = '[[ignore]]\nrule = "{}"\nreason = "Not for us."\n'
NOT_USED = [
    (IGNORE.format("kept"), "ignore: unstated -> kept", "Not for us."),
    (IGNORE.format("backup"), "ignore: unstated -> backup", "Not for us."),
    ('packs = ["aws"]', "packs: unstated -> ['aws']", ""),
    ('select = ["shipped"]', "select: unstated -> ['shipped']", ""),
]


@pytest.mark.parametrize(("settings", "field", "reason"), NOT_USED)
def test_a_rule_that_is_no_longer_used_is_disabled_and_back_enabled(settings, field, reason):
    used, unused = side(RULE), side(RULE, settings=settings)
    (change,) = compare_rules(used, unused, hidden=hidden("kept@a"))
    assert told([change]) == [("disabled", "kept", [field])]
    assert change.reason == reason
    assert change.after.path == "archlint.toml"
    assert [found.id for found in change.hidden] == ["kept@a"]
    name, _, value = field.partition(": unstated -> ")
    assert told(compare_rules(unused, used, hidden={})) == [
        ("enabled", "kept", [f"{name}: {value} -> unstated"])
    ]


def test_the_words_of_both_sides_are_shown():
    base = side(RULE, settings='select = ["kept", "shipped"]')
    head = side(RULE, settings='select = ["shipped"]')
    assert told(compare_rules(base, head, hidden={})) == [
        ("disabled", "kept", ["select: ['kept', 'shipped'] -> ['shipped']"])
    ]


def test_a_severity_that_a_word_no_longer_means_disables():
    base = side(RULE, settings='select = ["error"]')
    head = side(edited(("severity: error", "severity: note")), settings='select = ["error"]')
    assert told(compare_rules(base, head, hidden={})) == [
        ("disabled", "kept", ["select: ['error'] -> ['error']", "severity: error -> note"])
    ]


def test_a_word_means_severities_as_the_settings_set_them():
    select = 'select = ["error", "shipped"]\n'
    head = side(RULE, settings=f"{select}[severity.rules]\nkept = 'note'")
    (change,) = compare_rules(side(RULE, settings=select), head, hidden={})
    words = "['error', 'shipped']"
    assert told([change]) == [
        ("disabled", "kept", [f"select: {words} -> {words}", "severity: error -> note"])
    ]


def test_what_the_command_line_no_longer_selects_is_said_so():
    def narrowed(text):
        made = side(text)
        settings = resolve(made.settings, select=["error"])
        return replace(
            made, settings=settings, applied=apply_settings(settings, [*made.rules.values()])
        )

    head = narrowed(edited(("severity: error", "severity: note")))
    (change,) = compare_rules(narrowed(RULE), head, hidden={})
    assert told([change]) == [
        ("disabled", "kept", ["select: unstated -> ['error']", "severity: error -> note"])
    ]


def test_a_rule_that_neither_side_uses_is_not_told():
    ignored = IGNORE.format("kept")
    assert compare_rules(side(RULE, settings=ignored), side(), hidden={}) == ()
    assert compare_rules(side(), side(RULE, settings=ignored), hidden={}) == ()
    weaker = side(edited(("severity: error", "severity: note")), settings=ignored)
    assert compare_rules(side(RULE, settings=ignored), weaker, hidden={}) == ()


@pytest.mark.parametrize(
    ("table", "name"), [("rules", "shipped"), ("tags", "availability"), ("packs", "aws")]
)
def test_severities_of_settings_count_for_shipped_rules_too(table, name):
    head = side(settings=f"[severity.{table}]\n{name} = 'note'\n")
    (change,) = compare_rules(side(), head, hidden={})
    assert told([change]) == [("weakened", "shipped", ["severity: error -> note"])]
    assert places_of(change) == [
        "archlint:rules/aws/shipped.yaml:1:5",
        f"archlint.toml:2:{len(name) + 4}",
    ]


def test_a_severity_that_is_stated_in_another_place_is_no_change():
    head = side(settings="[severity.rules]\nshipped = 'error'\n")
    assert compare_rules(side(), head, hidden={}) == ()


DAYS = "[parameters.kept]\ndays = {}\n"


def test_a_parameter_that_settings_set_is_told_and_no_text_that_names_it():
    head = side(PARAMETER, settings=DAYS.format(1))
    (change,) = compare_rules(side(PARAMETER), head, hidden={})
    assert told([change]) == [("changed", "kept", ["parameters.days: 7 -> 1"])]
    assert places_of(change) == ["rules/own/0.yaml:5:34", "archlint.toml:2:8"]
    (change,) = compare_rules(side(PARAMETER), head, hidden=hidden("kept@a"))
    assert change.effect.value == "weakened"


def test_a_parameter_is_compared_by_the_value_in_use():
    other = edited(("default: 7", "default: 1"), text=PARAMETER)
    assert told(compare_rules(side(PARAMETER), side(other), hidden={})) == [
        ("changed", "kept", ["parameters.days: 7 -> 1"])
    ]
    head = side(other, settings=DAYS.format(7))
    assert compare_rules(side(PARAMETER), head, hidden={}) == ()


def test_what_else_a_parameter_declares_is_told():
    head = edited(("minimum: 1", "maximum: 90"), text=PARAMETER)
    assert told(compare_rules(side(PARAMETER), side(head), hidden={})) == [
        (
            "changed",
            "kept",
            ["parameters.days.maximum: unstated -> 90", "parameters.days.minimum: 1 -> unstated"],
        )
    ]


def test_a_parameter_that_comes_is_told_with_what_uses_it():
    (change,) = compare_rules(side(RULE), side(PARAMETER), hidden={})
    assert [f.name for f in change.fields if f.before is None] == ["parameters.days"]
    assert {"parameters.days", "require", "title", "why"} <= {f.name for f in change.fields}


def test_a_rule_points_at_what_differs_first():
    head = side(edited(("tags: [backup, data]\n", ""), ("gte: 7", "gte: 1")))
    (change,) = compare_rules(side(RULE), head, hidden={})
    assert [field.name for field in change.fields] == ["require", "tags"]
    assert places_of(change) == ["rules/own/0.yaml:6:10", "rules/own/0.yaml:5:10"]


def test_a_rule_in_python_is_compared_by_what_it_says():
    made = side(RULE)
    first = made.rules["kept"]
    own = PythonRule(
        id="py",
        pack="own",
        title="A title",
        severity=first.severity,
        why="A reason.",
        fix="",
        limits="",
        tags=(),
        sources=(),
        location=first.location,
        function=iter,
        examples=(),
    )

    def having(rule):
        known = {**made.rules, rule.id: rule}
        return replace(made, rules=known, applied=apply_settings(made.settings, [*known.values()]))

    assert compare_rules(having(own), having(replace(own, function=print)), hidden={}) == ()
    head = having(replace(own, why="Another."))
    assert told(compare_rules(having(own), head, hidden={})) == [
        ("changed", "py", ["why: A reason. -> Another."])
    ]


def test_what_loosens_comes_first_then_the_rules_by_name():
    one, two, three = (edited(("id: kept", f"id: {name}")) for name in ("one", "two", "three"))
    weak = edited(("severity: error", "severity: note"), text=two)
    head = side(weak, three, settings=IGNORE.format("shipped"))
    base = side(one, two)
    assert [(c.effect.value, c.rule) for c in compare_rules(base, head, hidden={})] == [
        ("removed", "one"),
        ("disabled", "shipped"),
        ("weakened", "two"),
        ("added", "three"),
    ]
