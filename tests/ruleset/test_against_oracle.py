"""The engine and a second, naive evaluator of the same language agree on random rules."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings

from archlint.ruleset import judging
from archlint.source import SourceError

from . import generating as make
from .oracle import Types, World

settings.register_profile(
    "rules",
    max_examples=100,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
# Conditions that no type can pass at once: "aws.rds with access public" is refused, rightly.
REFUSED = ("no type that this pattern may mean has", "is not a property of")
# From how many members on what a group shares is worked out: these models are small.
GROUPS = (judging.WORTH_KNOWING, 1)
agreement = settings.get_profile("rules")


@pytest.fixture(scope="module")
def agree(type_texts, judge):
    types = Types(type_texts, make.FROM_INDEX)

    def compare(model, rule):
        told = [outcomes(model, rule, worth) for worth in GROUPS]
        expected = World(model, types).judge(rule)
        satisfied = [subject for subject, outcome in expected.items() if outcome == "satisfied"]
        for result, found in told:
            assert found == {s: o for s, o in expected.items() if o != "satisfied"}
            assert result.satisfied == len(satisfied)
            assert result.violated + result.unknown == len(found)

    def outcomes(model, rule, worth):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(judging, "WORTH_KNOWING", worth)
            try:
                report = judge(rule, model)
            except SourceError as error:
                if all(any(w in problem.message for w in REFUSED) for problem in error.problems):
                    reject()
                raise
            (result,) = report.results
            return result, {
                **{finding.subject.id: "violated" for finding in report.findings},
                **{finding.subject.id: "unknown" for finding in report.unknown()},
            }

    return compare


@given(model=make.models(most_connections=0), rule=make.rules(make.plain_nodes))
@agreement
def test_words_and_properties(agree, model, rule):
    agree(model, rule)


@given(model=make.property_models(), rule=make.property_rules())
@agreement
def test_one_property(agree, model, rule):
    agree(model, rule)


@given(model=make.models(most_connections=0), rule=make.rules(make.combined(make.placements)))
@agreement
def test_placement(agree, model, rule):
    agree(model, rule)


@given(model=make.models(), rule=make.rules(make.combined(make.links)))
@agreement
def test_connections_and_references_of_nodes(agree, model, rule):
    agree(model, rule)


@given(
    model=make.traffic_models(),
    rule=make.rules(make.paths, make.anything | make.simple_targets | make.plain_nodes),
)
@agreement
def test_paths(agree, model, rule):
    agree(model, rule)


@given(model=make.traffic_models(), rule=make.rules(make.combined(make.paths)))
@agreement
def test_combined_paths(agree, model, rule):
    agree(model, rule)


@given(model=make.models(most_connections=0), rule=make.rules(make.combined(make.stores)))
@agreement
def test_data_that_nodes_store(agree, model, rule):
    agree(model, rule)


@given(model=make.models(), rule=make.connection_rules())
@agreement
def test_connections(agree, model, rule):
    agree(model, rule)


@given(model=make.models(), rule=make.model_rules())
@agreement
def test_models(agree, model, rule):
    agree(model, rule)


@given(
    model=make.models(),
    rule=make.rules(make.combined(make.node_patterns | make.deep_relations)),
)
@agreement
def test_everything_nested(agree, model, rule):
    agree(model, rule)
