"""Names that do not tell nodes apart."""

from __future__ import annotations

import pytest

from archlint.checks import repeated_names


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ("a: {type: aws.ec2, name: Web}", ([], [], 1)),
        ("a: {type: aws.ec2, name: Web}, b: {type: aws.ec2, name: Mail}", ([], [], 2)),
        ("a: {type: aws.ec2, name: Web}, b: {type: aws.ec2, name: ' wEB'}", (["a", "b"], [], 0)),
        ("a: {type: aws.ec2, name: A  b}, b: {type: aws.ec2, name: a B}", (["a", "b"], [], 0)),
        ("a: {type: aws.ec2, name: Web}, b: {type: aws.alb, name: Web}", ([], [], 2)),
        ("a: {type: aws.ec2}, b: {type: aws.ec2}", ([], [], 0)),
        ("a: {type: aws.ec2}, b: {type: aws.ec2, name: a}", ([], [], 1)),
    ],
)
def test_names_are_compared_within_a_type(outcomes, nodes, expected):
    assert outcomes(repeated_names, f"nodes: {{{nodes}}}\n") == expected


def test_the_boundary_tells_apart_what_bears_one_name(outcomes):
    text = """\
nodes:
  a: {type: aws.subnet}
  b: {type: aws.subnet}
  in-a: {type: aws.ec2, name: Web, in: a}
  in-b: {type: aws.ec2, name: Web, in: b}
  in-both: {type: aws.ec2, name: Web, in: [a, b]}
  in-both-too: {type: aws.ec2, name: Web, in: [b, a]}
"""
    assert outcomes(repeated_names, text) == (["in-both", "in-both-too"], [], 2)


def test_the_others_are_named_and_counted(report):
    nodes = ", ".join(f"n{number}: {{type: aws.ec2, name: Web}}" for number in range(6))
    finding = report(repeated_names, f"nodes: {{{nodes}}}\n").findings[0]
    assert finding.message == "'n0' bears the same name as 'n1', 'n2', 'n3', 2 more: Web"
    assert len(finding.evidence) == 4
