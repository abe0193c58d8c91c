"""The versions of archlint that a project may be checked with."""

from __future__ import annotations

from archlint.config.values import Located, Settings
from archlint.source import Problem, Problems, SourceError
from archlint.text import quote

_LONGEST = 200


def check_specifier(required: Located, problems: Problems) -> bool:
    """Tell whether a text is a version specifier (PEP 440), and report it when it is none."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # late: few projects need it

    try:
        if len(required.text) <= _LONGEST:
            SpecifierSet(required.text)
            return True
    except InvalidSpecifier:
        pass
    message = f"{quote(required.text)} is no version specifier"
    problems.add(message, required.location, 'write required-version = ">=0.1"')
    return False


def check_version(settings: Settings, version: str) -> None:
    """Refuse to work with a version of archlint that the project does not allow.

    Args:
        settings: The project's settings.
        version: This archlint's version.

    Raises:
        SourceError: If `required-version` does not allow it.
    """
    required = settings.required_version
    if required is None:
        return
    from packaging.specifiers import SpecifierSet

    if not SpecifierSet(required.text).contains(version, prereleases=True):
        message = f"the project requires archlint {quote(required.text)}, and this is {version}"
        hint = f"install a version that is allowed: pip install {quote('archlint' + required.text)}"
        raise SourceError([Problem(message, required.location, hint)])
