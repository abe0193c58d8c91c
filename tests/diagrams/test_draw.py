"""What a picture tells, and that it is the same picture everywhere."""

import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from archlint.diagrams import draw
from archlint.diagrams.dot import Choices, dot_source
from archlint.diagrams.layout import lay_out
from archlint.diagrams.scene import build_scene
from archlint.diagrams.shapes import shape
from archlint.diagrams.svg import Ink
from archlint.text import visible

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
PROGRAM = """
import hashlib, sys
import archlint
for name, data in archlint.render(archlint.load(sys.argv[1]), formats=["svg", "png"]).items():
    print(name, hashlib.sha256(data).hexdigest())
"""


def parsed(svg):
    return ElementTree.fromstring(svg)  # noqa: S314 - the text is archlint's own


def texts(svg):
    """Every written text, its lines joined by spaces."""
    root = parsed(svg)
    found = (" ".join("".join(part.itertext()).split()) for part in root.iter(f"{SVG}text"))
    return list(found)


def drawn(model, theme):
    return draw(model, theme, formats=["svg"])["svg"].decode()


def line(svg, name):
    found = re.search(rf'<g id="archlint-line-{name}">.*?</g>', svg, re.DOTALL)
    assert found, name
    return found[0]


def test_the_same_bytes_in_any_folder_with_any_hash_seed_without_programs_or_fonts(tmp_path):
    outcomes = set()
    for seed, folder in (("1", tmp_path), ("2", ROOT)):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PATH": ""}
        if folder == tmp_path:
            environment["FONTCONFIG_FILE"] = str(tmp_path / "there-is-none.conf")
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(ROOT / "model" / "architecture.yaml")],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.stderr == ""
        assert run.returncode == 0
        outcomes.add(run.stdout)
    assert len(outcomes) == 1


def test_drawing_again_in_one_process_gives_the_same_bytes(clinic, theme, clinic_svg):
    assert drawn(clinic, theme) == clinic_svg


def test_the_order_of_the_file_does_not_show(model, theme):
    one = "nodes: {a: {type: aws.ec2}, b: {type: aws.rds}}\nconnections: [a -> b, b -> a]"
    other = "nodes: {b: {type: aws.rds}, a: {type: aws.ec2}}\nconnections: [b -> a, a -> b]"
    assert drawn(model(one), theme) == drawn(model(other), theme)


