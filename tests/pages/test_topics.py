"""Availability and monitoring know the catalogue's properties that speak of them."""

from __future__ import annotations

import re

from archlint.architecture.catalogue import Catalogue
from archlint.pages import availability, monitoring
from archlint.pages.topics import Topic

AVAILABILITY = "backup|snapshot|failover|replica|multi_az|scal|health|recover|versioning|desired_"
MONITORING = "log|monitor|metric|alarm|tracing|health"


def missing(catalogue: Catalogue, topics: tuple[Topic, ...], words: str) -> set[str]:
    known = {name for topic in topics for name in topic.properties}
    named = {name for kind in catalogue.types.values() for name in kind.properties}
    return {name for name in named - known if re.search(rf"(?:^|_)(?:{words})", name)}


def test_every_property_that_speaks_of_availability_is_under_a_topic(catalogue: Catalogue) -> None:
    assert missing(catalogue, availability.TOPICS, AVAILABILITY) == set()


def test_every_property_that_speaks_of_monitoring_is_under_a_topic(catalogue: Catalogue) -> None:
    assert missing(catalogue, monitoring.TOPICS, MONITORING) == set()


def test_a_property_stands_under_one_topic_of_a_page() -> None:
    for topics in (availability.TOPICS, monitoring.TOPICS):
        names = [name for topic in topics for name in topic.properties]
        assert len(names) == len(set(names))
