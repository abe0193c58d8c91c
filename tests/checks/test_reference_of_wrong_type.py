"""What a reference names, and what the catalogue lets it name."""

from __future__ import annotations

import pytest

from archlint.checks import reference_of_wrong_type


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ("a: {type: aws.acm}, x: {type: aws.cloudfront, certificate: a}", ([], [], 1)),
        (
            "a: {type: aws.kms}, x: {type: aws.cloudfront, certificate: a}",
            (["x->a.certificate"], [], 0),
        ),
        ("x: {type: aws.ec2, security_groups: [x]}", (["x->x.security_groups"], [], 0)),
        (  # what is known by its icon alone is not the type that is asked for
            "a: {type: aws.general.Client}, x: {type: aws.cloudfront, certificate: a}",
            (["x->a.certificate"], [], 0),
        ),
        (
            "a: {type: aws.acm}, x: {type: generic.load_balancer, certificate: a}",
            ([], [], 1),
        ),
        ("x: {type: aws.cloudfront, certificate: null}", ([], [], 0)),
    ],
)
def test_a_reference_names_what_it_may(outcomes, nodes, expected):
    assert outcomes(reference_of_wrong_type, f"nodes: {{{nodes}}}\n") == expected


def test_references_inside_lists_of_mappings_are_judged(report):
    text = """\
nodes:
  key: {type: aws.kms}
  alb:
    type: aws.alb
    listeners:
      - {protocol: https, certificate: key}
"""
    (finding,) = report(reference_of_wrong_type, text).findings
    assert finding.id == "reference-of-wrong-type@alb->key.listeners.certificate"
    assert finding.severity == "error"
    assert (finding.location.line, finding.location.column) == (8, 40)
    assert finding.message == (
        "listeners.certificate of 'alb' names 'key', which is aws.kms and not aws.acm"
    )


def test_a_kind_that_an_icon_does_not_show_leaves_it_open(outcomes):
    nodes = "c: {type: aws.general.Client}, x: {type: generic.load_balancer, certificate: c}"
    found = outcomes(reference_of_wrong_type, f"nodes: {{{nodes}}}\n")
    assert found == ([], ["x->c.certificate"], 0)
