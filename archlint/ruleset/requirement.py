"""What a rule asks, in words: a sentence, with lists where it has alternatives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archlint.ruleset.conditions import (
    All,
    AnyOf,
    Assets,
    Condition,
    Crosses,
    Elements,
    End,
    Entity,
    Exists,
    Has,
    Inherited,
    Linked,
    Not,
    Parts,
    Placed,
    Property,
    Quantifier,
    Reached,
    Spread,
    Stated,
    Test,
    Words,
)
from archlint.ruleset.fact_words import way_words
from archlint.ruleset.polishing import polished
from archlint.ruleset.values import DeclaredRule, Selection
from archlint.ruleset.wording import bounds_words, clause, noun, quantified, test_words
from archlint.text import listed

_SHORT = 110
_ELEMENTS = {
    Quantifier.SOME: "an element",
    Quantifier.EVERY: "only elements",
    Quantifier.NONE: "no element",
}


class Line(NamedTuple):
    """A line of words; `depth` counts the lists that it stands in."""

    depth: int
    text: str


class _Voice(NamedTuple):
    """How the verbs of a sentence are inflected."""

    be: str
    have: str
    ending: str


_MUST = _Voice("be", "have", "")
_WHICH = _Voice("is", "has", "s")


def requirement(rule: DeclaredRule) -> tuple[Line, ...]:
    """Say what a rule asks, and of what: one sentence, or lines with lists below them."""
    subject = list(_subject(rule.selection))
    must = list(_lines(rule.require, _MUST, 0))
    if len(subject) == len(must) == 1:
        return (Line(0, polished(f"{subject[0].text} must {must[0].text}.")),)
    if len(subject) == 1:
        lead, *rest = must
        lines = [Line(0, f"{subject[0].text} must {lead.text}"), *rest]
    elif len(must) == 1:
        lines = [*subject, Line(0, f"It must {must[0].text}.")]
    else:
        lead, *rest = must
        lines = [*subject, Line(0, f"It must {lead.text}"), *rest]
    return tuple(Line(line.depth, polished(line.text)) for line in lines)


def _subject(selection: Selection) -> Iterator[Line]:
    where = selection.where
    kind = selection.subject
    if isinstance(where, All) and not where.parts:
        yield Line(0, "The model" if kind == "model" else f"Every {kind}")
    elif kind == "model":
        lead, *rest = _lines(where, _WHICH, 0)
        yield Line(0, f"A model that {lead.text}")
        yield from rest
    elif _is_plain(where):
        named = noun(where, kind)
        # A connection's kind is no name of it.
        of_kind = kind == "connection" and not named.startswith(kind)
        yield Line(0, f"Every connection of {named}" if of_kind else f"Every {named}")
    else:
        lead, *rest = _lines(where, _WHICH, 0)
        yield Line(0, f"Every {kind} that {lead.text}")
        yield from rest


def _is_plain(condition: Condition) -> bool:
    parts = condition.parts if isinstance(condition, All) else (condition,)
    return not any(isinstance(part, All | AnyOf | Not) for part in parts)


def _lines(condition: Condition, voice: _Voice, depth: int) -> Iterator[Line]:
    """Say what a condition asks, after `must` or `that`."""
    negated = isinstance(condition, Not) and isinstance(condition.part, All | AnyOf)
    inner = condition.part if isinstance(condition, Not) and negated else condition
    if not isinstance(inner, All | AnyOf) or not inner.parts:
        yield Line(depth, _phrase(condition, voice))
        return
    whole = _inline(inner, voice)
    if whole and not negated:
        yield Line(depth, whole)
        return
    any_of = isinstance(inner, AnyOf)
    lead = (
        ("none of these" if any_of else "not all of these")
        if negated
        else ("one of these" if any_of else "all of these")
    )
    # A list inside a list goes on from what stands above it.
    verb = "" if depth else "meets " if voice is _WHICH else "do "
    yield Line(depth, f"{verb}{lead}:")
    for part in inner.parts:
        yield from _lines(part, voice, depth + 1)


def _inline(condition: All | AnyOf, voice: _Voice) -> str:
    """Say everything in one breath, where that is short enough to be understood."""
    if not all(_is_leaf(part) for part in condition.parts):
        return ""
    if isinstance(condition, All) and _is_named(condition):
        text = f"{voice.be} {noun(condition)}"
    else:
        parts = condition.parts if isinstance(condition, AnyOf) else _telling(condition)
        phrases = list(dict.fromkeys(_phrase(part, voice) for part in parts))
        either = "either " if isinstance(condition, AnyOf) and voice is _MUST else ""
        text = either + listed(phrases, last="or" if isinstance(condition, AnyOf) else "and")
    return text if len(text) <= _SHORT else ""


def _telling(condition: All) -> list[Condition]:
    """Leave out that a property is stated, where it is said what it must be."""
    asked = {p.path for p in condition.parts if _asks_a_value(p) and isinstance(p, Property)}
    return [
        part
        for part in condition.parts
        if _asks_a_value(part) or not (isinstance(part, Property) and part.path in asked)
    ]


def _asks_a_value(condition: Condition) -> bool:
    return isinstance(condition, Property) and not isinstance(condition.test, Stated)


def _is_leaf(condition: Condition) -> bool:
    return not isinstance(condition, All | AnyOf) and not (
        isinstance(condition, Not) and isinstance(condition.part, All | AnyOf)
    )


def _is_named(condition: All) -> bool:
    return isinstance(condition.parts[0], Words) and condition.parts[0].field in ("type", "kind")


def _phrase(condition: Condition, voice: _Voice) -> str:
    match condition:
        case All():
            return f"{voice.be} there"
        case Not(Words("type" | "kind") as words):
            return f"{_not(voice)} {noun(words)}"
        case Not(Property(path, test)):
            return f"{voice.have} {'.'.join(path)} not {test_words(test)}"
        case Not(part):
            return f"not {_phrase(part, voice)}"
        case Words("type" | "kind"):
            return f"{voice.be} {noun(condition)}"
        case Words(field, patterns):
            return f"{voice.have} {field} {listed(patterns, last='or')}"
        case Property(path, test):
            return _valued(".".join(path), test, voice)
        case Inherited(wanted):
            return f"{voice.be if wanted else _not(voice)} inherited"
        case Spread(what, bounds):
            return f"{voice.be} spread over {bounds_words(bounds)} different {what}s"
    return _related(condition, voice)


def _valued(name: str, test: Test, voice: _Voice) -> str:
    """Say what a property must be like."""
    match test:
        case Exists(there):
            return f"{voice.have} {name if there else f'no {name}'}"
        case Stated(True):
            return f"state{voice.ending} {name}"
        case Stated(False):
            return f"{'not' if voice is _MUST else 'does not'} state {name}"
        case Elements(quantifier, inner, bounds):
            asked = _ELEMENTS.get(quantifier) or f"{bounds_words(bounds)} elements"
            return f"{voice.have} in {name} {asked} {_element(inner)}"
    return f"{voice.have} {name} {test_words(test)}"


def _element(test: Test) -> str:
    match test:
        case Parts(where):
            return clause(where)
        case Entity():
            return test_words(test)
    return f"that is {test_words(test)}"


def _not(voice: _Voice) -> str:
    return "not be" if voice is _MUST else f"{voice.be} not"


def _related(condition: Condition, voice: _Voice) -> str:
    be, have, s = voice
    match condition:
        case Placed(inward=inward, where=where):
            verb = f"contain{s}" if inward else f"{be} within"
            return f"{verb} {quantified(condition.quantifier, condition.bounds, noun(where))}"
        case Linked(forward=forward, where=where):
            verb = f"connect{s} to" if forward else f"{be} connected from"
            asked = quantified(condition.quantifier, condition.bounds, noun(where))
            return f"{verb} {asked}{way_words(condition)}"
        case Reached(forward=forward, where=where):
            verb = ("reach" + ("es" if s else "")) if forward else f"{be} reached from"
            asked = quantified(condition.quantifier, condition.bounds, noun(where))
            return f"{verb} {asked}{way_words(condition)}"
        case Assets(field, quantifier, where, bounds):
            verb = f"store{s}" if field == "stores" else ("carries" if s else "carry")
            return f"{verb} {quantified(quantifier, bounds, noun(where, 'data'))}"
        case End(source, where):
            return f"{'come' if source else 'lead'}{s} {'from' if source else 'to'} {noun(where)}"
        case Crosses(quantifier, where, bounds):
            verb = f"cross{'es' if s else ''}"
            return f"{verb} {quantified(quantifier, bounds, noun(where, 'boundary'))}"
        case Has(quantifier, where, bounds):
            return f"{have} {quantified(quantifier, bounds, noun(where))}"
    raise AssertionError(condition)
