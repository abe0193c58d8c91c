"""The page of monitoring and logging: who watches, who is watched, and who is not."""

from __future__ import annotations

from dataclasses import dataclass

from archlint.architecture.values import Node
from archlint.graph import Edge
from archlint.pages.atlas import Atlas
from archlint.pages.markdown import Link
from archlint.pages.topics import Quote, Topic, TopicView, quotes, topic_views

TOPICS = (
    Topic(
        "Health checks",
        frozenset({"enhanced_health", "health_check", "health_checks", "health_check_type"}),
    ),
    Topic(
        "Logs",
        frozenset({"access_logs", "access_logging", "audit_logs", "flow_logs", "log_exports"})
        | frozenset({"log_destination", "log_retention_days", "logging", "logs", "query_logging"})
        | frozenset({"log_file_validation", "retention_days", "multi_region_trail"})
        | frozenset({"audit_logging", "delivery_logging", "exec_logging", "execution_logging"})
        | frozenset({"log_group", "log_streaming", "session_logging"}),
    ),
    Topic(
        "Metrics, traces and alarms",
        frozenset(
            {
                "alarm_actions",
                "alarms",
                "container_insights",
                "detailed_monitoring",
                "enhanced_monitoring",
            }
        )
        | frozenset({"metrics", "monitoring", "notifications", "performance_insights", "tracing"}),
    ),
)
# The model's own words are quoted where a word begins with one of these.
_WORDS = ("alarm", "alert", "health check", "logging", "logs", "metric", "monitor", "notif")
# These run nothing that could be watched.
_NOTHING_TO_WATCH = frozenset(
    {"monitoring", "logging", "audit_log", "threat_detection", "identity", "template"}
) | frozenset({"security_group", "network_acl", "route_table", "subnet_group", "address_list"})


@dataclass(frozen=True, slots=True)
class Source:
    """What a monitoring component gets, and from whom.

    Attributes:
        what: The label of the connections; may be empty.
        property: The property of the senders that names the monitoring; empty for connections.
        senders: Who sends it.
    """

    what: str
    property: str
    senders: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Monitor:
    """A component that watches others."""

    link: Link
    description: str
    responsibilities: tuple[str, ...]
    sources: tuple[Source, ...]
    reads: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MonitoringView:
    """Everything on the page.

    Attributes:
        monitors: The components of kind monitoring.
        unwatched: The components that neither send to one nor are read by one.
        topics: Properties that speak of monitoring.
        quotes: The model's own words on it, except those of the monitors.
    """

    monitors: tuple[Monitor, ...]
    unwatched: tuple[Link, ...]
    topics: tuple[TopicView, ...]
    quotes: tuple[Quote, ...]


def monitoring_view(atlas: Atlas) -> MonitoringView:
    """Collect what the model says on monitoring."""
    monitors = atlas.of_kind("monitoring")
    links = {atlas.link(node.id) for node in monitors}
    watched = {
        end
        for node in monitors
        for edge in (*atlas.graph.edges_to(node.id), *atlas.graph.edges_from(node.id))
        for end in (edge.source, edge.target)
    }
    return MonitoringView(
        monitors=tuple(_monitor(node, atlas) for node in monitors),
        unwatched=tuple(
            atlas.link(node.id)
            for node in atlas.components
            if node.id not in watched and not node.type.kinds & _NOTHING_TO_WATCH
        ),
        topics=topic_views(TOPICS, atlas),
        quotes=tuple(quote for quote in quotes(_WORDS, atlas) if quote.component not in links),
    )


def _monitor(node: Node, atlas: Atlas) -> Monitor:
    senders: dict[tuple[str, str], set[str]] = {}
    for edge in atlas.graph.edges_to(node.id):
        senders.setdefault((_label(edge), edge.property), set()).add(edge.source)
    return Monitor(
        link=atlas.link(node.id),
        description=node.text("description"),
        responsibilities=node.texts("responsibilities"),
        sources=tuple(
            Source(what, name, atlas.links(senders[what, name])) for what, name in sorted(senders)
        ),
        reads=atlas.links({edge.target for edge in atlas.graph.edges_from(node.id)}),
    )


def _label(edge: Edge) -> str:
    return "" if edge.connection is None else edge.connection.text("label")
