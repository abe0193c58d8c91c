"""Parameters of rules: declared and typed by the rule, set by the project, used as `$name`."""

from __future__ import annotations

import pytest

from archlint.finding import Outcome
from archlint.graph import ArchitectureGraph
from archlint.ruleset import check, read_rules
from archlint.source import Location, SourceError

RULE = """\
id: kept
title: Kept for $days days
severity: warning
parameters:
  days: {{type: integer, default: 7, minimum: 1, maximum: 35, unit: days, description: How long.}}
  {more}
applies_to: {{type: aws.rds}}
require: {require}
why: Because of $days, not of $5 or $other.
fix: Set $days.
"""
DAYS = "{backup_retention_days: {gte: $days}}"
HERE = Location("archlint.toml", 2, 8)


@pytest.fixture
def read(catalogue):
    def rule_of(require=DAYS, more="", **given):
        text = RULE.format(require=require, more=more)
        values = {"kept": {name: (value, HERE) for name, value in given.items()}}
        return read_rules([("pack", "rules/kept.yaml", text)], catalogue, values)[0]

    return rule_of


@pytest.fixture
def refused(read):
    def problems_of(*arguments, **given):
        with pytest.raises(SourceError) as caught:
            read(*arguments, **given)
        return [f"{p.location}: {p.message} | {p.hint}" for p in caught.value.problems]

    return problems_of


@pytest.fixture
def violated(model_of):
    """Tell whether a rule is violated by a database."""

    def judge(rule, database):
        model = model_of(f"nodes: {{db: {{type: aws.rds, {database}}}}}")
        (result,) = check(ArchitectureGraph(model), [rule]).results
        return result.violated == 1

    return judge


@pytest.mark.parametrize(("given", "passes"), [({}, 7), ({"days": 14}, 14), ({"days": 1}, 1)])
def test_a_rule_asks_for_the_value_of_its_parameter(read, violated, given, passes):
    rule = read(**given)
    assert not violated(rule, f"backup_retention_days: {passes}")
    assert violated(rule, f"backup_retention_days: {passes - 1}")


def test_a_rule_tells_the_value_in_its_words(read):
    rule = read(days=14)
    assert rule.title == "Kept for 14 days"
    assert rule.why == "Because of 14, not of $5 or $other."
    assert rule.fix == "Set 14."


def test_a_rule_names_its_parameters_with_default_and_value(read):
    (parameter,) = read(days=14).parameters
    assert (parameter.name, parameter.type, parameter.unit) == ("days", "integer", "days")
    assert (parameter.default, parameter.value, parameter.description) == (7, 14, "How long.")


PORTS = "ports: {type: list, of: {type: port}, default: [3306], description: Ports.}"


def require_ports(test):
    return f"{{backup_retention_days: {{gte: $days}}, port: {test}}}"


@pytest.mark.parametrize("test", ["$ports", "[80, $ports]", "{includes: $ports}"])
def test_a_list_stands_for_its_items(read, violated, test):
    rule = read(require_ports(test), PORTS, ports=(5432, "5000-5001"))
    assert rule.parameters[1].value == ["5432", "5000-5001"]
    assert not violated(rule, "backup_retention_days: 7, port: 5432")
    assert not violated(rule, "backup_retention_days: 7, port: 5000-5001")
    assert violated(rule, "backup_retention_days: 7, port: 3306")


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (36, "'days' must be at most 35 days | write 35 or less"),
        (0, "'days' must be at least 1 days | write 1 or more"),
        ("soon", "'days' must be a whole number of days, found the text 'soon'"),
        (True, "'days' must be a whole number of days, found true"),
        ((7,), "'days' must be a whole number, found a list"),
    ],
)
def test_a_value_of_another_type_is_refused_where_the_project_sets_it(refused, value, problem):
    (found,) = refused(days=value)
    assert found.startswith(f"archlint.toml:2:8: {problem}")


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_a_number_that_is_none_is_refused(refused, value):
    ratio = "ratio: {type: number, default: 2, minimum: 1, description: d}"
    linked = "{connects_to: {count: {where: {}, gte: $ratio}}}"
    (found,) = refused(f"{{all: [{DAYS}, {linked}]}}", ratio, ratio=float(value))
    assert found.startswith(f"archlint.toml:2:8: 'ratio' must be a number, found {value} | write")


def test_an_empty_list_is_refused(refused):
    (found,) = refused(require_ports("$ports"), PORTS, ports=())
    assert found.startswith("archlint.toml:2:8: 'ports' has no value")


def test_a_parameter_that_there_is_not_is_refused(refused):
    assert refused(day=3) == [
        "archlint.toml:2:8: the rule 'kept' has no parameter 'day' | did you mean 'days'?"
    ]


@pytest.mark.parametrize(
    ("require", "more", "problem"),
    [
        ("{multi_az: true}", "", "5:3: the parameter 'days' is not used"),
        (
            "{backup_retention_days: {gte: $days, lte: $day}}",
            "",
            "8:52: there is no parameter 'day' | did you mean 'days'?",
        ),
        (DAYS, "x: {type: mapping, default: 1, description: d}", "6:13: a parameter is a single"),
        (DAYS, "x: {type: list, default: [1], description: d}", "6:13: a parameter is a single"),
        (DAYS, "x: {type: integer, default: a, description: d}", "6:31: 'x' must be a whole"),
        (DAYS, "x: {type: integer, description: d}", "6:6: a parameter needs 'default'"),
        (DAYS, "X Y: {type: integer, default: 1, description: d}", "6:3: 'X Y' cannot be"),
    ],
)
def test_a_wrong_declaration_is_refused(refused, require, more, problem):
    found = [line.removeprefix("rules/kept.yaml:") for line in refused(require, more)]
    assert any(line.startswith(problem) for line in found), found


def test_two_dollars_are_one(read, model_of):
    rule = read("{backup_retention_days: {gte: $days}, name: $$days}")
    model = model_of("nodes: {db: {type: aws.rds, name: $days, backup_retention_days: 7}}")
    assert [f.outcome for f in check(ArchitectureGraph(model), [rule]).satisfied()] == [
        Outcome.SATISFIED
    ]


def test_a_project_may_set_it_under_a_former_id(catalogue, violated):
    text = RULE.format(require=DAYS, more="") + "aliases: [old]\n"
    files = [("pack", "rules/kept.yaml", text)]
    (rule,) = read_rules(files, catalogue, {"old": {"days": (9, HERE)}})
    assert violated(rule, "backup_retention_days: 8")
