"""How a finding is waived: the entry to write, or why there is none."""

from __future__ import annotations

import json
import re

from archlint.ruleset.values import Rule

_PLAIN = re.compile(r"[a-z][\w.@>:#-]*\Z", re.ASCII)
MANDATORY = "The rule is mandatory: its findings can neither be waived nor put into a baseline."


def waiver_entry(rule: Rule, finding_id: str) -> str:
    """Return the YAML of a waiver to complete and paste into the model; empty if there can be none.

    Args:
        rule: The rule.
        finding_id: The id of the finding.
    """
    if rule.mandatory:
        return ""
    finding = finding_id if _PLAIN.match(finding_id) else json.dumps(finding_id)
    return (
        "waivers:\n"
        f"  - finding: {finding}\n"
        "    reason: WHY-THIS-IS-ACCEPTED\n"
        "    expires: YYYY-MM-DD\n"
        "    approved_by: WHO-ACCEPTED-IT\n"
    )
