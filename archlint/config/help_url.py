"""The template of addresses that a configuration may state for the pages of rules.

Apart from what makes addresses of it: a configuration is read before it is known whether rules are
needed at all.
"""

from __future__ import annotations

PLACE = "{rule}"


def template_fault(template: str) -> str:
    """Say what is wrong with a template of addresses; an empty string when nothing is."""
    if not template.startswith(("https://", "http://")):
        return "it must begin with https://"
    if template.count(PLACE) != 1 or set("{}") & set(template.replace(PLACE, "")):
        return f"it must hold {PLACE} once, where the rule's id belongs, and no other braces"
    if not all("!" <= char <= "~" for char in template):
        return "it must be an address: ASCII letters, and no blanks"
    return ""
