"""What the tests of the configuration share: reading a text, and what it was refused for."""

import pytest

from archlint.config import read_settings
from archlint.source import SourceError


@pytest.fixture(scope="session")
def read():
    def settings_of(text, **options):
        settings = read_settings(text, "archlint.toml", **options)
        assert settings is not None
        return settings

    return settings_of


@pytest.fixture(scope="session")
def refusal(read):
    """Return each problem as `line:column: message | hint`."""

    def problems_of(text, **options):
        with pytest.raises(SourceError) as caught:
            read(text, **options)
        return [
            f"{p.location.line}:{p.location.column}: {p.message} | {p.hint}"
            for p in caught.value.problems
        ]

    return problems_of
