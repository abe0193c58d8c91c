import codecs

import pytest

from archlint.architecture import decoding
from archlint.architecture.decoding import decode, position, split_lines
from archlint.source import Location, SourceError

TEXT = "name: Zoë 🏥\n"
ENCODINGS = {
    "utf-8": b"",
    "utf-8-sig": b"",  # writes the mark itself
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def refusal(data: bytes) -> tuple[Location | None, str, str]:
    with pytest.raises(SourceError) as caught:
        decode(data, "f.yaml")
    [problem] = caught.value.problems
    return problem.location, problem.message, problem.hint


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_byte_order_mark_says_the_encoding_and_is_no_part_of_the_text(encoding):
    assert decode(ENCODINGS[encoding] + TEXT.encode(encoding), "f.yaml") == TEXT


def test_latin_1_is_refused_at_the_byte_and_the_character():
    location, message, hint = refusal("a: b\nname: café\n".encode("latin-1"))
    assert location == ("f.yaml", 2, 10)
    assert message == "the file is not UTF-8 at byte 15"
    assert hint == "save the file as UTF-8"


@pytest.mark.parametrize(
    ("data", "message", "line", "column"),
    [
        (codecs.BOM_UTF8 + b"ab\xff", "the file is not UTF-8 at byte 6", 1, 3),
        (codecs.BOM_UTF16_LE + "a\nb".encode("utf-16-le") + b"x", "UTF-16-LE at byte 9", 2, 2),
        (codecs.BOM_UTF32_BE + b"\0\0\xd8\0", "UTF-32-BE at byte 5", 1, 1),
        (b"a: \xe2\x82", "UTF-8 at byte 4", 1, 4),
    ],
)
def test_a_byte_that_is_not_of_the_encoding_is_named_with_its_place(data, message, line, column):
    location, said, _ = refusal(data)
    assert message in said
    assert location == ("f.yaml", line, column)


@pytest.mark.parametrize("code", [0x00, 0x01, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x7F, 0x80, 0x9B])
def test_a_control_character_is_refused_by_number_at_its_place(code):
    location, message, hint = refusal(f"ok\nab{chr(code)}".encode())
    assert location == ("f.yaml", 2, 3)
    assert f"U+{code:04X}" in message
    assert message.isprintable()
    assert hint


@pytest.mark.parametrize(
    "text", ["\t", "\r", "\n", "\x85", "\xa0", "\u2028", "\U0001f3e5", "\ue000"]
)
def test_what_yaml_calls_printable_passes(text):
    assert decode(text.encode(), "f.yaml") == text


def test_a_file_larger_than_the_bound_is_refused(monkeypatch):
    monkeypatch.setattr(decoding, "MAX_BYTES", 1 << 20)
    assert decode(b" " * (1 << 20), "f.yaml")
    location, message, hint = refusal(b" " * ((1 << 20) + 1))
    assert location == ("f.yaml", 1, 1)
    assert message == "the file is larger than 1 MiB"
    assert hint


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_lines_end_where_yaml_ends_them(line_break):
    text = f"a{line_break}bc{line_break}d"
    assert split_lines(text) == ["a", "bc", "d"]
    assert position(text, text.index("c"), "f") == ("f", 2, 2)
    assert position(text, text.index("d"), "f") == ("f", 3, 1)
