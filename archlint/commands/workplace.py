"""Where a command works: the project's settings, with what the command line says on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from archlint.config import Settings, resolve
from archlint.edge.files import FileReader
from archlint.edge.places import DEFAULT_MODEL, working_directory
from archlint.edge.settings import Found, find_settings
from archlint.edge.sources import Extent
from archlint.errors import ArchlintError
from archlint.finding import Severity

if TYPE_CHECKING:
    from archlint.ruleset import Rule


class ProjectOptions(Protocol):
    """What the command line of every command may say of the project."""

    @property
    def config(self) -> str | None:
        """The configuration to read instead of the one that is found."""

    @property
    def types(self) -> tuple[str, ...]:
        """Files and folders of further node types."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """A project as one run sees it.

    Attributes:
        found: The configuration, and where it is.
        settings: The settings of this run.
        plugins: Modules of rules in Python, which the command line alone may name.
    """

    found: Found
    settings: Settings
    plugins: tuple[str, ...]

    @property
    def models(self) -> tuple[str, ...]:
        """The models to work on.

        Raises:
            SourceError: If the configuration names one that is not there, or if one that the
                command line does not name leads out of the project by a link.
        """
        return self.found.paths(self.settings.models) or (self.found.default(DEFAULT_MODEL),)

    @property
    def model(self) -> str:
        """The one model to work on.

        Raises:
            ArchlintError: If there are several, or the configuration names one that is not there.
        """
        first, *others = self.models
        if others:
            raise ArchlintError(
                "the configuration names several models, and this works on one",
                hint=f"name the one that is meant, such as {first}",
            )
        return first

    @property
    def baseline(self) -> str | None:
        """The file of findings that the project began with; it need not be there.

        Raises:
            SourceError: If the configuration states it, and it leads out of the project by a link.
        """
        stated = self.settings.baseline
        return None if stated is None else self.found.file(stated)

    def extent(self, environment: str | None = None) -> Extent:
        """Return what belongs to the project besides its models, and what is meant of those.

        Raises:
            SourceError: If the configuration names what is not there.
        """
        return Extent(
            root=self.found.root,
            types=self.found.paths(self.settings.types),
            rules=self.found.paths(self.settings.rules),
            plugins=self.plugins,
            environment=environment,
            parameters=self.settings.parameters,
        )

    def choose(self, rules: Sequence[Rule]) -> tuple[Rule, ...]:
        """Return the rules to use, as severe as the settings make them.

        Raises:
            ArchlintError: If a word means no rule, or if no rule is left: judging by nothing would
                look like a clean model.
        """
        from archlint.commands.judging import at_least_one
        from archlint.config.applying import apply_settings

        return at_least_one(apply_settings(self.settings, rules).rules)


def open_workplace(
    options: ProjectOptions,
    files: FileReader,
    *,
    models: Sequence[str] = (),
    fail_on: str | None = None,
) -> Workplace:
    """Find the settings of the project, and lay the command line over them.

    Args:
        options: What the command line says of the project.
        files: What reads, and remembers for messages.
        models: The models that the command line names.
        fail_on: The least severity that fails, if the command line says it.

    Raises:
        ArchlintError: If the configuration cannot be used, or there is no working directory.
    """
    found = find_settings(files, working_directory(), explicit=options.config)
    settings = resolve(
        found.settings,
        models=models,
        types=options.types,
        rules=getattr(options, "rules", ()),
        select=getattr(options, "select", ()),
        ignore=getattr(options, "ignore", ()),
        baseline=getattr(options, "baseline", None),
        fail_on=None if fail_on is None else Severity(fail_on),
    )
    return Workplace(found, settings, getattr(options, "plugins", ()))
