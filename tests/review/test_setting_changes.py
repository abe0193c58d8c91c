"""What a change does to the settings of a project, and to its baseline."""

import pytest

from archlint.review.rule_changes import compare_rules
from archlint.review.values import PartKind

from .sides import RULE, fields_of, hidden, places_of, side

FAIL_ON = 'fail-on = "{}"'
NAMED = 'baseline = "b.json"'


def told(changes):
    assert all(change.is_setting and not change.title for change in changes)
    return [(change.effect.value, change.rule, fields_of(change)) for change in changes]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("warning", "error", [("weakened", "fail-on", ["fail-on: warning -> error"])]),
        ("note", "warning", [("weakened", "fail-on", ["fail-on: note -> warning"])]),
        ("error", "note", [("strengthened", "fail-on", ["fail-on: error -> note"])]),
        ("warning", None, [("weakened", "fail-on", ["fail-on: warning -> unstated"])]),
        (None, "warning", [("strengthened", "fail-on", ["fail-on: unstated -> warning"])]),
        (None, "error", []),
        ("error", None, []),
        ("note", "note", []),
    ],
)
def test_what_fails_less_is_weakened(before, after, expected):
    base, head = (side(settings=FAIL_ON.format(word) if word else "") for word in (before, after))
    assert told(compare_rules(base, head, hidden={})) == expected


def test_a_setting_points_at_its_places():
    base, head = (
        side(settings=FAIL_ON.format("note")),
        side(settings="\n" + FAIL_ON.format("error")),
    )
    (change,) = compare_rules(base, head, hidden={})
    assert places_of(change) == ["archlint.toml:1:11", "archlint.toml:2:11"]
    (change,) = compare_rules(base, side(), hidden={})
    assert places_of(change) == ["archlint.toml:1:11", None]


@pytest.mark.parametrize(
    ("before", "after", "name", "field"),
    [
        ('models = ["a.yaml", "b.yaml"]', 'models = ["a.yaml"]', "models", None),
        ("", 'required-version = ">=0"', "required-version", "unstated -> >=0"),
        (
            'help-url = "https://example.com/{rule}"',
            "",
            "help-url",
            "https://example.com/{rule} -> unstated",
        ),
    ],
)
def test_other_settings_are_told_as_changed(before, after, name, field):
    changes = compare_rules(side(settings=before), side(settings=after), hidden={})
    field = field or "['a.yaml', 'b.yaml'] -> ['a.yaml']"
    assert told(changes) == [("changed", name, [f"{name}: {field}"])]


@pytest.mark.parametrize(
    "settings", ['models = ["b.yaml", "a.yaml"]', 'models=["a.yaml","b.yaml"]']
)
def test_the_order_of_models_is_no_change(settings):
    base = side(settings='models = ["a.yaml", "b.yaml"]')
    assert compare_rules(base, side(settings=settings), hidden={}) == ()


BASELINES = [
    (["kept@a"], ["kept@a"], []),
    (
        ["kept@a"],
        ["kept@a", "kept@c", "kept@b"],
        [("weakened", ["entries.m.yaml: unstated -> ['kept@b', 'kept@c']"])],
    ),
    (
        ["kept@a", "kept@b"],
        ["kept@a"],
        [("strengthened", ["entries.m.yaml: ['kept@b'] -> unstated"])],
    ),
    (["kept@a"], ["kept@b"], [("weakened", ["entries.m.yaml: ['kept@a'] -> ['kept@b']"])]),
]


@pytest.mark.parametrize(("before", "after", "expected"), BASELINES)
def test_entries_that_a_baseline_gains_weaken_it(before, after, expected):
    base, head = (side(RULE, settings=NAMED, baseline={"m.yaml": ids}) for ids in (before, after))
    changes = compare_rules(base, head, hidden={})
    assert told(changes) == [(effect, "baseline", fields) for effect, fields in expected]


