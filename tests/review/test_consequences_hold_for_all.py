"""What holds of the consequences between any two models."""

from hypothesis import HealthCheck, given, settings

from ..ruleset import generating as make  # noqa: TID252 - tests are no installed package
from .following import consequences, difference_of, following, graph_of

quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def reached(found, kind):
    """Give what traffic reaches or no longer does; what an end has become has no way back."""
    return {
        (one.subject, one.path[0].source, len(one.path) == 1, len(one.path))
        for one in found
        if one.kind == kind and one.path and " now, and " not in one.message
    }


@quick
@given(make.models())
def test_nothing_follows_from_a_model_to_itself(model):
    assert following(model, model) == ()


@quick
@given(make.models(), make.models())
def test_back_what_came_into_reach_goes_out_of_reach(base, head):
    forth, back = following(base, head), following(head, base)
    for one, other in (
        ("datastore-reachable", "datastore-no-longer-reachable"),
        ("datastore-no-longer-reachable", "datastore-reachable"),
    ):
        assert reached(forth, one) == reached(back, other)


@quick
@given(make.models(), make.models())
def test_the_same_two_models_have_the_same_consequences(base, head):
    before, after = graph_of(base), graph_of(head)
    difference = difference_of(before, after)
    first = consequences(before, after, difference)
    assert first == following(base, head)
    risks = [one.risk for one in first]
    assert risks == sorted(risks, key=["raised", "neutral", "lowered"].index)


@quick
@given(make.models())
def test_nothing_follows_from_giving_every_node_another_id(model):
    base = graph_of(model)
    renamed = {name: f"new-{name}" for name in base.nodes}
    assert following(model, make_renamed(model, renamed), renamed) == ()


def make_renamed(value, renamed):
    """Rename nodes wherever plain data names them."""
    if isinstance(value, dict):
        return {renamed.get(key, key): make_renamed(item, renamed) for key, item in value.items()}
    if isinstance(value, list):
        return [make_renamed(item, renamed) for item in value]
    return renamed.get(value, value) if isinstance(value, str) else value
