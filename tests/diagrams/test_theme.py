"""Themes are read with positions, and choose how a boundary looks."""

import pytest

from archlint.diagrams import read_theme
from archlint.edge.bundled import bundled
from archlint.source import SourceError

TEXT = (bundled().render / "themes" / "default.yaml").read_text()


def problems(text):
    with pytest.raises(SourceError) as caught:
        read_theme(text, "theme.yaml")
    return [(problem.location.line, problem.message) for problem in caught.value.problems]


def test_a_subnet_is_drawn_by_what_the_model_says_of_its_access(model, theme):
    nodes = model(
        "nodes:\n  a: {type: aws.subnet, access: public}\n"
        "  b: {type: aws.subnet, access: private}\n  c: {type: aws.subnet}"
    ).nodes
    colors = [theme.frame(nodes[name]).color for name in "abc"]
    assert colors == ["#7AA116", "#00A4A6", "#7D8998"]


def test_a_boundary_without_a_style_takes_that_of_a_kind_and_else_the_default(model, theme):
    nodes = model("nodes: {net: {type: generic.network}, team: {type: generic.group}}").nodes
    assert theme.frame(nodes["net"]) == theme.frames["network"]
    assert theme.frame(nodes["team"]) == theme.frames["default"]


def test_a_colour_that_is_none_is_refused_at_its_place():
    text = TEXT.replace('default: {color: "#7D8998"}', "default: {color: red}")
    [(line, message)] = problems(text)
    assert "default: {color: red}" in text.splitlines()[line - 1]
    assert message == "'color' must be a colour '#RRGGBB', found 'red'"


def test_an_attribute_cannot_be_smuggled_in_through_a_dash():
    [(_, message)] = problems(TEXT.replace('dash: "2 3"', "dash: '2\" onload=\"x'"))
    assert "'dash' must be two lengths" in message


def test_an_unknown_key_is_refused_with_a_suggestion():
    with pytest.raises(SourceError) as caught:
        read_theme(TEXT.replace("marks: {above: 4}", "marks: {abov: 4}"), "theme.yaml")
    assert any("above" in problem.hint for problem in caught.value.problems)


def test_every_problem_is_reported_at_once():
    text = TEXT.replace('color: "#E7157B"', "color: pink").replace("marks:", "mark:")
    assert len(problems(text)) == 2
