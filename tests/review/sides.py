"""Sides of a change for tests: rules and settings read from texts, as a project has them."""

from __future__ import annotations

from functools import cache

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.config import read_settings
from archlint.config.applying import apply_settings
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.finding import Finding, Outcome, Severity, Subject, SubjectKind
from archlint.review.rule_sides import RuleSide
from archlint.ruleset import read_rules
from archlint.ruleset.baseline import baseline_text
from archlint.ruleset.baseline_reader import read_baseline
from archlint.source import Location

RULE = """\
id: kept
title: Backups are kept
severity: error
tags: [backup, data]
applies_to: {type: aws.rds}
require: {backup_retention_days: {gte: 7}}
why: A reason.
fix: A way.
"""
PARAMETER = """\
id: kept
title: Backups are kept for $days days
severity: error
parameters:
  days: {type: integer, default: 7, minimum: 1, description: How long.}
applies_to: {type: aws.rds}
require: {backup_retention_days: {gte: $days}}
why: Because of $days.
fix: A way.
"""
SHIPPED = RULE.replace("id: kept", "id: shipped").replace("[backup, data]", "[availability]")


@cache
def catalogue(*files):
    reader, data = FileReader(), bundled()
    return read_catalogue(files, data.icon_index(reader), shipped=data.type_files(reader))


def side(*rules, settings="", baseline=None):
    """Read a side: texts of the project's rules, of its settings, and ids by model."""
    read = read_settings(settings, "archlint.toml")
    texts = [("own", f"rules/own/{at}.yaml", text) for at, text in enumerate(rules)]
    texts.append(("aws", "archlint:rules/aws/shipped.yaml", SHIPPED))
    known = read_rules(texts, catalogue(), read.parameters)
    accepted = None
    if baseline is not None:
        accepted = read_baseline(baseline_text(baseline), "baseline.json")
    return RuleSide({rule.id: rule for rule in known}, apply_settings(read, known), read, accepted)


def hidden(*names):
    """Make findings that a change hides, by rule."""
    found = {}
    for name in names:
        rule, _, subject = name.partition("@")
        found.setdefault(rule, []).append(
            Finding(
                rule,
                Subject(SubjectKind.NODE, subject),
                Outcome.VIOLATED,
                Severity.ERROR,
                "off",
                Location("m.yaml", 1, 1),
                (),
            )
        )
    return found


def fields_of(change):
    """Tell fields as `name: before -> after`."""
    return [
        f"{field.name}: {_value(field.before)} -> {_value(field.after)}" for field in change.fields
    ]


def _value(fact):
    return "unstated" if fact is None else fact.value


def places_of(change):
    return [place and str(place) for place in (change.before, change.after)]
