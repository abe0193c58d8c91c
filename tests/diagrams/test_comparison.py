"""What the three pictures of a change show, and that nothing moves between them but what moved."""

import itertools
import re
import xml.etree.ElementTree as ElementTree

import pytest

from archlint.diagrams.comparison import draw_comparison
from archlint.errors import ArchlintError
from archlint.review.comparing import compare, empty_model

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?[0-9.]+")
BASE = """nodes:
  users: {type: actor.user}
  vpc:
    type: aws.vpc
    nodes:
      public: {type: aws.subnet, access: public, nodes: {web: {type: aws.ec2}}}
      private:
        type: aws.subnet
        access: private
        nodes:
          db: {type: aws.rds, multi_az: true, engine: postgres}
          cache: {type: aws.elasticache}
connections:
  - users -> web: {protocol: https}
  - web -> db: {port: 5432}
  - web -> cache
"""
HEAD = """nodes:
  users: {type: actor.user}
  vpc:
    type: aws.vpc
    nodes:
      public:
        type: aws.subnet
        access: public
        nodes:
          web: {type: aws.ec2}
          db: {type: aws.rds, multi_az: false, engine: postgres}
      private: {type: aws.subnet, access: private}
  queue: {type: aws.sqs}
connections:
  - users -> web: {protocol: http}
  - web -> db: {port: 5432}
  - web -> queue
"""


class Drawn:
    """An SVG by the ids in it."""

    def __init__(self, data):
        self.text = data.decode()
        self.root = ElementTree.fromstring(self.text)  # noqa: S314 - archlint's own
        self.groups = {g.get("id"): g for g in self.root.iter(f"{SVG}g") if g.get("id")}

    def places(self):
        found = {}
        for name, group in self.groups.items():
            if name.startswith(("archlint-box-", "archlint-frame-")):
                rect = group.find(f"{SVG}rect")
                found[name] = tuple(float(rect.get(k)) for k in ("x", "y", "width", "height"))
        return found

    def ways(self):
        return {
            name: group.find(f"{SVG}path").get("d")
            for name, group in self.groups.items()
            if name.startswith("archlint-line-")
        }

    def texts(self):
        return [" ".join("".join(t.itertext()).split()) for t in self.root.iter(f"{SVG}text")]

    def said(self, name):
        """The words of a card, a space between lines."""
        texts = self.groups[name].iter(f"{SVG}text")
        return " ".join(" ".join("".join(text.itertext()).split()) for text in texts)

    def badges(self):
        found = [g.get("class") for g in self.root.iter(f"{SVG}g") if g.get("class")]
        return [name.removeprefix("archlint-badge-") for name in found]

    def rect(self, name):
        return self.groups[name].find(f"{SVG}rect")


@pytest.fixture
def pictures(model, theme):
    """A function from two models' texts to their three drawn pictures."""

    def draw(old, new, **labels):
        before = model(old) if isinstance(old, str) else old
        difference = compare(before, model(new))
        drawn = draw_comparison(difference, theme, formats=["svg"], **labels)
        return {name: Drawn(data["svg"]) for name, data in drawn.items()}

    return draw


@pytest.fixture
def shop(pictures):
    return pictures(BASE, HEAD)


def test_what_stays_stands_at_the_same_place_in_all_three(shop):
    one, two, three = (picture.places() for picture in shop.values())
    assert one.keys() & two.keys() == {
        *("archlint-box-users", "archlint-box-web"),
        *("archlint-frame-vpc", "archlint-frame-public", "archlint-frame-private"),
    }
    for name in one.keys() & two.keys():
        assert one[name] == two[name] == three[name]
    for name in one.keys() | two.keys():
        assert three[name] == (two.get(name) or one[name])
    ways = [picture.ways() for picture in shop.values()]
    assert (
        ways[0]["archlint-line-traffic-users--web"] == ways[1]["archlint-line-traffic-users--web"]
    )
    assert len({(p.root.get("width"), p.root.get("height")) for p in shop.values()}) == 1


def test_before_and_after_show_what_either_side_has_and_no_more(shop):
    before, after = shop["before"], shop["after"]
    assert {"archlint-box-cache", "archlint-line-traffic-web--cache"} <= before.groups.keys()
    assert "archlint-box-queue" not in before.groups
    assert {"archlint-box-queue", "archlint-line-traffic-web--queue"} <= after.groups.keys()
    assert "archlint-box-cache" not in after.groups
    assert "https" in before.texts()
    assert "http" in after.texts()
    assert before.badges() == after.badges() == []


