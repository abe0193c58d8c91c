"""One connection as a line of a table, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from archlint.architecture.values import Connection
from archlint.pages.atlas import Atlas
from archlint.pages.facts import Fact, claims
from archlint.pages.markdown import Link

# Protocols that settle the question by their own definition. The rule restricted-data-encrypted
# goes by the same two lists.
_ENCRYPTED_PROTOCOLS = frozenset(["https", "ldaps", "mtls", "sftp", "smtps", "ssh", "tls", "wss"])
_CLEAR_PROTOCOLS = frozenset(["ftp", "http", "ldap", "smtp", "telnet", "ws"])


class Protection(StrEnum):
    """What the model says of a connection's encryption in transit, worst first."""

    CLEAR = "not encrypted"
    CLEAR_PROTOCOL = "not encrypted by its protocol"
    UNSTATED = "not stated"
    ENCRYPTED_PROTOCOL = "encrypted by its protocol"
    ENCRYPTED = "encrypted"


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    """One connection, or several that differ by their source alone.

    Attributes:
        sources: Where it comes from.
        target: Where it goes.
        id: What tells it from parallel ones; may be empty.
        purpose: Its label and description; may be empty.
        kind: `traffic` or `uses`.
        protocol: Protocol and port as far as stated; may be empty.
        protection: Its encryption in transit.
        data: What it carries, as far as stated.
        data_stated: Whether the model says what it carries, be it nothing.
        leaves: The boundaries that it leaves.
        enters: The boundaries that it enters.
        claims: Its free-form facts.
    """

    sources: tuple[Link, ...]
    target: Link
    id: str
    purpose: str
    kind: str
    protocol: str
    protection: Protection
    data: tuple[Link, ...]
    data_stated: bool
    leaves: tuple[Link, ...]
    enters: tuple[Link, ...]
    claims: tuple[Fact, ...]


def connection_row(connection: Connection, atlas: Atlas) -> ConnectionRow:
    """Put a connection into words, as the model writes it."""
    return hop_row(connection, atlas, source=connection.source, target=connection.target)


def hop_row(connection: Connection, atlas: Atlas, *, source: str, target: str) -> ConnectionRow:
    """Put a connection into words as it holds between two nodes.

    Args:
        connection: The connection; it may end at boundaries around the nodes.
        atlas: The model.
        source: The id of the node that it leaves here.
        target: The id of the node that it enters here.
    """
    before, after = atlas.zone_of(source), atlas.zone_of(target)
    return ConnectionRow(
        sources=(atlas.link(source),),
        target=atlas.link(target),
        id=connection.text("id"),
        purpose=_purpose(connection),
        kind=connection.kind,
        protocol=protocol(connection),
        protection=protection(connection),
        data=tuple(atlas.data_link(asset) for asset in connection.texts("carries")),
        data_stated="carries" in connection.stated,
        leaves=atlas.links(before - after),
        enters=atlas.links(after - before),
        claims=claims(connection.stated, atlas),
    )


def merged(rows: Iterable[ConnectionRow]) -> tuple[ConnectionRow, ...]:
    """Put connections that differ by their source and its boundaries alone into one row."""
    sources: dict[ConnectionRow, list[Link]] = {}
    for row in rows:
        alike = replace(row, sources=(), leaves=(), enters=())
        sources.setdefault(alike, []).extend(row.sources)
    return tuple(replace(row, sources=tuple(found)) for row, found in sources.items())


def _purpose(connection: Connection) -> str:
    words = (connection.text("label"), connection.text("description"))
    return ": ".join(filter(None, words))


def protocol(connection: Connection) -> str:
    """Return protocol and port as far as they are stated."""
    port = connection.text("port")
    return ", ".join(filter(None, (connection.text("protocol"), port and f"port {port}")))


def protection(connection: Connection) -> Protection:
    """Return what the model says of the encryption; what it states outweighs the protocol."""
    encrypted = connection.plain("encrypted")
    if encrypted is not None:
        return Protection.ENCRYPTED if encrypted else Protection.CLEAR
    spoken = connection.text("protocol").casefold()
    if spoken in _CLEAR_PROTOCOLS:
        return Protection.CLEAR_PROTOCOL
    return Protection.ENCRYPTED_PROTOCOL if spoken in _ENCRYPTED_PROTOCOLS else Protection.UNSTATED