def test_entries_point_into_the_baseline():
    base = side(settings=NAMED, baseline={"m.yaml": ["kept@a"], "n.yaml": ["kept@a"]})
    head = side(settings=NAMED, baseline={"m.yaml": ["kept@a", "kept@b"], "n.yaml": ["kept@a"]})
    (change,) = compare_rules(base, head, hidden={})
    assert places_of(change) == [None, "baseline.json:6:7"]


def test_models_of_a_baseline_do_not_mix():
    base = side(settings=NAMED, baseline={"m.yaml": ["kept@a"]})
    head = side(settings=NAMED, baseline={"n.yaml": ["kept@a"]})
    assert told(compare_rules(base, head, hidden={})) == [
        (
            "weakened",
            "baseline",
            ["entries.m.yaml: ['kept@a'] -> unstated", "entries.n.yaml: unstated -> ['kept@a']"],
        )
    ]


def test_a_baseline_that_is_named_weakens_by_what_it_accepts():
    file = "file: unstated -> b.json"
    head = side(settings=NAMED, baseline={"m.yaml": ["kept@a"]})
    assert told(compare_rules(side(), head, hidden={})) == [
        ("weakened", "baseline", [file, "entries.m.yaml: unstated -> ['kept@a']"])
    ]
    assert told(compare_rules(head, side(), hidden={})) == [
        (
            "strengthened",
            "baseline",
            ["file: b.json -> unstated", "entries.m.yaml: ['kept@a'] -> unstated"],
        )
    ]
    empty = side(settings=NAMED, baseline={})
    assert told(compare_rules(side(), empty, hidden={})) == [("changed", "baseline", [file])]


def test_entries_that_follow_a_renamed_node_or_rule_accept_nothing_new():
    base = side(RULE, settings=NAMED, baseline={"m.yaml": ["kept@rds", "kept@users->rds@dev"]})
    renamed = {"rds": "db", "users": "people"}
    ids = ["kept@db", "kept@people->db@dev"]
    head = side(RULE, settings=NAMED, baseline={"m.yaml": ids})
    assert compare_rules(base, head, hidden={}, renamed=renamed) == ()
    assert [c.effect.value for c in compare_rules(base, head, hidden={})] == ["weakened"]
    stored = RULE.replace("id: kept", "id: stored\naliases: [kept]")
    ids = [entry.replace("kept", "stored") for entry in ids]
    head = side(stored, settings=NAMED, baseline={"m.yaml": ids})
    changes = compare_rules(base, head, hidden={}, renamed=renamed)
    assert [change.rule for change in changes] == ["stored"]


def test_an_entry_that_follows_a_connection_that_got_an_id_accepts_nothing_new():
    base = side(RULE, settings=NAMED, baseline={"m.yaml": ["kept@users->rds"]})
    head = side(RULE, settings=NAMED, baseline={"m.yaml": ["kept@users->rds#sql"]})
    parts = {PartKind.CONNECTION: {"users->rds": "users->rds#sql"}}
    assert compare_rules(base, head, hidden={}, parts=parts) == ()


@pytest.mark.parametrize("entry", ["kept@a", "kept@a@staging"])
def test_what_a_baseline_hides_is_told_with_it(entry):
    base = side(RULE, settings=NAMED, baseline={})
    head = side(RULE, settings=NAMED, baseline={"m.yaml": [entry, "kept@abc"]})
    changes = compare_rules(base, head, hidden=hidden("kept@a", "kept@ab"))
    assert [(c.effect.value, c.rule, [f.id for f in c.hidden]) for c in changes] == [
        ("weakened", "baseline", ["kept@a"]),
        ("weakened", "kept", ["kept@ab"]),
    ]


def test_what_a_changed_rule_hides_is_told_with_the_rule():
    base = side(RULE, settings=NAMED, baseline={})
    weaker = RULE.replace("gte: 7", "gte: 1")
    head = side(weaker, settings=NAMED, baseline={"m.yaml": ["kept@a"]})
    changes = compare_rules(base, head, hidden=hidden("kept@a"))
    assert [(c.rule, [f.id for f in c.hidden]) for c in changes] == [
        ("baseline", []),
        ("kept", ["kept@a"]),
    ]
