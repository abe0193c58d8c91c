"""What holds for the comparison of any two models."""

from __future__ import annotations

import json
import re
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archlint.review.comparing import compare
from archlint.review.values import ChangeKind, PartKind

from ..ruleset import generating  # noqa: TID252 - the tests are no package with a name

MODELS = generating.models()
NEW_IDS = {name: f"new-{name}" for name in generating.NAMES}
SWAPPED = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}

several = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def renamed(part, new_ids):
    """Write a model with other ids of nodes."""
    if isinstance(part, dict):
        return {new_ids.get(key, key): renamed(value, new_ids) for key, value in part.items()}
    if isinstance(part, list):
        return [renamed(item, new_ids) for item in part]
    return new_ids.get(part, part) if isinstance(part, str) else part


def shuffled(part, chance):
    """Write a model in another order, with connections in other words."""
    if isinstance(part, dict):
        keys = chance.sample(list(part), len(part))
        return {key: shuffled(part[key], chance) for key in keys}
    if isinstance(part, list):
        return [shuffled(item, chance) for item in chance.sample(part, len(part))]
    return part


@several
@given(model=MODELS, chance=st.randoms(use_true_random=False))
def test_another_order_is_no_difference(model_of, model, chance):
    other = model_of(shuffled(model, chance), "other.yaml")
    found = compare(model_of(model), other)
    assert (found.changes, found.ambiguous) == ((), ())


@several
@given(
    one=MODELS,
    other=MODELS,
    keep=generating.subsets(generating.NAMES, 7),
    of_other=st.booleans(),
)
def test_the_other_way_round_everything_is_the_other_way_round(
    model_of, one, other, keep, of_other
):
    new_ids = {old: new for old, new in NEW_IDS.items() if old not in keep}
    base, head = model_of(one), model_of(renamed(other if of_other else one, new_ids))
    there, back = compare(base, head), compare(head, base)
    assert {new: old for old, new in there.renamed.items()} == dict(back.renamed)
    assert Counter(as_seen(change, there.renamed) for change in there.changes) == Counter(
        turned(change) for change in back.changes
    )
    assert {(found.kind, found.removed, found.added) for found in there.ambiguous} == {
        (found.kind, found.added, found.removed) for found in back.ambiguous
    }


@several
@given(one=MODELS, other=MODELS, chance=st.randoms(use_true_random=False))
def test_the_order_of_the_files_makes_no_difference_to_what_is_told(model_of, one, other, chance):
    other = renamed(other, dict(list(NEW_IDS.items())[:3]))
    found = compare(model_of(one), model_of(other))
    again = compare(model_of(shuffled(one, chance)), model_of(shuffled(other, chance)))
    assert [told(change) for change in found.changes] == [told(change) for change in again.changes]
    assert found.ambiguous == again.ambiguous


def told(change):
    return (change.change, change.kind, change.id, change.name, change.matched_by)


def as_seen(change, new_ids):
    """Return a change, told by the id in the base."""
    old_ids = {new: old for old, new in new_ids.items()}
    name = change.id
    if change.change is not ChangeKind.ADDED:
        name = "->".join(old_ids.get(end, end) for end in change.id.partition("#")[0].split("->"))
    return (change.change, change.kind, name, *sides(change))


def turned(change):
    """Return a change as it is told the other way round."""
    before, after, fields = sides(change)
    back = Counter({(new, old): count for (old, new), count in dict(fields).items()})
    name = change.id
    if change.change is not ChangeKind.REMOVED:
        name = change.id.partition("#")[0]
    return (
        SWAPPED.get(change.change, change.change),
        change.kind,
        name,
        after,
        before,
        frozenset(back.items()),
    )


def sides(change):
    fields = Counter((written(field.before), written(field.after)) for field in change.fields)
    values = (None, None)
    if change.change is not ChangeKind.CHANGED:
        values = (written(change.before), written(change.after))
    return (*values, frozenset(fields.items()))


