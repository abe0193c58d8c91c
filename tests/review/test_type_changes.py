"""What a change does to a project's own node types."""

import pytest

from archlint.review.type_changes import catalogue_changes

from .sides import catalogue, fields_of, places_of

TYPE = """\
acme.store:
  name: A store
  kinds: [database]
  lives_in: [aws.subnet]
  properties:
    copies: {type: integer, minimum: 0, description: How many.}
    engine: {type: string, enum: [one, two], ordered: true}
    limits: {type: mapping, properties: {size: {type: integer}}}
    open: {type: boolean, default: false, default_source: 'https://example.com'}
"""
COPIES = "{'type': 'integer', 'minimum': 0}"
LIMITS = "{'type': 'mapping', 'properties': {'size': {'type': 'integer'}}}"


def compared(before, after):
    sides = [
        catalogue(("types/acme.yaml", text)) if text else catalogue() for text in (before, after)
    ]
    return catalogue_changes(*sides)


def edited(old, new):
    assert old in TYPE
    return TYPE.replace(old, new)


@pytest.mark.parametrize(
    ("edit", "fields"),
    [
        (("[aws.subnet]", "[aws.vpc]"), ["lives_in: ['aws.subnet'] -> ['aws.vpc']"]),
        (
            ("    copies: {type: integer, minimum: 0, description: How many.}\n", ""),
            ["properties.copies: {'type': 'integer', 'minimum': 0} -> unstated"],
        ),
        (
            ("minimum: 0", "minimum: 1"),
            [f"properties.copies: {COPIES} -> {COPIES.replace('0', '1')}"],
        ),
        (
            ("minimum: 0, ", ""),
            ["properties.copies: {'type': 'integer', 'minimum': 0} -> {'type': 'integer'}"],
        ),
        (
            ("default: false, default_source: 'https://example.com'", "description: Open."),
            ["properties.open: {'type': 'boolean', 'default': False} -> {'type': 'boolean'}"],
        ),
        (
            ("size: {type: integer}", "size: {type: number}"),
            [f"properties.limits: {LIMITS} -> {LIMITS.replace('integer', 'number')}"],
        ),
    ],
)
def test_what_rules_see_of_a_type_is_told(edit, fields):
    (change,) = compared(TYPE, edited(*edit))
    assert (change.effect.value, change.rule, change.is_setting) == (
        "changed",
        "type acme.store",
        True,
    )
    assert fields_of(change) == fields


def test_a_type_that_loses_its_kind_loses_what_the_kind_brings():
    (change,) = compared(TYPE, edited("  kinds: [database]\n", ""))
    assert {"kinds", "holds_data"} <= {field.name for field in change.fields}
    assert all(field.after is None for field in change.fields)


@pytest.mark.parametrize(
    "after",
    [
        "# moved\n\n" + TYPE,
        TYPE.replace("description: How many.", "description: Another."),
        TYPE.replace("  kinds: [database]\n", "") + "  kinds: [database]\n",
    ],
)
def test_places_order_and_descriptions_are_no_change(after):
    assert compared(TYPE, after) == ()


def test_types_come_and_go():
    (new,) = compared(None, TYPE)
    assert (new.effect.value, places_of(new)) == ("added", [None, "types/acme.yaml:1:1"])
    (gone,) = compared(TYPE, None)
    assert (gone.effect.value, places_of(gone)) == ("removed", ["types/acme.yaml:1:1", None])
    assert compared(None, None) == ()


def test_what_is_removed_comes_first():
    other = TYPE.replace("acme.store", "acme.zoo")
    changes = compared(TYPE + other, edited("minimum: 0", "minimum: 1"))
    assert [change.rule for change in changes] == ["type acme.zoo", "type acme.store"]
