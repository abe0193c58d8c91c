"""A property that `applies_to` asks for narrows the types that `require` may mean."""

from __future__ import annotations

import pytest

from archlint.source import SourceError

HAVING = {"any": [{"multi_az": {"stated": True}}, {"multi_az": {"stated": False}}]}


@pytest.mark.parametrize(
    "where",
    [HAVING, {"kind": "database", **HAVING}, {"all": [{"kind": "database"}, HAVING]}],
    ids=["alone", "beside a kind", "in all"],
)
def test_every_type_that_has_it_is_meant_and_no_other(judge, where):
    model = """\
nodes:
  a: {type: aws.rds, multi_az: true}
  b: {type: aws.aurora, multi_az: false}
  c: {type: aws.redshift}
  d: {type: aws.dynamodb}
"""
    report = judge({"applies_to": where, "require": {"multi_az": True}}, model)
    assert [finding.subject.id for finding in report.satisfied()] == ["a"]
    assert [finding.subject.id for finding in report.findings] == ["b"]
    assert [finding.subject.id for finding in report.unknown()] == ["c"]


def test_one_of_several_properties_is_not_enough(read_rule):
    where = {"any": [{"multi_az": {"stated": True}}, {"zone_redundant": {"stated": True}}]}
    with pytest.raises(SourceError, match="'multi_az' is not a property of"):
        read_rule({"applies_to": where, "require": {"multi_az": True}})


@pytest.mark.parametrize("where", [{"not": {"multi_az": True}}, {"description": "x"}])
def test_what_other_types_may_have_or_lack_narrows_nothing(read_rule, where):
    with pytest.raises(SourceError, match="'multi_az' is not a property of"):
        read_rule({"applies_to": where, "require": {"multi_az": True}})