def test_importing_the_package_imports_no_drawing_library():
    code = (
        "import sys, archlint.diagrams;"
        "print({'diagrams','pygraphviz','resvg_py','fontTools','font_roboto'} & set(sys.modules))"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout == "set()\n"


def test_the_svg_refers_to_nothing_outside_itself(clinic_svg):
    root = parsed(clinic_svg)
    links = [value for part in root.iter() for key, value in part.items() if key.endswith("href")]
    assert links
    assert all(link.startswith(("#archlint-", "data:image/png;base64,")) for link in links)
    assert re.findall(r"url\((?!data:)", clinic_svg) == []
    outside = re.findall(r"(?:https?|file):[^\"'\s]*", clinic_svg)
    assert set(outside) == {"http://www.w3.org/2000/svg"}


def test_every_id_is_prefixed_and_unique(clinic_svg):
    ids = re.findall(r'\bid="([^"]*)"', clinic_svg)
    assert len(ids) == len(set(ids))
    assert all(name.startswith("archlint-") for name in ids)


def test_the_svg_says_nothing_of_what_made_it(clinic_svg):
    assert "<!--" not in clinic_svg
    assert "raphviz" not in clinic_svg
    assert str(ROOT) not in clinic_svg


def test_every_node_of_clinicease_is_named(clinic, clinic_svg):
    written = texts(clinic_svg)
    assert {node.name for node in clinic.nodes.values()} <= set(written)


def test_every_label_of_clinicease_is_written(clinic, clinic_svg):
    everything = " | ".join(texts(clinic_svg))
    labels = {connection.text("label") for connection in clinic.connections}
    assert [label for label in labels if label not in everything] == []


def test_traffic_is_solid_and_use_is_dashed(clinic_svg):
    assert "stroke-dasharray" not in line(clinic_svg, "traffic-alb--ecs")
    assert "stroke-dasharray" in line(clinic_svg, "uses-cloudfront--acm")


def test_every_connection_and_reference_of_clinicease_is_a_line_or_a_mark(clinic, clinic_svg):
    for connection in clinic.connections:
        key = f"{connection.kind}-{connection.source}--{connection.target}"
        drawn_as_line = f'id="archlint-line-{key}"' in clinic_svg
        assert drawn_as_line or marked(clinic_svg, connection.source, "Amazon CloudWatch"), key
    assert marked(clinic_svg, "rds", "Security Groups")
    assert not marked(clinic_svg, "users", "Amazon CloudWatch")


def marked(svg, node, hub):
    box = re.search(rf'<g id="archlint-box-{node}">.*?</g>\n</g>', svg, re.DOTALL)
    return box is not None and f"{hub}: " in box[0]


def test_a_hub_says_who_uses_it_and_the_key_says_what_the_mark_means(clinic_svg):
    written = " | ".join(texts(clinic_svg))
    assert "used by 11: all but Security Groups and End Users" in written
    assert "uses Amazon CloudWatch: metrics and logs (11 nodes bear this mark)" in written


def test_traffic_is_never_told_by_marks(model, theme):
    nodes = "".join(f"  n{i}: {{type: aws.ec2}}\n" for i in range(8))
    lines = "".join(f"  - n{i} -> db\n" for i in range(8))
    svg = drawn(model(f"nodes:\n  db: {{type: aws.rds}}\n{nodes}connections:\n{lines}"), theme)
    assert len(re.findall(r'id="archlint-line-traffic-', svg)) == 8


def test_a_reference_beside_a_connection_is_one_line(clinic_svg):
    assert 'id="archlint-line-uses-alb--acm"' in clinic_svg
    assert "reference-alb--acm" not in clinic_svg


def test_a_reference_alone_is_drawn_with_its_property(model, theme):
    svg = drawn(
        model(
            "nodes:\n  alb: {type: aws.alb, listeners: [{certificate: acm}]}\n"
            "  acm: {type: aws.acm}"
        ),
        theme,
    )
    assert "stroke-dasharray" in line(svg, "reference-alb--acm")
    assert "listeners.certificate" in "".join(texts(svg))


def test_boundaries_of_the_same_name_stay_apart(model, theme):
    svg = drawn(
        model(
            "nodes:\n"
            "  one: {type: aws.subnet, name: Same, nodes: {a: {type: aws.ec2}}}\n"
            "  two: {type: aws.subnet, name: Same, nodes: {b: {type: aws.ec2}}}"
        ),
        theme,
    )
    assert texts(svg).count("Same") == 2
    assert 'id="archlint-frame-one"' in svg
    assert 'id="archlint-frame-two"' in svg


@pytest.mark.parametrize(
    ("type_id", "framed"),
    [("aws.eks", False), ("aws.asg", False), ("aws.vpc", True), ("generic.group", True)],
)
def test_a_cluster_that_holds_nothing_is_drawn_like_any_part(model, theme, type_id, framed):
    nodes = f"nodes:\n  full: {{type: {type_id}}}\n  bare: {{type: {type_id}}}\n"
    svg = drawn(model(f"{nodes}  vm: {{type: aws.ec2, in: full}}"), theme)
    assert 'id="archlint-frame-full"' in svg
    assert ('id="archlint-frame-bare"' in svg) is framed


@pytest.mark.parametrize("arrow", ["vpc -> s3", "s3 -> vpc", "web -> vpc", "vpc -> web"])
def test_a_line_may_end_at_a_boundary_from_outside_and_from_inside(model, theme, arrow):
    svg = drawn(
        model(
            "nodes:\n  vpc: {type: aws.vpc, nodes: {web: {type: aws.ec2}}}\n  s3: {type: aws.s3}\n"
            f"connections: [{arrow}]"
        ),
        theme,
    )
    assert line(svg, f"traffic-{arrow.replace(' -> ', '--')}").count("<path") == 2


def test_a_node_in_two_subnets_is_drawn_once_and_says_what_it_spans(model, theme):
    svg = drawn(
        model(
            "nodes:\n"
            "  vpc: {type: aws.vpc, nodes: {a: {type: aws.subnet}, b: {type: aws.subnet}}}\n"
            "  alb: {type: aws.alb, in: [a, b]}\n  web: {type: aws.ec2, in: a}"
        ),
        theme,
    )
    written = texts(svg)
    assert written.count("alb") == 1
    assert any("spans a, b" in text for text in written)
    assert written.count("holds alb as well") == 2  # in b, where nothing else is, and beside a


def test_a_line_from_a_node_to_itself_is_told(model, theme):
    svg = drawn(
        model("nodes: {a: {type: aws.ec2}}\nconnections: [{from: a, to: a, label: retry}]"), theme
    )
    assert any("traffic to itself: retry" in text for text in texts(svg))


def test_parallel_lines_with_labels_of_their_own_are_all_drawn(model, theme):
    svg = drawn(
        model(
            "nodes: {a: {type: aws.ec2}, b: {type: aws.rds}}\nconnections:\n"
            "  - a -> b: {id: one, label: reads}\n  - a -> b: {id: two, label: writes}\n"
            "  - a -> b: {id: three, label: reads}"
        ),
        theme,
    )
    assert len(re.findall(r'id="archlint-line-traffic-a--b', svg)) == 2
    assert {"reads", "writes"} <= set(texts(svg))


def test_a_type_without_an_icon_gets_a_shape_of_its_own():
    ink = Ink()
    ink.icon("aws.nowhere.Nothing", 0, 0, 64, kinds=["datastore"])
    assert "<ellipse" in "".join(ink.parts)


@pytest.mark.parametrize(
    ("kinds", "alike"),
    [
        (("load_balancer", "service"), "load_balancer"),
        (("database", "datastore", "warehouse"), "datastore"),
        (("datastore", "queue", "topic"), "queue"),
        (("key_store", "secret_store"), "secret_store"),
        (("compute", "service"), "group"),
    ],
)
def test_the_shape_is_that_of_the_kind_that_says_most(kinds, alike):
    assert shape(frozenset(kinds)) == shape(frozenset([alike]))


def test_what_does_different_things_has_different_shapes():
    kinds = ["actor", "load_balancer", "cdn", "queue", "database", "web_firewall", "secret_store"]
    kinds += ["key_store", "certificate_store", "monitoring", "audit_log", "identity"]
    kinds += ["nat_gateway", "compute"]
    assert len({shape(frozenset([kind])) for kind in kinds}) == len(kinds)


def test_a_mark_of_a_hub_without_an_icon_has_the_shape_of_its_kind(model, theme):
    svg = drawn(
        model(
            "nodes:\n  watch: {type: generic.monitoring}\n"
            + "".join(f"  a{n}: {{type: aws.ec2}}\n" for n in range(5))
            + "connections: [{from: [a0, a1, a2, a3, a4], to: watch, kind: uses}]"
        ),
        theme,
    )
    # The hub itself, a mark on each of its five users, and one in the key.
    assert svg.count(shape(frozenset(["monitoring"]))) == 7


def test_an_empty_model_is_an_empty_picture(model, theme):
    parsed(drawn(model("nodes: {}"), theme))


HOSTILE = [
    "<script>alert(1)</script>",
    '"]; evil [shape=box',
    "<b>bold</b>",
    "a & b &amp; c",
    "trailing \\\\",
    "right\\u202Eleft",
    "]]> --> \\x1b[31m",
    "<<TABLE>>",
    "\\\\N \\\\G {a|b}",
    "漢字 and 🙂",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_show_harmlessly(model, theme, name):
    quoted = '"' + name.replace('"', '\\"') + '"'
    hostile = model(
        f"nodes:\n  v: {{type: aws.vpc, name: {quoted}, nodes: {{a: {{type: aws.ec2, name: "
        f"{quoted}}}}}}}\n  b: {{type: aws.rds, name: {quoted}}}\n"
        f"connections: [{{from: a, to: b, label: {quoted}}}]"
    )
    svg = drawn(hostile, theme)
    root = parsed(svg)
    assert {part.tag.removeprefix(SVG) for part in root.iter()} <= {
        *("svg", "title", "desc", "defs", "metadata", "style", "image", "use"),
        *("g", "rect", "path", "text", "tspan", "ellipse", "circle"),
    }
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", svg)
    shown = " ".join(visible(hostile.nodes["a"].name).split())
    titles = [part.text for part in root.iter(f"{SVG}title")]
    assert any(shown in title for title in titles)
    scene = build_scene(hostile, theme)
    layout = lay_out(dot_source(scene, 120, Choices(2, 4, {})), margin=1)
    assert set(layout.boxes) == {"a", "b"}
    assert set(layout.frames) == {"v"}


def test_the_png_is_twice_the_size_of_the_svg(clinic, theme, clinic_svg):
    png = draw(clinic, theme, formats=["png"])["png"]
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    root = parsed(clinic_svg)
    assert (width, height) == (2 * float(root.get("width")), 2 * float(root.get("height")))


def test_clinicease_has_the_proportions_of_a_page(clinic_svg):
    root = parsed(clinic_svg)
    assert 1.3 < float(root.get("width")) / float(root.get("height")) < 1.9


def test_the_embedded_font_is_small(clinic_svg):
    [style] = re.findall(r"<style>(.*?)</style>", clinic_svg)
    assert style.count("@font-face") == 2
    assert len(style) < 40_000


def test_an_unknown_format_is_refused(clinic, theme):
    with pytest.raises(ValueError, match="cannot draw gif"):
        draw(clinic, theme, formats=["gif"])


def test_the_engine_says_nothing_on_standard_error(model, theme, capfd):
    nodes = "nodes:\n  vpc: {type: aws.vpc, nodes: {web: {type: aws.ec2}, app: {type: aws.ec2}}}\n"
    drawn(model(nodes + "connections: [web -> vpc, vpc -> app, web -> app]"), theme)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("count", [1, 2, 7])
def test_nodes_without_any_line_are_drawn_close_together(model, theme, count):
    nodes = "".join(f"  n{i}: {{type: aws.ec2}}\n" for i in range(count))
    svg = drawn(model(f"nodes:\n{nodes}  a: {{type: aws.s3}}\n  b: {{type: aws.s3}}\n"), theme)
    root = parsed(svg)
    assert float(root.get("width")) < 1600
    assert float(root.get("height")) < 1700
    assert len(re.findall(r'id="archlint-box-', svg)) == count + 2
