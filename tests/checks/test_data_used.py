"""Data assets, and who stores or carries them."""

from __future__ import annotations

import pytest

from archlint.checks import data_used

MODEL = """\
data: {orders: {}, prices: {}}
nodes: {app: {type: generic.service}, db: {type: generic.database, stores: STORES}}
connections: [app -> db: {carries: CARRIES}]
open: OPEN
"""


@pytest.mark.parametrize(
    ("stores", "carries", "listed", "expected"),
    [
        ("[orders]", "[prices]", "[]", ([], [], 2)),
        ("[orders, prices]", "[]", "[]", ([], [], 2)),
        ("[]", "[orders]", "[]", (["prices"], [], 1)),
        ("null", "null", "[]", (["orders", "prices"], [], 0)),
        # What is not enumerated may hold it, if it holds data at all.
        ("[]", "[orders]", "[aws.s3]", ([], ["prices"], 1)),
        ("[]", "[orders]", "[aws.analytics.Athena]", ([], ["prices"], 1)),
        ("[]", "[orders]", "[aws.waf]", (["prices"], [], 1)),
    ],
)
def test_data_is_somewhere(outcomes, stores, carries, listed, expected):
    text = MODEL.replace("STORES", stores).replace("CARRIES", carries).replace("OPEN", listed)
    assert outcomes(data_used, text) == expected