def test_each_change_has_its_colour_its_dash_and_its_badge(shop, theme):
    diff, looks = shop["diff"], theme.changes
    assert diff.rect("archlint-box-queue").get("stroke") == looks["added"].color
    gone = diff.rect("archlint-box-cache")
    assert gone.get("stroke") == looks["removed"].color
    assert gone.get("stroke-dasharray") == looks["removed"].dash
    assert diff.rect("archlint-box-db").get("stroke") == looks["moved"].color
    lines = {
        name: diff.groups[f"archlint-line-traffic-{name}"].find(f"{SVG}path")
        for name in ("web--queue", "web--cache", "users--web", "web--db")
    }
    assert lines["web--queue"].get("stroke") == looks["added"].color
    assert lines["web--cache"].get("stroke") == looks["removed"].color
    assert lines["web--cache"].get("stroke-dasharray")
    assert lines["users--web"].get("stroke") == looks["changed"].color
    assert lines["web--db"].get("stroke") not in {look.color for look in looks.values()}
    # queue, cache, db (moved and changed), three lines; and one of each in the key.
    assert sorted(diff.badges()) == sorted(
        ["added"] * 3 + ["removed"] * 3 + ["changed"] * 3 + ["moved"] * 2
    )


def test_what_moved_has_a_ghost_at_its_former_place_and_an_arrow_from_it(shop, theme):
    ghost = shop["diff"].rect("archlint-box-db.before")
    assert ghost.get("stroke-dasharray") == theme.changes["former"].dash
    assert (
        shop["before"].places()["archlint-box-db.before"]
        == shop["diff"].places()["archlint-box-db.before"]
    )
    assert "archlint-box-db.before" not in shop["after"].groups
    assert "archlint-line-move-db.before--db" in shop["diff"].groups
    assert "moved to public" in " ".join(shop["diff"].texts())


ZONES = """nodes:
  vpc:
    type: aws.vpc
    nodes:
      zone: {type: aws.availability_zone, nodes: {a: {type: aws.subnet}, b: {type: aws.subnet}}}
      c: {type: aws.subnet}
  db: {type: aws.rds, in: [WHERE]}
"""


@pytest.mark.parametrize(
    ("was", "now", "ghost", "card"),
    [
        ("a", "b", "moved to b", "moved from a"),
        ("a", "a, b", "now in b as well", "now in b as well"),
        ("a, b", "b", "now in b alone", "no longer in a"),
        ("a, b", "b, c", "now in b and c", "moved from a"),
        ("a, c", "a, b", "now in a and b", "moved from c"),
    ],
)
def test_a_ghost_says_no_less_truly_than_the_card_where_a_node_is_now(
    pictures, was, now, ghost, card
):
    diff = pictures(ZONES.replace("WHERE", was), ZONES.replace("WHERE", now))["diff"]
    assert diff.said("archlint-box-db.before").endswith(ghost)
    assert diff.said("archlint-box-db").endswith(card)


def test_of_many_fields_that_differ_the_type_is_told_first(pictures):
    base = "nodes: {db: {type: aws.rds, engine: postgres, multi_az: true, encrypted: true}}"
    head = "nodes: {db: {type: aws.aurora, multi_az: false, encrypted: false}}"
    said = pictures(base, head)["diff"].said("archlint-box-db")
    assert said.endswith(
        "type: aws.aurora (was aws.rds) encrypted: false (was true) and 2 more changes"
    )


def test_the_diff_says_what_changed_and_counts_it(shop):
    written = " ".join(shop["diff"].texts())
    assert "Test: changes from base to head" in written
    assert "2 added, 2 removed, 2 changed, 1 moved" in written
    assert "multi_az: false (was true)" in written
    assert "moved from private" in written
    assert "http, was https" in written


def test_no_line_of_any_picture_passes_over_a_box_of_any(shop):
    boxes = {}
    for picture in shop.values():
        boxes |= {k: v for k, v in picture.places().items() if k.startswith("archlint-box-")}
    for picture in shop.values():
        for name, way in picture.ways().items():
            numbers = [float(part) for part in NUMBER.findall(way)]
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
            for (ax, ay), (bx, by) in itertools.pairwise(points):
                for box, (x, y, wide, high) in boxes.items():
                    over = max(ax, bx) > x and min(ax, bx) < x + wide
                    over = over and max(ay, by) > y and min(ay, by) < y + high
                    assert not over, (name, box)


