"""The small parts that facts are told with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archlint.architecture.fields import NODE_FIELDS
from archlint.architecture.types import PropertySpec, ValueType
from archlint.architecture.values import Node, OpenType
from archlint.finding import Evidence
from archlint.graph import Edge, EdgeKind
from archlint.ruleset.conditions import All, AnyOf, Condition, Linked, Placed, Reached, Words
from archlint.ruleset.logic import Truth
from archlint.ruleset.wording import a_or_an, clause, noun, value_words
from archlint.source import Location
from archlint.text import listed

EXPECTED = ", not "  # between what a value is and what it should be
LACKING = ", without "  # between what a value is and what it should include
_MORE = (
    EXPECTED,
    LACKING,
    ", which ",
    ", with ",
    ", none ",
    ", and the model ",
)  # what makes one fact say more


def arrow(edge: Edge) -> str:
    """Write an edge as people read it."""
    if edge.property:
        return f"'{edge.source}' refers to '{edge.target}' ({edge.property})"
    inherited = f" (by {edge.connection.key})" if edge.inherited and edge.connection else ""
    return f"{edge.source} -> {edge.target}{inherited}"


def decisive(condition: All | AnyOf, answers: list[Truth]) -> Iterable[Condition]:
    """Return the parts that decide: of `all` the false ones, of `any` a true one, and so on."""
    conjunction = isinstance(condition, All)
    decided = not conjunction
    if decided in answers:
        hits = [p for p, a in zip(condition.parts, answers, strict=True) if a is decided]
        return hits if conjunction else hits[:1]
    if None in answers:
        return [p for p, a in zip(condition.parts, answers, strict=True) if a is None]
    return condition.parts


def open_facts(types: Iterable[OpenType], more: str = "") -> Iterator[Evidence]:
    """Say which types are not enumerated, and what that means if that is to be said."""
    for item in types:
        yield Evidence(f"the model does not enumerate {item.type.id} (open){more}", item.location)


def spec_of(node: Node, path: tuple[str, ...]) -> PropertySpec | None:
    """Return what the catalogue says of the value at a path of a node."""
    spec = node.type.properties.get(path[0]) or NODE_FIELDS.get(path[0])
    return _inner(spec, path[1:])


def _inner(spec: PropertySpec | None, path: tuple[str, ...]) -> PropertySpec | None:
    for key in path:
        spec = spec.properties.get(key) if spec and spec.type is ValueType.MAPPING else None
    return spec


def default_words(node: Node, path: tuple[str, ...]) -> str:
    """Say what the provider's documented default of a property is, if there is one."""
    return default_of(spec_of(node, path), ())


def default_of(spec: PropertySpec | None, path: tuple[str, ...]) -> str:
    """Say what the provider's documented default is, a path further in, if there is one."""
    spec = _inner(spec, path)
    if spec is None or spec.default is None:
        return ""
    unit = f" {spec.unit.removesuffix('s') if spec.default == 1 else spec.unit}".rstrip()
    return f" (the provider's default is {value_words(spec.default)}{unit})"


def word_fact(condition: Words, node: Node) -> Evidence:
    """Say which words a node goes by, where other words were asked for."""
    match condition.field:
        case "id" | "name":
            said = f"{condition.field} of '{node.id}' is {getattr(node, condition.field)}"
        case "tags":
            tags = listed(node.texts("tags"))
            said = f"tags of '{node.id}' are {tags}" if tags else f"'{node.id}' has no tags"
        case "kind":
            kinds = listed(sorted(node.type.kinds)) or "not known"
            said = f"'{node.id}' is {a_or_an(node.type.id)} (kinds: {kinds})"
        case _:
            said = f"'{node.id}' is {a_or_an(node.type.id)}"
    stated = node.stated.get(condition.field)
    return Evidence(said, node.location if stated is None else stated.location)


def edge_word_fact(condition: Words, edge: Edge) -> Evidence:
    """Say which words an edge goes by."""
    if condition.field == "id":
        own_id = edge.connection.text("id") if edge.connection else ""
        said = f"has the id {own_id}" if own_id else "has no id"
    elif condition.field == "property" and not edge.property:
        said = "is no reference"
    elif edge.property:
        return Evidence(f"{arrow(edge)}, a reference", edge.location)
    else:
        said = "is traffic" if edge.kind is EdgeKind.TRAFFIC else f"is of kind {edge.kind}"
    return Evidence(f"{arrow(edge)} {said}", edge.location)


def verb_words(condition: Placed | Linked | Reached) -> str:
    """Say what a relation does, from the node that it starts at."""
    if isinstance(condition, Placed):
        return "contains" if condition.inward else "is within"
    if isinstance(condition, Linked):
        return "connects to" if condition.forward else "is connected from"
    return "reaches" if condition.forward else "is reached from"


def way_words(condition: Linked | Reached) -> str:
    """Say what a connection or a path must be like to count, if anything is asked of it."""
    words = ""
    if condition.by:
        words = f", counting only edges {clause(condition.by).replace('that is ', 'that are ')}"
    if isinstance(condition, Reached):
        if condition.avoiding:
            words += f", avoiding any {noun(condition.avoiding)}"
        if condition.through:
            words += f", through any {noun(condition.through)}"
    return words


def tidied(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Leave out repetitions, and tell `to` and `from` of the same thing in one breath."""
    told: dict[Evidence, None] = {}
    for fact in _lacks_together(evidence):
        opposite = Evidence(fact.message.replace(" from any ", " to any "), fact.location)
        if opposite != fact and opposite in told:
            message = fact.message.replace(" from any ", " to or from any ")
            both = Evidence(message, fact.location)
            told = {both if other == opposite else other: None for other in told}
        elif not any(_says_more(other, fact) for other in told):
            told = {other: None for other in told if not _says_more(fact, other)}
            told[fact] = None
    return tuple(told)


def _lacks_together(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Say in one breath what one value lacks: `is [], without audit or error`."""
    facts: dict[tuple[str, Location], list[str]] = {}
    for fact in evidence:
        head, lacking, lacked = fact.message.partition(LACKING)
        words = facts.setdefault((head + lacking, fact.location), [])
        if lacked not in words:
            words.append(lacked)
    return [
        Evidence(head + listed(lacked, last="or"), location)
        for (head, location), lacked in facts.items()
    ]


def _says_more(one: Evidence, other: Evidence) -> bool:
    """Tell whether one fact says what another does, and what was expected besides."""
    return one.location == other.location and one.message.startswith(
        tuple(other.message + more for more in _MORE)
    )
