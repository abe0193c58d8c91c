"""The examples of the shipped rules notice mistakes in them; those that none notices have a reason.

`python -m tests.ruleset.mutation` prints the table.
"""

from __future__ import annotations

import pytest

from archlint.ruleset import read_rules

from . import mutation
from .mutants import Mutator

LEAST_RATE = 0.98


@pytest.fixture(scope="module")
def mutator(catalogue):
    return Mutator(catalogue)


@pytest.fixture(scope="module")
def outcomes(catalogue, mutator):
    return [
        mutation.outcome_of(subject, mutator, catalogue) for subject in mutation.subjects(catalogue)
    ]


@pytest.fixture(scope="module")
def survivors(outcomes):
    return {(outcome.rule.id, name) for outcome in outcomes for name in outcome.survived}


def test_every_rule_has_mutants(outcomes):
    assert [o.rule.id for o in outcomes if len(o.killed) + len(o.survived) < 2] == []


def test_no_mutant_survives_without_a_reason(survivors):
    assert sorted(survivors - mutation.explained().keys()) == []


def test_no_reason_is_given_for_a_mutant_that_is_killed_or_gone(survivors):
    assert sorted(mutation.explained().keys() - survivors) == []


def test_reasons_are_given_in_order_and_say_something():
    reasons = mutation.explained()
    assert list(reasons) == sorted(reasons)
    assert [key for key, reason in reasons.items() if len(reason.split()) < 4] == []


def test_the_kill_rate_over_all_mutants_is_high_explained_or_not(outcomes):
    killed, made = mutation.rate(outcomes)
    print("\n".join(mutation.table(outcomes)))  # noqa: T201 - pytest shows it when this fails
    assert killed / made >= LEAST_RATE


# --- The harness itself ---------------------------------------------------------------------------

HEAD = "id: a-rule\ntitle: A title\nseverity: error\nwhy: A reason.\nfix: A way.\n"


def made(catalogue, mutator, text):
    """Return the names of the mutants of a rule that can be read and mean something else."""
    (rule,) = read_rules([("pack", "a.yaml", HEAD + text)], catalogue)
    subject = mutation.Subject(rule, mutation.parts_of(rule.id, HEAD + text), ())
    return [name for name, _ in mutation.mutants(subject, mutator, catalogue)]


