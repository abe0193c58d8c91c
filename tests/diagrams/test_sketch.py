"""Small pictures for pages: what they show, how small they are, and when they are current."""

from xml.etree.ElementTree import fromstring

import pytest

from archlint.diagrams.raster import rasterise
from archlint.diagrams.sketch import Sketch
from archlint.diagrams.sketching import draw_sketch, sketch_is_current

NODES = (
    "nodes:\n"
    "  users: {type: actor.user}\n"
    "  vpc: {type: aws.vpc}\n"
    "  db: {type: aws.rds, in: vpc, multi_az: false, description: Untold, kms_key: key}\n"
    "  key: {type: aws.kms}\n"
)
LINE = "connections: [{from: users, to: db, encrypted: false}]\n"
BAD = Sketch("A title", good=False, nodes=("db",), lines=(("users", "db"),))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def drawn(model, theme):
    """Draw a model, and return its elements and what it says."""

    def draw(text, sketch=BAD):
        svg = draw_sketch(model(text), theme, sketch)
        root = fromstring(svg.decode())  # noqa: S314 - archlint's own
        return root, ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]

    return draw


def strokes(root):
    return [
        element.get("stroke") for element in root.iter() if element.get("stroke-width") == "2.4"
    ]


def test_it_says_what_the_model_states(drawn):
    _, said = drawn(NODES + LINE)
    words = " ".join(said)
    assert "multi_az: false" in words
    assert "encrypted: false" in words
    assert "Untold" not in words
    assert "kms_key: key" not in words, "it is drawn as a line"


def test_what_it_marks_is_outlined_in_the_colour_of_the_verdict(drawn):
    bad, _ = drawn(NODES + LINE)
    good, _ = drawn(NODES + LINE, Sketch("A title", good=True, nodes=("db",)))
    assert strokes(bad) == ["#D13212", "#D13212"], "the line and the node"
    assert strokes(good) == ["#1E7B34"]
    assert strokes(drawn(NODES, Sketch("A title", good=False))[0]) == []


def test_a_boundary_is_marked_too(drawn):
    assert len(strokes(drawn(NODES, Sketch("", good=False, nodes=("vpc",)))[0])) == 1


def test_it_has_a_title_for_those_who_cannot_see_it_and_no_heading(drawn):
    root, said = drawn(NODES)
    assert root.find(f"{SVG}title").text == "A title"
    assert "A title" not in said


def test_it_is_small_and_embeds_no_font(model, theme):
    svg = draw_sketch(model(NODES + LINE), theme, BAD)
    assert b"@font-face" not in svg
    assert len(svg) < 20_000


def test_every_line_of_text_keeps_to_its_measured_width_in_any_font(drawn):
    root, _ = drawn(NODES + LINE)
    for text in root.iter(f"{SVG}text"):
        parts = list(text.iter(f"{SVG}tspan")) or [text]
        assert all(float(part.get("textLength")) > 0 for part in parts)


def test_the_same_input_gives_the_same_bytes(model, theme):
    assert draw_sketch(model(NODES), theme, BAD) == draw_sketch(model(NODES), theme, BAD)


def test_it_is_current_until_something_of_it_changes(model, theme):
    shop = model(NODES + LINE)
    svg = draw_sketch(shop, theme, BAD)
    assert sketch_is_current(svg, shop, theme, BAD)
    assert not sketch_is_current(svg, model(NODES), theme, BAD)
    assert not sketch_is_current(svg, shop, theme, Sketch("A title", good=True, nodes=("db",)))
    other = model((NODES + LINE).replace("multi_az: false", "multi_az: true"))
    assert not sketch_is_current(svg, other, theme, BAD)
    assert not sketch_is_current(svg.replace(b"db", b"bd", 1), shop, theme, BAD)
    assert not sketch_is_current(b"", shop, theme, BAD)


def test_it_can_be_drawn_as_pixels(model, theme):
    svg = draw_sketch(model(NODES + LINE), theme, BAD).decode()
    assert rasterise(svg, width=300, height=300).startswith(b"\x89PNG")


def test_hostile_text_stays_text(drawn):
    root, said = drawn(
        "nodes:\n  a: {type: generic.service, owner: me, engine: x}\n".replace(
            ", engine: x", ", tags: ['<script>', \"a\\x1b\"]"
        )
    )
    assert not list(root.iter(f"{SVG}script"))
    assert any("<script>" in text for text in said)
