"""The page of high availability: what the model states on it, and what it leaves open."""

from __future__ import annotations

from dataclasses import dataclass

from archlint.architecture.values import Node
from archlint.graph import EdgeKind
from archlint.pages.atlas import Atlas
from archlint.pages.markdown import Link
from archlint.pages.topics import Quote, Topic, TopicView, quotes, topic_views

TOPICS = (
    Topic(
        "Standby and failover",
        frozenset({"automatic_failover", "failover", "multi_az", "multi_region"})
        | frozenset({"read_replicas", "replicas", "replication", "replication_factor"})
        | frozenset({"cross_region_replication", "origin_failover", "replicates_to", "standby"})
        | frozenset({"control_plane_replicas"})
        | frozenset({"high_availability", "multi_region_writes", "redundancy", "regional"})
        | frozenset({"disruption_budget", "topology_spread", "zone_redundant"}),
    ),
    Topic(
        "Scaling",
        frozenset({"auto_scaling", "desired_count", "instance_count", "node_count"})
        | frozenset({"min_size", "max_size", "min_count", "max_count", "desired_size"})
        | frozenset({"min_capacity", "max_capacity", "desired_capacity", "storage_auto_scaling"}),
    ),
    Topic(
        "Health checks",
        frozenset({"enhanced_health", "health_check", "health_checks", "health_check_type"})
        | frozenset({"liveness_probe", "readiness_probe"}),
    ),
    Topic(
        "Backup and recovery",
        frozenset({"automated_backups", "backup_retention_days", "backups", "backup_window"})
        | frozenset({"deletion_protection", "point_in_time_recovery", "versioning"})
        | frozenset({"snapshot_retention_days", "snapshot_retention_limit", "final_snapshot"})
        | frozenset({"copy_tags_to_snapshots", "cross_region_copy", "snapshots", "vault_lock"})
        | frozenset({"continuous_backup", "geo_redundant_backup", "purge_protection"})
        | frozenset({"immutable", "reclaim_policy", "soft_delete_retention_days"}),
    ),
    Topic("Balancing over zones", frozenset({"cross_zone", "cross_zone_load_balancing"})),
)
# The model's own words are quoted where a word begins with one of these.
_WORDS = ("availab", "backup", "demand", "failover", "fault", "health check", "load balanc")
_MORE_WORDS = ("multi-az", "recover", "redundan", "replica", "resilien", "scal")
_PLACED_KINDS = frozenset({"compute", "service", "datastore", "load_balancer"})


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """Over which subnets and zones a component is spread.

    Attributes:
        component: The component.
        subnets: The subnets that it stands in.
        zones: The zones that are stated of its place.
        silent: Its subnets whose zone is not stated.
    """

    component: Link
    subnets: tuple[Link, ...]
    zones: tuple[str, ...]
    silent: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Balancer:
    """A load balancer and where it sends traffic."""

    link: Link
    targets: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AvailabilityView:
    """Everything on the page."""

    topics: tuple[TopicView, ...]
    spread: tuple[SpreadRow, ...]
    no_subnet: tuple[Link, ...]
    balancers: tuple[Balancer, ...]
    quotes: tuple[Quote, ...]


def availability_view(atlas: Atlas) -> AvailabilityView:
    """Collect what the model says on redundancy."""
    placed = [node for node in atlas.components if node.type.kinds & _PLACED_KINDS]
    rows = [(node, _spread(node, atlas)) for node in placed]
    return AvailabilityView(
        topics=topic_views(TOPICS, atlas),
        spread=tuple(row for _, row in rows if row is not None),
        no_subnet=tuple(atlas.link(node.id) for node, row in rows if row is None),
        balancers=tuple(_balancer(node, atlas) for node in atlas.of_kind("load_balancer")),
        quotes=quotes(_WORDS + _MORE_WORDS, atlas),
    )


def _spread(node: Node, atlas: Atlas) -> SpreadRow | None:
    around = [atlas.model.nodes[boundary] for boundary in atlas.graph.ancestors(node.id)]
    subnets = [boundary.id for boundary in around if "subnet" in boundary.type.kinds]
    zones = {boundary.name for boundary in around if "zone" in boundary.type.kinds}
    if not subnets and not zones:
        return None
    silent = []
    for subnet in subnets:
        stated = atlas.model.nodes[subnet].text("zone")
        if stated:
            zones.add(stated)
        elif not _in_zone(subnet, atlas):
            silent.append(subnet)
    return SpreadRow(
        atlas.link(node.id), atlas.links(subnets), tuple(sorted(zones)), atlas.links(silent)
    )


def _in_zone(subnet: str, atlas: Atlas) -> bool:
    return any(
        "zone" in atlas.model.nodes[boundary].type.kinds
        for boundary in atlas.graph.ancestors(subnet)
    )


def _balancer(node: Node, atlas: Atlas) -> Balancer:
    targets = {
        edge.target for edge in atlas.graph.edges_from(node.id) if edge.kind is EdgeKind.TRAFFIC
    }
    return Balancer(atlas.link(node.id), atlas.links(targets))