def test_a_renamed_node_says_what_it_was(pictures):
    base = "nodes: {app: {type: aws.ec2}, db: {type: aws.rds, name: Orders, engine: postgres}}\n"
    base += "connections: [app -> db]"
    diff = pictures(base, base.replace("db", "orders-db"))["diff"]
    assert "was db" in " ".join(diff.texts())
    assert {"archlint-box-orders-db", "archlint-line-traffic-app--orders-db"} <= diff.groups.keys()
    assert not any("before" in name for name in diff.groups if "box" in name)


def test_another_type_is_told_before_the_other_changes_of_a_card(pictures):
    base = "nodes: {a: {type: aws.rds, engine: postgres, multi_az: true, automated_backups: true}}"
    told = " ".join(pictures(base, "nodes: {a: {type: aws.dynamodb}}")["diff"].texts())
    assert "type: aws.dynamodb" in told
    assert "and 2 more changes" in told


def test_a_long_item_of_a_list_is_told_as_added_or_removed(pictures):
    entry = "{protocol: tcp, port: 22, source: 'fd00:1111:2222:3333:4444:5555::/96'}"
    without = "nodes: {a: {type: aws.security_group, ingress: [{port: 443}]}}"
    within = f"nodes: {{a: {{type: aws.security_group, ingress: [{{port: 443}}, {entry}]}}}}"
    assert "ingress[2]: added" in pictures(without, within)["diff"].text
    assert "ingress[2]: removed" in pictures(within, without)["diff"].text


def test_a_boundary_moves_with_what_it_holds(pictures):
    inner = "nodes: {net: {type: aws.subnet, nodes: {web: {type: aws.ec2}}}}"
    base = f"nodes:\n  a: {{type: aws.vpc, {inner}}}\n  b: {{type: aws.vpc}}\n"
    head = f"nodes:\n  a: {{type: aws.vpc}}\n  b: {{type: aws.vpc, {inner}}}\n"
    shown = pictures(base, head)
    assert {"archlint-frame-net.before", "archlint-box-web.before"} <= shown["before"].groups.keys()
    assert {"archlint-frame-net", "archlint-box-web"} <= shown["after"].groups.keys()
    arrows = [name for name in shown["diff"].groups if name.startswith("archlint-line-move")]
    assert arrows == ["archlint-line-move-net.before--net"]


@pytest.mark.parametrize("back", [False, True])
def test_a_boundary_drawn_around_what_stood_there_moves_nothing(pictures, back):
    bare = "nodes: {vpc: {type: aws.vpc, nodes: {web: {type: aws.ec2}}}}"
    net = "{type: aws.subnet, nodes: {web: {type: aws.ec2}}}"
    inside = f"nodes: {{vpc: {{type: aws.vpc, nodes: {{net: {net}}}}}}}"
    shown = pictures(inside, bare) if back else pictures(bare, inside)
    places = [picture.places() for picture in shown.values()]
    assert places[0]["archlint-box-web"] == places[1]["archlint-box-web"]
    assert ("archlint-frame-net" in places[0]) is back
    assert ("archlint-frame-net" in places[1]) is not back


def test_a_new_model_has_an_empty_picture_of_before(pictures):
    shown = pictures(empty_model("test.yaml", "Test"), BASE)
    assert shown["before"].places() == {}
    assert any("no nodes" in text for text in shown["before"].texts())
    assert shown["diff"].badges().count("added") == len(shown["diff"].places()) + 3 + 1


def test_what_is_not_drawn_is_told(pictures):
    data = "data: {records: {classification: public}}\n"
    diff = pictures(data + BASE, data.replace("public", "restricted") + BASE)["diff"]
    assert any("1 data asset changed" in text for text in diff.texts())


def test_marks_tell_the_same_way_in_all_three(pictures):
    nodes = "".join(f"  a{n}: {{type: aws.ec2}}\n" for n in range(5))
    text = f"nodes:\n  watch: {{type: generic.monitoring}}\n{nodes}connections:\n"
    uses = "  - {from: [%s], to: watch, kind: uses}\n"
    shown = pictures(text + uses % "a0, a1, a2, a3, a4", text + uses % "a0, a1")
    for name in ("before", "after", "diff"):
        assert shown[name].ways() == {}
    assert any("(5 nodes bear this mark)" in t for t in shown["before"].texts())
    assert any("(2 nodes bear this mark)" in t for t in shown["after"].texts())
    assert shown["diff"].badges().count("removed") == 3 + 1


HOSTILE = ["<script>alert(1)</script>", "]]> --> \\x1b[31m", "a & b", "right\\u202Eleft"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_and_labels_show_harmlessly(pictures, name):
    quoted = '"' + name + '"'
    nodes = (
        f"nodes:\n  v: {{type: aws.vpc, name: {quoted}}}\n  b: {{type: aws.rds}}\n"
        f"  a: {{type: aws.ec2, name: {quoted}, owner: {quoted}}}\n"
    )
    label = f"connections: [{{from: a, to: b, label: {quoted}}}]"
    evil = "<script>x\x1b\u202e"
    for picture in pictures(
        nodes.replace("owner", "group"), nodes + label, base=evil, head=evil
    ).values():
        assert not list(picture.root.iter(f"{SVG}script"))
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", picture.text)


def test_the_same_input_gives_the_same_bytes(model, theme):
    difference = compare(model(BASE), model(HEAD))
    again = compare(model(BASE), model(HEAD))
    one = draw_comparison(difference, theme, formats=["svg", "png"])
    assert one == draw_comparison(again, theme, formats=["png", "svg"])
    assert all(data["png"].startswith(b"\x89PNG") for data in one.values())


def many(count, extra=""):
    nodes = "".join(f"  n{n}: {{type: aws.ec2, in: vpc}}\n" for n in range(count))
    lines = "".join(f"  - n{n} -> n{n + 1}\n" for n in range(count - 1))
    return f"nodes:\n  vpc: {{type: aws.vpc}}\n{nodes}{extra}connections:\n{lines}"


@pytest.mark.parametrize("count", [41, 150, 450])
def test_a_large_model_is_cut_to_what_changed_and_says_so(pictures, count):
    head = many(count).replace("n30: {type: aws.ec2,", "n30: {type: aws.ec2, name: New,")
    shown = pictures(many(count), head)
    for picture in shown.values():
        boxes = {name for name in picture.places() if "box" in name}
        assert boxes == {"archlint-box-n29", "archlint-box-n30", "archlint-box-n31"}
        written = " ".join(picture.texts())
        assert f"{count - 3} unchanged nodes are left out" in written
        assert f"{count - 3} more inside" in written


def test_a_boundary_that_keeps_only_what_is_left_out_says_so_beside_what_was_removed(pictures):
    head = many(60, "  sub: {type: aws.subnet, in: vpc}\n  kept: {type: aws.ec2, in: sub}\n")
    base = head.replace("  kept:", "  gone: {type: aws.ec2, in: sub}\n  kept:")
    shown = pictures(base, head)
    assert shown["before"].said("archlint-frame-sub") == "sub 1 more inside"
    assert shown["after"].said("archlint-frame-sub") == "sub 1 node inside, left out"
    assert shown["diff"].said("archlint-frame-sub") == "sub 1 node inside, left out"


@pytest.mark.parametrize(
    ("count", "edits"),
    [
        pytest.param(40, 1, id="a model of forty nodes"),
        pytest.param(60, 15, id="a change of more than half"),
        pytest.param(60, 0, id="no change"),
    ],
)
def test_a_model_is_drawn_whole_where_cutting_it_shows_no_more(pictures, count, edits):
    head = many(count)
    for node in range(0, 4 * edits, 4):
        head = head.replace(f" n{node}: {{type: aws.ec2,", f" n{node}: {{type: aws.ec2, name: New,")
    boxes = [name for name in pictures(many(count), head)["diff"].places() if "box" in name]
    assert len(boxes) == count


def test_a_change_too_large_for_a_picture_is_refused(model, theme):
    difference = compare(empty_model("test.yaml"), model(many(101)))
    with pytest.raises(ArchlintError, match="what changed does not fit one picture: 101 nodes"):
        draw_comparison(difference, theme, formats=["svg"])


def test_an_unknown_format_is_refused(model, theme):
    with pytest.raises(ValueError, match="cannot draw gif"):
        draw_comparison(compare(model(BASE), model(HEAD)), theme, formats=["gif"])


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("name", ["added", "removed", "changed", "moved", "former"])
def test_the_colours_of_changes_are_readable_on_their_grounds(theme, name):
    look = theme.changes[name]
    for ground in (look.fill, theme.background):
        dark, light = sorted([luminance(look.color), luminance(ground)])
        assert (light + 0.05) / (dark + 0.05) >= 4.5
