"""Fill templates that arrive as text; they may come from a stranger."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jinja2 import DictLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from archlint.errors import ArchlintError
from archlint.pages.markdown import (
    anchor,
    code,
    fenced,
    in_comment,
    in_diagram,
    joined,
    printed,
    with_links,
)
from archlint.ruleset.parameters import value_text
from archlint.text import plural

# What a template can do wrong once it runs; the values that it is given are ready by then.
_FAILURES = (TemplateError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
_BLANK_LINES = re.compile(r"\n{3,}")
_LINE_ENDS = re.compile(r"[ \t]+\n")


class Templates:
    """The templates of all pages.

    Args:
        sources: File name to Jinja2 source.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        """Set up the sandbox; nothing is compiled yet."""
        self._environment = ImmutableSandboxedEnvironment(
            loader=DictLoader(sources),
            undefined=StrictUndefined,
            finalize=_finalize,
            # What is printed is Markdown, not HTML; `printed` escapes it.
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            anchor=anchor,
            code=code,
            fenced=fenced,
            in_comment=in_comment,
            in_diagram=in_diagram,
            joined=joined,
            value=value_text,
            with_links=with_links,
        )
        self._environment.globals.clear()
        self._environment.globals.update(plural=plural)

    def fill(self, name: str, **values: object) -> str:
        """Fill one template.

        Returns:
            The page: no blank at the end of a line, no two blank lines in a row, one line feed at
            the end.

        Raises:
            ArchlintError: If there is no such template, or if it cannot be filled.
        """
        try:
            text = self._environment.get_template(name).render(**values)
        except TemplateNotFound as error:
            raise ArchlintError(
                f"there is no template '{error.name}'",
                hint="put it beside the other templates of the pages",
            ) from error
        except TemplateSyntaxError as error:
            raise ArchlintError(
                f"the template '{error.name}' has an error in line {error.lineno}: {error.message}",
                hint="correct the template",
            ) from error
        except _FAILURES as error:
            raise ArchlintError(
                f"the template '{name}' cannot be filled: {error}",
                hint="correct the template",
            ) from error
        return _BLANK_LINES.sub("\n\n", _LINE_ENDS.sub("\n", text)).strip("\n") + "\n"


def _finalize(value: object) -> object:
    # An undefined value complains by itself, with its name, once it is written.
    return value if isinstance(value, StrictUndefined) else printed(value)
