"""Data assets and what they say of themselves."""

from __future__ import annotations

import pytest

from archlint.checks import data_classified


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("{a: {classification: public}, b: {classification: restricted}}", ([], [], 2)),
        ("{a: {classification: public}, b: {tags: [phi]}}", (["b"], [], 1)),
        ("{a: {classification: null}}", (["a"], [], 0)),
        ("{}", ([], [], 0)),
    ],
)
def test_data_is_classified(outcomes, data, expected):
    assert outcomes(data_classified, f"data: {data}\n") == expected
