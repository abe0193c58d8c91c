"""Code frames: which lines are shown, and what is underlined."""

import pytest

from archlint.reports.frames import CodeFrames, Mark
from archlint.reports.style import PLAIN
from archlint.source import Location

TEXT = "one: 1\ntwo: {three: 3}\n" + "pad: x\n" * 8 + "last: y\n"


def show(*marks, texts=None, width=80, title=True):
    frames = CodeFrames({"a.yaml": TEXT} if texts is None else texts, PLAIN, width)
    return list(frames.show(marks, title=title))


def at(line, column, label="", path="a.yaml"):
    return Mark(Location(path, line, column), label)


def test_a_place_is_shown_with_its_word_underlined():
    assert show(at(2, 7, "here")) == [
        " --> a.yaml:2:7",
        "  |",
        "2 | two: {three: 3}",
        "  |       ^^^^^ here",
    ]


def test_the_title_can_be_left_out():
    assert show(at(1, 1), title=False)[0] == "  |"


def test_a_line_is_shown_once_for_all_its_places_and_numbers_are_aligned():
    assert show(at(2, 1, "a"), at(11, 1, "b"), at(2, 7, "c"))[2:] == [
        " 2 | two: {three: 3}",
        "   | ^^^ a",
        "   |       ^^^^^ c",
        "11 | last: y",
        "   | ^^^^ b",
    ]


def test_the_same_place_with_the_same_label_is_shown_once():
    assert len(show(at(1, 1, "a"), at(1, 1, "a"))) == 4


def test_another_file_begins_with_its_own_place():
    lines = show(
        at(1, 1), at(1, 1, "there", path="b.yaml"), texts={"a.yaml": TEXT, "b.yaml": "b: 2"}
    )
    assert lines[4:] == [" ::: b.yaml:1:1", "  |", "1 | b: 2", "  | ^ there"]


def test_without_the_text_the_label_stands_alone():
    assert show(at(3, 1, "a fact"), texts={}) == [" --> a.yaml:3:1", "  = a fact"]


@pytest.mark.parametrize(("line", "column"), [(1, 99), (99, 1), (13, 1)])
def test_a_place_beyond_the_text_does_no_harm(line, column):
    assert show(at(line, column, "x"))


def test_a_long_line_is_cut_around_the_place():
    text = "a: " + "x" * 100 + " here " + "y" * 100
    lines = show(at(1, 105, "label"), texts={"a.yaml": text}, width=60)
    assert all(len(line) <= 60 for line in lines)
    code, pointer = lines[2], lines[3]
    assert code.startswith("1 | ...")
    assert code.endswith("...")
    assert pointer.index("^") == code.index("here")


def test_a_place_outside_the_piece_shown_of_a_long_line_has_a_piece_of_its_own():
    text = "db: {" + "x" * 100 + " here " + "y" * 100 + "}"
    lines = show(at(1, 1), at(1, 107, "label"), texts={"a.yaml": text}, width=60)
    assert all(len(line) <= 60 for line in lines)
    assert lines[3] == "  | ^^"
    assert lines[4].startswith("1 | ...")
    assert lines[5].index("^") == lines[4].index("here")


def test_places_that_one_piece_of_a_long_line_shows_share_it():
    text = "db: {here: 1, " + "y" * 200 + "}"
    lines = show(at(1, 1), at(1, 6, "label"), texts={"a.yaml": text}, width=60)
    assert sum(line.startswith("1 |") for line in lines) == 1


def test_a_long_label_goes_below_and_is_wrapped():
    lines = show(at(2, 7, "word " * 30), width=80)
    assert lines[3] == "  |       ^^^^^"
    assert len(lines) > 5
    assert all(len(line) <= 80 for line in lines)


def test_the_underline_stands_below_the_word_after_wide_and_hidden_characters():
    wide, combined, hidden = "名: x", "e\N{COMBINING ACUTE ACCENT}: x", "\N{RIGHT-TO-LEFT MARK}: x"
    for text, columns in ((wide, 4), (combined, 3), (hidden, 8)):
        pointer = show(at(1, len(text)), texts={"a.yaml": text})[3]
        assert pointer == f"  | {' ' * columns}^"


def test_a_tab_takes_one_column():
    assert show(at(1, 4, "x"), texts={"a.yaml": "a:\tb"})[2:] == ["1 | a: b", "  |    ^ x"]


def test_nothing_in_code_path_or_label_acts_on_the_terminal():
    hostile = "\x1b[2J\N{RIGHT-TO-LEFT OVERRIDE}"
    lines = show(at(1, 1, hostile, path=hostile), texts={hostile: f"a: {hostile}"})
    assert not any(char in line for char in hostile[::4] for line in lines)
    assert "\x1b" not in "".join(lines)


def test_lines_are_counted_as_locations_count_them():
    assert show(at(2, 1), texts={"a.yaml": "a\x85b\r\nc"})[2] == "2 | b"
