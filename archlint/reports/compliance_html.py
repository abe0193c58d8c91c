"""A compliance report as one HTML file that needs nothing else, for the screen and for paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archlint.finding import Finding, Outcome
from archlint.reports.compliance_words import (
    CAVEATS,
    Judged,
    counts_words,
    facts_of,
    limited_rules,
    mapping_words,
    remarks,
    title_words,
    waiver_words,
)
from archlint.ruleset.compliance import (
    MEANING,
    ControlResult,
    FrameworkResult,
    RuleEvidence,
    State,
)
from archlint.ruleset.frameworks import THIRD_PARTY
from archlint.text import escape_xml

_SHOWN = 5  # findings of one outcome that are not folded away
_ADDRESS = re.compile(r"(https?://[A-Za-z0-9/._~%#?&=+:,@-]*[A-Za-z0-9/_~#=])")
_NOT_IN_ANCHORS = re.compile(r"[^a-z0-9]+")
# Nothing is fetched and nothing runs, whatever slipped through.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def compliance_as_html(
    results: Sequence[FrameworkResult], judged: Judged, *, stylesheet: str
) -> Iterator[str]:
    """Give a report as pieces of one HTML document.

    Args:
        results: The frameworks, with the state of each control.
        judged: What was judged.
        stylesheet: How it looks, as CSS.
    """
    title = f"Compliance of {escape_xml(judged.name)}"
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>\n{stylesheet}</style>\n</head>\n<body>\n<main>\n"
    yield f"<h1>{title}</h1>\n"
    yield _facts(
        ("Model", f"<code>{escape_xml(judged.model)}</code>"),
        ("Environment", escape_xml(judged.environment) or "none, the model as it stands"),
        ("Judged by", f"archlint {escape_xml(judged.version)}"),
    )
    for result in results:
        yield from _framework(result)
    yield from _open_ends(results)
    yield "</main>\n</body>\n</html>\n"


def _facts(*pairs: tuple[str, str]) -> str:
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{value}</dd>' for name, value in pairs)}</dl>\n"


def _framework(result: FrameworkResult) -> Iterator[str]:
    framework = result.framework
    yield f'<section>\n<h2 id="{_slug(framework.id)}">'
    yield f"{escape_xml(f'{framework.title} {framework.version}')}</h2>\n"
    loud = framework.mapping == THIRD_PARTY
    if framework.remark:
        said = f"<strong>{mapping_words(framework)}.</strong> " if loud else ""
        kind = "notice loud" if loud else "notice"
        yield f'<div class="{kind}"><p>{said}{_linked(framework.remark)}</p></div>\n'
    yield _facts(
        ("Publisher", escape_xml(framework.publisher)),
        ("Source", _linked(framework.source)),
        ("Mapping", framework.mapping),
    )
    yield '<ul class="counts">\n'
    for state, count in result.counts.items():
        if count:
            yield f"<li>{count} {_state(state)}</li>\n"
    yield '</ul>\n<div class="wide"><table>\n'
    yield f"<caption>{counts_words(result)}</caption>\n<thead><tr>"
    yield "".join(f'<th scope="col">{name}</th>' for name in ("State", "Control", "Title", "Rules"))
    yield "</tr></thead>\n<tbody>\n"
    for control in result.controls:
        yield _row(control, framework.id)
    yield '</tbody>\n</table></div>\n<ul class="legend">\n'
    for state in State:
        if result.counts[state]:
            yield f"<li>{_state(state)}: {MEANING[state]}</li>\n"
    yield "</ul>\n"
    for control in result.controls:
        yield from _control(control, framework.id)
    yield "</section>\n"


def _row(result: ControlResult, framework: str) -> str:
    link = f'<a href="#{_anchor(framework, result)}">{escape_xml(result.control.id)}</a>'
    rules = ", ".join(f"<code>{escape_xml(one.rule.id)}</code>" for one in result.rules) or "none"
    title = escape_xml(title_words(result))
    return (
        f'<tr><td>{_state(result.state)}</td><th scope="row">{link}</th>'
        f"<td>{title}</td><td>{rules}</td></tr>\n"
    )


def _control(result: ControlResult, framework: str) -> Iterator[str]:
    title = title_words(result)
    head = escape_xml(f"{result.control.id}: {title}" if title else result.control.id)
    yield f'<section>\n<h3 id="{_anchor(framework, result)}">{head}</h3>\n'
    yield f"<p>State: {_state(result.state)}</p>\n"
    if result.control.source:
        yield f"<p>Source: {_linked(result.control.source)}</p>\n"
    for remark in remarks(result):
        yield f"<p>{escape_xml(remark)}</p>\n"
    for evidence in result.rules:
        if evidence.findings:
            yield from _rule(evidence)
    yield "</section>\n"


def _rule(evidence: RuleEvidence) -> Iterator[str]:
    yield f"<p><code>{escape_xml(evidence.rule.id)}</code>: {escape_xml(evidence.rule.title)}</p>\n"
    for outcome, count in evidence.counts.items():
        folded = outcome is Outcome.SATISFIED or count > _SHOWN
        opened = "" if folded else " open"
        label = f'<span class="state {outcome.value}">{outcome.value}</span>'
        yield f"<details{opened}><summary>{count} {label}</summary>\n"
        yield '<ul class="findings">\n'
        for finding in evidence.findings:
            if finding.outcome is outcome:
                yield _finding(finding)
        yield "</ul>\n</details>\n"


def _finding(finding: Finding) -> str:
    waiver = waiver_words(finding)
    facts = [f"<li>{escape_xml(waiver)}</li>"] if waiver else []
    facts += [
        f'<li>{escape_xml(fact.message)} <span class="place">{escape_xml(str(fact.location))}'
        "</span></li>"
        for fact in facts_of(finding)
    ]
    return f"<li><code>{escape_xml(finding.subject.id)}</code><ul>{''.join(facts)}</ul></li>\n"


def _open_ends(results: Sequence[FrameworkResult]) -> Iterator[str]:
    yield "<section>\n<h2>What this does not show</h2>\n<ul>\n"
    for caveat in CAVEATS:
        yield f"<li>{escape_xml(caveat)}</li>\n"
    yield "</ul>\n"
    rules = limited_rules(results)
    if rules:
        yield '<div class="wide"><table>\n<caption>What the rules cannot see</caption>\n<thead><tr>'
        yield '<th scope="col">Rule</th><th scope="col">Limits</th></tr></thead>\n<tbody>\n'
        for rule in rules:
            yield f'<tr><th scope="row"><code>{escape_xml(rule.id)}</code></th>'
            yield f"<td>{escape_xml(rule.limits)}</td></tr>\n"
        yield "</tbody>\n</table></div>\n"
    yield "</section>\n"


def _state(state: State) -> str:
    return f'<span class="state {state.value}">{state.words}</span>'


def _linked(text: str) -> str:
    """Escape a text in which addresses of the web are links that show where they lead."""
    parts = _ADDRESS.split(text)
    return "".join(
        f'<a href="{escape_xml(part)}">{escape_xml(part)}</a>' if odd % 2 else escape_xml(part)
        for odd, part in enumerate(parts)
    )


def _anchor(framework: str, result: ControlResult) -> str:
    return _slug(f"{framework}-{result.control.id}")


def _slug(text: str) -> str:
    return _NOT_IN_ANCHORS.sub("-", text.lower()).strip("-")