def written(fact):
    return "-" if fact is None else str(fact.value)


@several
@given(one=MODELS, other=MODELS, keep=generating.subsets(generating.NAMES, 7))
def test_every_field_that_differs_is_told_and_no_other(model_of, one, other, keep):
    away = {old: new for old, new in NEW_IDS.items() if old not in keep}
    base, head = model_of(one), model_of(renamed(other, away))
    found = compare(base, head)
    told_of = {
        (change.kind, change.id): {re.split(r"[.\[]", field.name)[0] for field in change.fields}
        for change in found.changes
        if change.change is ChangeKind.CHANGED
    }
    new_ids = {
        str(change.before.value): change.id
        for change in found.changes
        if change.change is ChangeKind.RENAMED
    }
    befores, afters = parts_of(base, new_ids), parts_of(head, {})
    for part in befores.keys() & afters.keys():
        expected = differing(befores[part], afters[part], new_ids)
        assert told_of.pop(part, set()) == expected
    assert {kind for kind, _ in told_of} <= {PartKind.MODEL}


def parts_of(model, new_ids):
    """Give nodes, data and connections by what they are, and their ids in the head."""

    def key(connection):
        ends, mark, own = connection.key.partition("#")
        called = "->".join(new_ids.get(end, end) for end in ends.split("->"))
        return new_ids.get(connection.key, called + mark + own)

    return {
        **{(PartKind.NODE, new_ids.get(name, name)): node for name, node in model.nodes.items()},
        **{(PartKind.DATA, new_ids.get(name, name)): asset for name, asset in model.data.items()},
        **{(PartKind.CONNECTION, key(one)): one for one in model.connections},
    }


def differing(before, after, new_ids):
    """Return the names of the fields that say something else, by what they look like."""
    fields = {
        name
        for name in before.stated.keys() | after.stated.keys()
        if seen(before.stated.get(name), new_ids) != seen(after.stated.get(name), {})
    }
    about = [
        name
        for name in ("type", "kind")
        if getattr(before, name, None) != getattr(after, name, None)
    ]
    return (fields - {"id", "kind"}) | set(about)


def seen(value, new_ids):
    return "-" if value is None else json.dumps(in_order(renamed(value.plain(), new_ids)))


def in_order(plain):
    if isinstance(plain, dict):
        return {key: in_order(plain[key]) for key in sorted(plain)}
    if isinstance(plain, list):
        return sorted(map(in_order, plain), key=json.dumps)
    return plain.lower() if isinstance(plain, str) else plain


@several
@given(model=MODELS, data=st.data())
def test_one_node_that_is_renamed_is_found_or_said_to_be_ambiguous(model_of, model, data):
    old = data.draw(st.sampled_from(sorted(model["nodes"])))
    found = compare(model_of(model), model_of(renamed(model, {old: "zebra"})))
    if found.renamed:
        assert dict(found.renamed) == {old: "zebra"}
        assert [(change.change, change.id) for change in found.changes] == [
            (ChangeKind.RENAMED, "zebra")
        ]
        assert not found.ambiguous
    else:
        (ambiguity,) = found.ambiguous
        assert (ambiguity.removed, ambiguity.added) == ((old,), ("zebra",))
        assert not has_facts(model, old)


def has_facts(model, name):
    """Tell whether a node states something that does not name the node itself."""
    fields = model["nodes"][name].items()
    return any(name not in str(value) for key, value in fields if key not in ("type", "in"))


@several
@given(model=MODELS)
def test_nodes_that_are_all_renamed_are_found_if_each_has_something_of_its_own(model_of, model):
    for name, node in model["nodes"].items():
        node["owner"] = f"who answers for {name.upper()}"
    head = renamed(model, NEW_IDS)
    found = compare(model_of(model), model_of(head))
    assert dict(found.renamed) == {name: NEW_IDS[name] for name in model["nodes"]}
    assert {change.change for change in found.changes} == {ChangeKind.RENAMED}
    assert not found.ambiguous
