"""Addresses of rules' pages."""

from __future__ import annotations

from dataclasses import replace

from archlint.ruleset.values import Rule

# Where the pages of the shipped rules are published. `[project.urls]` leads to the same site.
PAGES = "https://archlint.readthedocs.io/en/latest/rules/{rule}.html"
PLACE = "{rule}"
SHIPPED = "archlint:"  # what the paths of the shipped rules' files begin with


def with_help(rule: Rule, template: str = "") -> Rule:
    """Return a rule with the address of its page, if it has one.

    Its own wins, then the project's template; a shipped rule has a page of archlint's.

    Args:
        rule: The rule.
        template: The address of the project's own pages with `{rule}` in it; empty for none.
    """
    if rule.help:
        return rule
    usual = PAGES if rule.location.path.startswith(SHIPPED) else ""
    address = (template or usual).replace(PLACE, rule.id)
    return replace(rule, help=address) if address else rule
