"""Frameworks of controls: what auditors ask, in their own ids, apart from the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from archlint.architecture.parsing import parse
from archlint.architecture.shape import Shape
from archlint.architecture.tree import Entry, Tree, describe, is_nothing
from archlint.architecture.tree import Mapping as TreeMapping
from archlint.source import Location, Problems, SourceError
from archlint.text import lookalike, quote, suggestion

VENDOR = "vendor"
THIRD_PARTY = "third-party"
_ID = re.compile(r"[a-z](?:[a-z0-9.-]*[a-z0-9])?\Z")
_FRAMEWORK = Shape(
    "a framework",
    required=("framework", "title", "version", "publisher", "source", "mapping", "controls"),
    optional=("remark",),
)
_CONTROL = Shape("a control", optional=("title", "source", "not_expressible"))


@dataclass(frozen=True, slots=True)
class Control:
    """One thing that a framework asks for.

    Attributes:
        id: What the framework calls it, such as `RDS.46` or `164.312(a)(1)`.
        title: What it asks, in the words of its source; empty where no source was read.
        source: Where the title was read; may be empty.
        not_expressible: Why a model at this level cannot say whether it holds; empty where it can.
        location: Where it is listed.
    """

    id: str
    title: str
    source: str
    not_expressible: str
    location: Location


@dataclass(frozen=True, slots=True)
class Framework:
    """A list of controls that rules can be evidence for.

    Attributes:
        id: What rules and the command line call it.
        title: Its full name.
        version: Its version, or the date on which its list was read.
        publisher: Who publishes it.
        source: Where its list of controls, and what checks them, was read.
        mapping: Who says which check belongs to which control: the `vendor` whose services are
            checked, or a `third-party`.
        remark: What to know of that mapping; never empty for a third party's.
        controls: The controls that are spoken of, by id.
        location: Where it is defined.
    """

    id: str
    title: str
    version: str
    publisher: str
    source: str
    mapping: str
    remark: str
    controls: Mapping[str, Control]
    location: Location


def read_frameworks(files: Iterable[tuple[str, str]]) -> tuple[Framework, ...]:
    """Read files, one framework each.

    Args:
        files: Pairs of path and text.

    Returns:
        The frameworks, by id.

    Raises:
        SourceError: With every problem of every file.
    """
    problems = Problems()
    found: dict[str, Framework] = {}
    for path, text in sorted(files):
        try:
            framework = _framework(parse(text, path, problems), problems)
        except SourceError as error:
            problems.extend(error.problems)
            continue
        if framework is None:
            continue
        first = found.setdefault(framework.id, framework)
        if first is not framework:
            problems.add(
                f"the framework {quote(framework.id)} is defined twice: here and at "
                f"{first.location}",
                framework.location,
                "give one of them another id",
            )
    problems.raise_if_any()
    return tuple(found[name] for name in sorted(found))


def named_frameworks(name: str, frameworks: Iterable[Framework]) -> tuple[Framework, ...]:
    """Return the framework of that id, else those whose ids begin with it: `hipaa`, `cis-aws`."""
    known = tuple(frameworks)
    exact = tuple(framework for framework in known if framework.id == name)
    return exact or tuple(one for one in known if name and one.id.startswith(f"{name}-"))


def _framework(tree: Tree, problems: Problems) -> Framework | None:
    if isinstance(tree, TreeMapping) and "id" in tree.entries and "framework" not in tree.entries:
        problems.add(
            "this is a rule where a framework of controls should be",
            tree.location,
            "put the file into a folder that is not called frameworks",
        )
        return None
    fields = _FRAMEWORK.read(tree, problems)
    if fields is None:
        return None
    name, mapping = fields.text("framework"), fields.text("mapping", VENDOR)
    remark = _prose(fields.text("remark"))
    if "framework" in fields.tree.entries and not _ID.match(name):
        problems.add(
            f"{quote(name)} cannot be a framework's id: those have small letters, digits, '.' and "
            "'-', begin with a letter and end with a letter or digit",
            fields.at("framework"),
            lookalike(name) or "choose another, such as 'pci-dss-4.0.1'",
        )
    if mapping not in (VENDOR, THIRD_PARTY):
        problems.add(
            f"{quote(mapping)} is no kind of mapping",
            fields.at("mapping"),
            suggestion(mapping, (VENDOR, THIRD_PARTY)) or f"write {VENDOR} or {THIRD_PARTY}",
        )
    elif mapping == THIRD_PARTY and not remark:
        problems.add(
            "a third party's mapping needs 'remark'",
            fields.at("mapping"),
            "add 'remark:', whose mapping it is and what it cannot prove",
        )
    return Framework(
        id=name,
        title=_prose(fields.text("title")),
        version=fields.text("version"),
        publisher=_prose(fields.text("publisher")),
        source=_prose(fields.text("source")),
        mapping=mapping,
        remark=remark,
        controls=_controls(fields.get("controls"), problems),
        location=fields.at("framework"),
    )


def _controls(tree: Tree | None, problems: Problems) -> Mapping[str, Control]:
    if tree is None:
        return MappingProxyType({})
    if not isinstance(tree, TreeMapping) or not tree.entries:
        problems.add(
            f"'controls' needs controls by id, found {describe(tree)}",
            tree.location,
            "write 'RDS.46: {title: ..., source: ...}' under it",
        )
        return MappingProxyType({})
    controls = (_control(entry, problems) for entry in tree)
    return MappingProxyType({control.id: control for control in controls})


def _control(entry: Entry, problems: Problems) -> Control:
    nothing = Control(entry.key, "", "", "", entry.key_location)
    if is_nothing(entry.value):
        return nothing
    fields = _CONTROL.read(entry.value, problems)
    if fields is None:
        return nothing
    reason = _prose(fields.text("not_expressible"))
    if "not_expressible" in fields.tree.entries and not reason:
        problems.add(
            f"'not_expressible' of the control {quote(entry.key)} gives no reason",
            fields.at("not_expressible"),
            "write why a model cannot say whether it holds",
        )
    return Control(
        id=entry.key,
        title=_prose(fields.text("title")),
        source=_prose(fields.text("source")),
        not_expressible=reason,
        location=entry.key_location,
    )


def _prose(text: str) -> str:
    return " ".join(text.split())
