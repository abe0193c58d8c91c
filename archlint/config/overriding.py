"""What the command line says wins over what the configuration says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archlint.config.values import Chosen, Ignored, Located, Settings
from archlint.finding import Severity

BY_COMMAND_LINE = "ignored on the command line"


def resolve(
    settings: Settings,
    *,
    models: Sequence[str] = (),
    types: Sequence[str] = (),
    rules: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    fail_on: Severity | None = None,
    baseline: str | None = None,
) -> Settings:
    """Return the settings of one run; what comes from the command line has no location.

    Args:
        settings: What the configuration says.
        models: Models that replace those of the configuration.
        types: Files and folders of further node types.
        rules: Files and folders of further rules.
        select: Words that narrow what the configuration selects.
        ignore: Words of further rules to leave out.
        fail_on: The least severity that fails, instead of the configuration's.
        baseline: A baseline that replaces that of the configuration.
    """
    return replace(
        settings,
        models=_located(models) or settings.models,
        types=(*settings.types, *_located(types)),
        rules=(*settings.rules, *_located(rules)),
        narrowed=(*settings.narrowed, *_located(select)),
        ignore=(*settings.ignore, *(Ignored(word, BY_COMMAND_LINE) for word in ignore)),
        stated_fail_on=Chosen(fail_on) if fail_on is not None else settings.stated_fail_on,
        baseline=Located(baseline) if baseline is not None else settings.baseline,
    )


def _located(texts: Sequence[str]) -> tuple[Located, ...]:
    return tuple(Located(text) for text in dict.fromkeys(texts))
