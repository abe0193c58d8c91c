"""The steps of a path, picked from the evidence of a finding about it."""

from __future__ import annotations

import re
from itertools import pairwise

from archlint.finding import Evidence, Finding, SubjectKind

_ID = r"[a-z](?:[a-z0-9_-]*[a-z0-9])?"
_HOP = re.compile(
    rf"(?P<source>{_ID}) -> (?P<target>{_ID})(?: \(by .*\))?"
    rf"|'(?P<referrer>{_ID})' refers to '(?P<referred>{_ID})' \(.*\)"
)
_EDGE = re.compile(rf"(?<![\w-])(?P<source>{_ID}) -> (?P<target>{_ID})(?![\w-])")
_NODE = re.compile(rf"'({_ID})'")


def steps(finding: Finding) -> tuple[Evidence, ...]:
    """Return the hops of a path in its order, each followed by what is to say of it.

    A fact about a hop stands after it, one about a node after the hop that leads there, and one
    about the path's start after the first hop. Facts about anything else are left out.

    Returns:
        Nothing if the finding is not about a path, or its evidence does not lead from one end to
        the other.
    """
    if finding.subject.kind is not SubjectKind.PATH:
        return ()
    source, _, target = finding.subject.id.partition("->")
    hops = _hops(finding.evidence, source, target)
    told = [[fact] for fact in hops]
    visited = [source, *(_ends(fact)[1] for fact in hops)]
    for fact in finding.evidence:
        if fact not in hops:
            at = _position(fact, visited)
            if at is not None:
                told[at].append(fact)
    return tuple(fact for group in told for fact in group)


def way(finding: Finding) -> tuple[str, ...]:
    """Return the nodes that a finding's path leads through, its ends included, or nothing."""
    if finding.subject.kind is not SubjectKind.PATH:
        return ()
    source, _, target = finding.subject.id.partition("->")
    hops = _hops(finding.evidence, source, target)
    return (source, *(_ends(fact)[1] for fact in hops)) if hops else ()


def _hops(evidence: tuple[Evidence, ...], source: str, target: str) -> tuple[Evidence, ...]:
    """Return the facts that lead from one end to the other; facts between may be edges, too."""
    ways: dict[str, tuple[Evidence, ...]] = {source: ()}
    for fact in evidence:
        start, end = _ends(fact)
        if start in ways and end == target:
            return (*ways[start], fact)
        if start in ways and end not in ways:
            ways[end] = (*ways[start], fact)
    return ()


def _ends(fact: Evidence) -> tuple[str, str]:
    """Return the nodes that a fact says traffic goes between; two empty ones for other facts."""
    hop = _HOP.fullmatch(fact.message)
    if hop is None:
        return "", ""
    return hop["source"] or hop["referrer"], hop["target"] or hop["referred"]


def _position(fact: Evidence, visited: list[str]) -> int | None:
    """Return after which hop a fact belongs: the one that it names, or that leads to its node."""
    pairs = list(pairwise(visited))
    for edge in _EDGE.finditer(fact.message):
        if (edge["source"], edge["target"]) in pairs:
            return pairs.index((edge["source"], edge["target"]))
    node = _NODE.search(fact.message)
    if node is None or node[1] not in visited:
        return None
    return max(visited.index(node[1]) - 1, 0)
