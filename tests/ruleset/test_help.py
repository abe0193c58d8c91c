"""Every finding has an address of its rule's page, if there is one."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from archlint.ruleset.help import PAGES, with_help
from archlint.source import Location

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
OURS = "https://wiki.example.com/{rule}.html"


@pytest.fixture
def shipped(read_rule):
    about = {"applies_to": {"type": "aws.rds"}, "require": {"multi_az": True}}
    rule = read_rule({"id": "rds-multi-az", **about})
    return replace(rule, location=Location("archlint:rules/aws/rds-multi-az.yaml", 1, 5))


@pytest.fixture
def foreign(shipped):
    return replace(shipped, location=Location("company/rules/rds-multi-az.yaml", 1, 5))


def test_a_shipped_rule_has_a_page_of_archlints(shipped):
    assert with_help(shipped).help == PAGES.format(rule="rds-multi-az")


def test_a_rule_of_others_has_none_until_they_say_where(foreign):
    assert with_help(foreign).help == ""
    assert with_help(foreign, OURS).help == "https://wiki.example.com/rds-multi-az.html"


def test_the_template_of_a_project_is_for_shipped_rules_too(shipped):
    assert with_help(shipped, OURS).help == "https://wiki.example.com/rds-multi-az.html"


def test_the_rules_own_address_wins(shipped):
    own = replace(shipped, help="https://example.com/own")
    assert with_help(own, OURS).help == "https://example.com/own"


@pytest.mark.skipif(not PROJECT.is_file(), reason="needs the pyproject.toml of a checkout")
def test_the_pages_stand_on_the_site_that_the_package_names():
    site = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["urls"]["Documentation"]
    assert PAGES.startswith(site)
