"""The settings of a project as values, each with the place where it is stated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from archlint.finding import Severity
from archlint.source import Location


class Located(NamedTuple):
    """A text and where the configuration states it; `None` stands for the command line."""

    text: str
    location: Location | None = None


class Chosen(NamedTuple):
    """A severity and where the configuration states it; `None` stands for the command line."""

    severity: Severity
    location: Location | None = None


class GivenValue(NamedTuple):
    """The value of a rule's parameter, an atom or a list of atoms, and where it is stated."""

    value: Any
    location: Location


class Ignored(NamedTuple):
    """A word whose rules are left out, why, and where that is stated."""

    word: str
    reason: str
    location: Location | None = None


def _no_parameters() -> Mapping[str, Mapping[str, GivenValue]]:
    return MappingProxyType({})


def _none() -> Mapping[str, Chosen]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Severities:
    """Severities that replace those of rules; the nearest wins: rule, tag, pack.

    Attributes:
        rules: By a rule's id.
        tags: By a tag; of several that a rule bears, the strongest severity wins.
        packs: By a pack.
    """

    rules: Mapping[str, Chosen] = field(default_factory=_none)
    tags: Mapping[str, Chosen] = field(default_factory=_none)
    packs: Mapping[str, Chosen] = field(default_factory=_none)

    def tables(self) -> tuple[tuple[str, Mapping[str, Chosen]], ...]:
        """Return each table by the name that it has in the file."""
        return (("rules", self.rules), ("tags", self.tags), ("packs", self.packs))


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project settles for every run; the defaults are those of a project without a file.

    Attributes:
        models: Models to work on when none is named; none stands for the usual place.
        types: Files and folders of the project's own node types.
        rules: Files and folders of the project's own rules.
        packs: The packs to use; `None` stands for all.
        select: Words of the rules to keep; none keeps all.
        narrowed: Words of the rules to keep among those: the command line narrows what is selected.
        ignore: Words of the rules to leave out.
        severities: Severities that replace those of rules.
        parameters: Values of rules' parameters, by rule and name.
        stated_fail_on: The least severity that fails, if it is stated.
        baseline: The file of findings that the project began with, if it is stated.
        help_url: The address of the project's own pages on rules, with `{rule}` in it.
        required_version: A specifier (PEP 440) of the versions of archlint that may be used.
        path: The file that they were read from, as messages call it; empty for the defaults.

    Paths that the configuration states are relative to the project's root; those of the command
    line (without a location) to the working directory.
    """

    models: tuple[Located, ...] = ()
    types: tuple[Located, ...] = ()
    rules: tuple[Located, ...] = ()
    packs: tuple[Located, ...] | None = None
    select: tuple[Located, ...] = ()
    narrowed: tuple[Located, ...] = ()
    ignore: tuple[Ignored, ...] = ()
    severities: Severities = field(default_factory=Severities)
    parameters: Mapping[str, Mapping[str, GivenValue]] = field(default_factory=_no_parameters)
    stated_fail_on: Chosen | None = None
    baseline: Located | None = None
    help_url: Located | None = None
    required_version: Located | None = None
    path: str = ""

    @property
    def fail_on(self) -> Severity:
        """The least severity that fails."""
        return self.stated_fail_on.severity if self.stated_fail_on else Severity.ERROR
