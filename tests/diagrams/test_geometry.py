"""A picture must not lie: what lines cross, touch and cover, read back from the drawn SVG."""

import itertools
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from archlint.architecture.reader import read_model
from archlint.diagrams import draw
from archlint.diagrams.comparison import draw_comparison
from archlint.diagrams.nesting import nest
from archlint.review.comparing import compare

MODELS = Path(__file__).parent / "models"
ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?[0-9.]+")


def parsed(svg):
    return ElementTree.fromstring(svg)  # noqa: S314 - the text is archlint's own


class Drawn:
    """Rectangles, ways and arrowheads of a drawn SVG, by the id of what they show."""

    def __init__(self, svg: str) -> None:
        root = parsed(svg)
        self.frames, self.boxes, self.ways, self.heads = {}, {}, {}, {}
        for group in root.iter(f"{SVG}g"):
            name = group.get("id", "")
            if name.startswith("archlint-frame-"):
                self.frames[name[15:]] = rectangle(group.find(f"{SVG}rect"))
            elif name.startswith("archlint-box-"):
                self.boxes[name[13:]] = rectangle(group.find(f"{SVG}rect"))
            elif name.startswith("archlint-line-"):
                said = group.find(f"{SVG}title").text
                source, _, rest = said.partition(" to ")
                ends = (source, rest.partition(":")[0], name)
                paths = group.findall(f"{SVG}path")
                self.ways[ends] = points(paths[0].get("d"))
                if len(paths) > 1:
                    self.heads[ends] = points(paths[1].get("d"))[0]


def rectangle(rect):
    left, top, width, height = (float(rect.get(key)) for key in ("x", "y", "width", "height"))
    return left, top, left + width, top + height


def points(path):
    numbers = [float(number) for number in NUMBER.findall(path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def crosses(way, rect):
    left, top, right, bottom = rect
    return any(
        max(ax, bx) > left and min(ax, bx) < right and max(ay, by) > top and min(ay, by) < bottom
        for (ax, ay), (bx, by) in itertools.pairwise(way)
    )


@pytest.fixture(scope="module", params=["clinic", "three-tier", "thirty", "odd"])
def picture(request, catalogue, theme):
    if request.param == "clinic":
        model = request.getfixturevalue("clinic")
        svg = request.getfixturevalue("clinic_svg")
    else:
        text = (MODELS / f"{request.param}.yaml").read_text()
        model = read_model(text, request.param, catalogue)
        svg = draw(model, theme, formats=["svg"])["svg"].decode()
    return model, Drawn(svg)


@pytest.fixture
def exposed(catalogue):
    """The modelled system with its database in the public subnet, which users reach directly."""
    text = (ROOT / "model" / "architecture.yaml").read_text()
    for before, after in (
        ("(PostgreSQL)\n    in: private\n", "(PostgreSQL)\n    in: public\n"),
        ("connections:\n", "connections:\n  - users -> rds: {label: reports}\n"),
    ):
        assert before in text
        text = text.replace(before, after, 1)
    return read_model(text, "exposed.yaml", catalogue)


def test_no_line_enters_a_boundary_that_holds_neither_of_its_ends(picture):
    model, drawn = picture
    nesting = nest(model.nodes.values())
    for (source, target, name), way in drawn.ways.items():
        around = {source, target, *nesting.chain(source), *nesting.chain(target)}
        entered = [
            key for key, rect in drawn.frames.items() if key not in around and crosses(way, rect)
        ]
        assert entered == [], name


def test_no_line_crosses_the_border_of_a_boundary_twice(picture):
    _, drawn = picture
    assert crossed_twice(drawn) == []


def test_no_line_of_a_comparison_crosses_the_border_of_a_boundary_twice(clinic, exposed, theme):
    pictures = draw_comparison(compare(clinic, exposed), theme, formats=["svg"])
    assert crossed_twice(Drawn(pictures["diff"]["svg"].decode())) == []


def crossed_twice(drawn):
    """The lines that are in a boundary, leave it, and are in it again, with that boundary."""
    found = []
    for (_, _, name), way in drawn.ways.items():
        for key, rect in drawn.frames.items():
            inside = [crosses([here, there], rect) for here, there in itertools.pairwise(way)]
            if [within for within, _ in itertools.groupby(inside)].count(True) > 1:
                found.append((name, key))
    return found


def test_no_line_passes_over_a_node(picture):
    _, drawn = picture
    for (_, _, name), way in drawn.ways.items():
        assert [key for key, rect in drawn.boxes.items() if crosses(way, rect)] == [], name


def test_every_line_begins_at_its_source(picture):
    _, drawn = picture
    for (source, _, name), way in drawn.ways.items():
        assert on_border(way[0], drawn.boxes.get(source) or drawn.frames[source]), name


def test_every_arrow_touches_its_target(picture):
    _, drawn = picture
    for (_, target, name), tip in drawn.heads.items():
        assert on_border(tip, drawn.boxes.get(target) or drawn.frames[target]), name


def on_border(point, rect):
    x, y = point
    left, top, right, bottom = rect
    beside = x in (left, right) and top <= y <= bottom
    return beside or (y in (top, bottom) and left <= x <= right)


def test_a_line_without_an_arrow_ends_on_another_line_to_the_same_target(picture):
    _, drawn = picture
    for ends, way in drawn.ways.items():
        if ends not in drawn.heads:
            others = [w for e, w in drawn.ways.items() if e[1] == ends[1] and e != ends]
            assert any(near(way[-1], other) for other in others), ends


def near(point, way):
    x, y = point
    return any(
        min(ax, bx) - 7 <= x <= max(ax, bx) + 7 and min(ay, by) - 7 <= y <= max(ay, by) + 7
        for (ax, ay), (bx, by) in itertools.pairwise(way)
    )


def test_no_two_nodes_or_neighbouring_boundaries_overlap(picture):
    model, drawn = picture
    nesting = nest(model.nodes.values())
    areas = drawn.frames | drawn.boxes
    for one, other in itertools.combinations(areas, 2):
        if one not in nesting.chain(other) and other not in nesting.chain(one):
            assert not crosses([areas[one][:2], areas[one][2:]], areas[other]), (one, other)


def test_every_node_stands_inside_its_boundary(picture):
    model, drawn = picture
    nesting = nest(model.nodes.values())
    areas = drawn.frames | drawn.boxes
    for name, (left, top, right, bottom) in areas.items():
        for around in nesting.chain(name):
            outer = areas[around]
            assert outer[0] < left, (name, around)
            assert outer[1] < top, (name, around)
            assert right < outer[2], (name, around)
            assert bottom < outer[3], (name, around)
