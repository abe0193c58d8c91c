"""Properties by what they speak of, whatever type has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archlint.architecture.values import Node
from archlint.pages.atlas import Atlas
from archlint.pages.facts import Fact, OpenFact, open_facts, stated_facts
from archlint.pages.markdown import Link


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and the properties that speak of it, by their name outside any mapping."""

    title: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A property of a component: stated, or open."""

    component: Link
    stated: Fact | None
    open: OpenFact | None


@dataclass(frozen=True, slots=True)
class TopicView:
    """What the model says on a topic, and where it could say something and does not."""

    title: str
    stated: tuple[TopicRow, ...]
    open: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the model on a topic, as written: a responsibility or, claimed, a free-form fact."""

    component: Link
    text: str
    claimed: bool


def topic_views(topics: tuple[Topic, ...], atlas: Atlas) -> tuple[TopicView, ...]:
    """Sort the properties of all nodes under topics."""
    stated = {topic.title: list[TopicRow]() for topic in topics}
    left_open = {topic.title: list[TopicRow]() for topic in topics}
    title_of = {name: topic.title for topic in topics for name in topic.properties}
    for node in atlas.model.nodes.values():
        link = atlas.link(node.id)
        for fact in stated_facts(node, atlas):
            if fact.name in title_of:
                stated[title_of[fact.name]].append(TopicRow(link, fact, None))
        for unstated in open_facts(node):
            title = title_of.get(unstated.name.partition(".")[0])
            if title is not None:
                left_open[title].append(TopicRow(link, None, unstated))
    return tuple(
        TopicView(topic.title, tuple(stated[topic.title]), tuple(left_open[topic.title]))
        for topic in topics
    )


def quotes(beginnings: tuple[str, ...], atlas: Atlas) -> tuple[Quote, ...]:
    """Return the responsibilities and free-form facts with a word that begins in a given way."""
    speaks = re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings))})", re.IGNORECASE)
    return tuple(
        Quote(atlas.link(node.id), text, claimed)
        for node in atlas.model.nodes.values()
        for text, claimed in _own_words(node)
        if speaks.search(text)
    )


def _own_words(node: Node) -> Iterator[tuple[str, bool]]:
    for text in node.texts("responsibilities"):
        yield text, False
    meta = node.plain("meta")
    if isinstance(meta, Mapping):
        yield from ((value, True) for value in meta.values() if isinstance(value, str))