@pytest.mark.parametrize(
    ("selects", "requires", "names"),
    [
        (
            "applies_to: {type: aws.rds}",
            "require: {multi_az: true}",
            {
                "applies_to.type: aws.rds -> aws.aurora",
                "require: drop",
                "require.multi_az: true -> false",
            },
        ),
        (
            "applies_to: {type: aws.rds}",
            "require: {backup_retention_days: {gte: 7}}",
            {
                "applies_to.type: aws.rds -> aws.aurora",
                "require: drop",
                "require.backup_retention_days.gte: 7 -> 6",
                "require.backup_retention_days.gte: 7 -> 8",
                "require.backup_retention_days.gte: gte -> gt",
                "require.backup_retention_days.gte: gte -> lte",
            },
        ),
        (
            "applies_to: {connection: {from: {kind: database}}}",
            "require: {any: [{encrypted: true}, {not: {protocol: [http, ftp]}}]}",
            {
                "applies_to.connection.from: drop this",
                "applies_to.connection.from: from -> to",
                "applies_to.connection.from.kind: database -> datastore",
                "require: drop",
                "require.any: any -> all",
                "require.any[0]: drop this",
                "require.any[1]: drop this",
                "require.any[0].encrypted: drop true",
                "require.any[0].encrypted: true -> false",
                "require.any[1].not: remove 'not'",
                "require.any[1].not.protocol: drop this",
                "require.any[1].not.protocol[0]: drop http",
                "require.any[1].not.protocol[1]: drop ftp",
            },
        ),
        (
            "applies_to: {type: aws.s3}",
            "require: {reached_from: {none: {type: internet}, avoiding: {type: aws.waf}}}",
            {
                "require.reached_from: reached_from -> reaches",
                "require.reached_from.none: none -> some",
                "require.reached_from.none: none -> every",
                "require.reached_from.none: drop this",
                "require.reached_from.none.type: drop internet",
                "require.reached_from.avoiding: drop this",
                "require.reached_from.avoiding.type: drop aws.waf",
            },
        ),
        (
            "applies_to: {type: aws.rds}",
            "require: {within: {type: aws.subnet, access: private}}",
            {
                "require.within: every -> some",
                "require.within: every -> none",
                "require.within: within -> contains",
                "require.within.access: private -> public",
                "require.within.access: drop private",
            },
        ),
        (
            "applies_to: {type: aws.security_group}",
            "require: {ingress: {none: {port: {includes: 22}, source: {includes: 0.0.0.0/0}}}}",
            {
                "require.ingress.none: none -> every",
                "require.ingress.none.port: drop this",
                "require.ingress.none.port.includes: 22 -> 21",
                "require.ingress.none.port.includes: 22 -> 23",
                "require.ingress.none.source.includes: 0.0.0.0/0 -> 10.0.0.0/8",
            },
        ),
        (
            "applies_to: {model: {has: {type: aws.vpc}}}",
            "require: {has: {count: {where: {type: aws.vpc_flow_log}, gte: 1}}}",
            {
                "applies_to.model.has: some -> every",
                "require.has.count.where: drop this",
                "require.has.count.gte: 1 -> 2",
            },
        ),
    ],
)
def test_every_sort_of_mistake_is_made(catalogue, mutator, selects, requires, names):
    found = made(catalogue, mutator, f"{selects}\n{requires}\n")
    assert names <= set(found), sorted(names - set(found)) + found
    assert len(found) == len(set(found))


def test_mistakes_are_made_in_the_defaults_of_parameters(catalogue, mutator):
    text = """applies_to: {type: aws.security_group}
parameters:
  ports: {type: list, of: {type: port}, default: [80, 443], description: Ports.}
  zones: {type: integer, default: 2, description: Zones.}
require:
  all:
    - ingress: {none: {not: {port: $ports}}}
    - egress: {count: {lte: $zones}}
"""
    assert {
        "require.all[0].ingress.none.not.port[0]: drop 80",
        "require.all[0].ingress.none.not.port[1]: drop 443",
        "require.all[1].egress.count.lte: 2 -> 1",
        "require.all[1].egress.count.lte: 2 -> 3",
    } <= set(made(catalogue, mutator, text))


@pytest.mark.parametrize(
    ("require", "mutant"),
    [
        ("{all: [{multi_az: true}]}", "require.all: all -> any"),  # of one pattern, they are one
        ("{connects_to: {type: aws.kms, by: {}}}", "require.connects_to.by: drop this"),
    ],
)
def test_what_means_the_same_is_no_mutant(catalogue, mutator, require, mutant):
    text = f"applies_to: {{type: aws.rds}}\nrequire: {require}\n"
    assert mutant not in made(catalogue, mutator, text)


def test_a_mutant_that_is_right_for_the_wrong_reason_is_killed(catalogue, mutator):
    text = "applies_to: {type: aws.rds}\nrequire: {all: [{multi_az: true}, {encrypted: true}]}\n"
    text += "examples:\n  fail:\n    - nodes:\n"
    text += "        db: {type: aws.rds, multi_az: false, encrypted: false}\n"
    killed = {}
    for because in ("", "      because: multi_az\n"):
        (rule,) = read_rules([("pack", "a.yaml", HEAD + text + because)], catalogue)
        parts = mutation.parts_of(rule.id, HEAD + text)
        examples = tuple(mutation.build_rule_example(e, 1, catalogue) for e in rule.examples)
        outcome = mutation.outcome_of(mutation.Subject(rule, parts, examples), mutator, catalogue)
        killed[bool(because)] = "require.all[0]: drop this" in outcome.killed
    assert killed == {False: False, True: True}
