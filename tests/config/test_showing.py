"""Settings are shown as TOML that gives the same settings again."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.config import (
    Chosen,
    GivenValue,
    Ignored,
    Located,
    Settings,
    Severities,
    read_settings,
    resolve,
    settings_as_text,
)
from archlint.finding import Severity


def stripped(values):
    """Settings without their places, which differ between two files."""

    def bare(items):
        return items and tuple(item._replace(location=None) for item in items)

    tables = [
        {key: bare([chosen])[0] for key, chosen in table.items()}
        for _, table in values.severities.tables()
    ]
    parameters = {
        rule: {name: given._replace(location=None) for name, given in table.items()}
        for rule, table in values.parameters.items()
    }
    fail_on, required = values.stated_fail_on, values.required_version
    return replace(
        values,
        models=bare(values.models),
        types=bare(values.types),
        rules=bare(values.rules),
        packs=bare(values.packs),
        select=bare(values.select),
        ignore=bare(values.ignore),
        severities=Severities(*tables),
        parameters=parameters,
        stated_fail_on=fail_on and fail_on._replace(location=None),
        help_url=values.help_url and values.help_url._replace(location=None),
        required_version=required and required._replace(location=None),
        path="",
    )


WORDS = st.text(min_size=1, max_size=12).filter(str.strip)
PATHS = st.text("abc/.-é \"'#[]", min_size=1, max_size=8).filter(
    lambda path: path == path.strip() and path[0] != "/" and ".." not in path.split("/")
)


def lists(texts, unique):
    located = texts.map(Located)
    return st.lists(located, max_size=3, unique_by=lambda item: unique(item.text)).map(tuple)


def normal(path):
    return tuple(part for part in path.split("/") if part not in ("", "."))


def same(text):
    return text


CHOSEN = st.sampled_from(Severity).map(Chosen)
TABLES = st.dictionaries(WORDS, CHOSEN, max_size=3)
ATOMS = st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
GIVEN = (ATOMS | st.lists(ATOMS, max_size=3).map(tuple)).map(lambda value: GivenValue(value, None))
SETTINGS = st.builds(
    Settings,
    models=lists(PATHS, normal),
    types=lists(PATHS, normal),
    rules=lists(PATHS, normal),
    packs=lists(WORDS, same).map(lambda packs: packs or None),
    select=lists(WORDS, same),
    ignore=st.lists(
        st.tuples(WORDS, WORDS).map(lambda pair: Ignored(*pair)),
        max_size=3,
        unique_by=lambda item: item.word,
    ).map(tuple),
    severities=st.builds(Severities, TABLES, TABLES, TABLES),
    parameters=st.dictionaries(
        WORDS, st.dictionaries(WORDS, GIVEN, min_size=1, max_size=2), max_size=2
    ),
    stated_fail_on=st.none() | CHOSEN,
    help_url=st.none() | st.just(Located("https://example.com/{rule}")),
    required_version=st.none() | st.just(Located(">=0.1")),
)


@settings(deadline=None, database=None)
@given(SETTINGS)
def test_what_is_shown_reads_back_as_the_same_settings(values):
    shown = settings_as_text(values, ".", default_model="model/architecture.yaml")
    again = read_settings(shown, "archlint.toml")
    assert stripped(again) == values


FILE = """\
models = ["m.yaml"]
select = ["network"]
[[ignore]]
rule = "a"
reason = "Says \\"no\\"."
[severity.tags]
"x.y" = "note"
"""


def test_each_value_says_where_it_comes_from(read):
    run = resolve(
        read(FILE),
        types=["types", "../shared"],
        select=["rds-*"],
        ignore=["b"],
        fail_on=Severity.NOTE,
        baseline="../b.json",
    )
    shown = settings_as_text(run, "..", plugins=["mine.py"])
    assert (
        shown
        == """\
# project root: ..
# configuration: archlint.toml

# required-version: any  # default
models = [
    "m.yaml",  # archlint.toml:1
]
types = [
    "types",  # command line
]
# and "../shared", which leads out of its folder by '..'  # command line
# rules: none  # default
# packs: all  # default
fail-on = "note"  # command line
# baseline = "../b.json"  # which leads out of its folder by '..'; command line
# help-url: none  # default
select = [
    "network",  # archlint.toml:2
]
# of these only: "rds-*"  # command line
# --plugin "mine.py"  # command line; no configuration can name a plug-in

[[ignore]]
rule = "a"  # archlint.toml:4
reason = "Says \\"no\\"."

[[ignore]]
rule = "b"  # command line
reason = "ignored on the command line"

[severity.tags]
"x.y" = "note"  # archlint.toml:7
"""
    )


def test_the_defaults_are_shown_as_comments_alone():
    shown = settings_as_text(Settings(), ".", default_model="model/architecture.yaml")
    assert '# models = ["model/architecture.yaml"]  # default\n' in shown
    assert '# fail-on = "error"  # default\n' in shown
    assert [line for line in shown.splitlines() if line and not line.startswith("#")] == []


@pytest.mark.parametrize("root", ["a\nmodels = []", "a\x1b[31m", "\u202eb"])
def test_a_hostile_name_stays_inside_its_comment(root):
    shown = settings_as_text(Settings(path=root), root)
    assert read_settings(shown, "x") == Settings(path="x")
    assert not re.search("[\x1b\u202e]", shown)


def test_the_command_line_replaces_models_and_adds_to_the_rest(read):
    settings_of_run = resolve(
        read('models = ["a"]\nrules = ["r"]\nfail-on = "note"'), models=["b", "b"], rules=["s"]
    )
    assert [path.text for path in settings_of_run.models] == ["b"]
    assert [path.text for path in settings_of_run.rules] == ["r", "s"]
    assert settings_of_run.fail_on is Severity.NOTE
