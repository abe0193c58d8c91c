"""What holds for every test."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _no_result_of_another_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep results where no other run finds them, nor this one those of the user."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARCHLINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield
