"""The stamp by which a committed picture is known to be current."""

import struct
import zlib

import pytest

from archlint.diagrams import draw, is_current
from archlint.errors import ArchlintError

SHOP = "nodes: {app: {type: generic.service, name: Shop}, db: {type: generic.database}}\n"
ARROW = "connections: [app -> db]\n"


def test_both_formats_are_current_for_the_model_that_they_show(model, theme):
    shop = model(SHOP + ARROW)
    for picture in draw(shop, theme, formats=["svg", "png"]).values():
        assert is_current(picture, shop, theme)


def test_a_picture_is_stale_once_what_is_drawn_differs(model, theme):
    svg = draw(model(SHOP), theme, formats=["svg"])["svg"]
    assert not is_current(svg, model(SHOP + ARROW), theme)
    assert not is_current(svg, model(SHOP.replace("name: Shop", "name: Store")), theme)


def test_a_picture_stays_current_when_only_comments_and_order_differ(model, theme):
    svg = draw(model(SHOP), theme, formats=["svg"])["svg"]
    again = "nodes:\n  # the other way round\n  db: {type: generic.database}\n"
    assert is_current(svg, model(again + "  app: {type: generic.service, name: Shop}\n"), theme)


def test_the_png_with_its_stamp_is_a_sound_file(model, theme):
    png = draw(model(SHOP), theme, formats=["png"])["png"]
    position, kinds = 8, []
    while position < len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        chunk = png[position + 4 : position + 8 + length]
        (checksum,) = struct.unpack(">I", png[position + 8 + length : position + 12 + length])
        assert zlib.crc32(chunk) == checksum
        kinds.append(chunk[:4])
        position += 12 + length
    assert kinds[:2] == [b"IHDR", b"tEXt"]
    assert kinds[-1] == b"IEND"


def test_a_picture_of_which_only_the_stamp_is_left_is_not_current(model, theme):
    svg = draw(model(SHOP), theme, formats=["svg"])["svg"]
    stamp = svg[svg.index(b"<metadata>") : svg.index(b"</metadata>")]
    assert not is_current(stamp, model(SHOP), theme)
    assert not is_current(svg.replace(b"Shop", b"Shed"), model(SHOP), theme)


def test_a_model_too_large_for_a_picture_is_refused_and_not_drawn_for_hours(model, theme):
    nodes = ", ".join(f"n{number}: {{type: generic.service}}" for number in range(101))
    with pytest.raises(ArchlintError, match="101 nodes with 0 lines do not fit one picture"):
        draw(model(f"nodes: {{{nodes}}}"), theme, formats=["svg"])
