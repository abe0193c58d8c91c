import math

import pytest

from archlint.architecture.parsing import parse
from archlint.architecture.scalars import resolve

MEANINGS = [
    ("", None),
    ("~", None),
    ("null", None),
    ("true", True),
    ("false", False),
    ("0", 0),
    ("-0", 0),
    ("7", 7),
    ("+7", 7),
    ("-7", -7),
    ("999999999999999999", 999_999_999_999_999_999),
    ("1.5", 1.5),
    ("-1.5", -1.5),
    (".5", 0.5),
    ("0.10", 0.1),
    ("1e3", 1000.0),
    ("1.5E-3", 0.0015),
]
TEXTS = """
    Null NULL none True TRUE False y n yes no on off Yes NO 00 007 0755 0o755 0x1F 0b1 1_000
    01.5 00.5 1. 1e 1e+ +-1 --1 1-2 - + . .. -. 1.2.3 1.10.0 22:22 12:30:45 190:20:30 2024-01-02
    2001-12-14t21:59:43.10-05:00 .inf -.inf .nan .NaN inf nan Infinity 1e400 -1e999
    1000000000000000000 12345678901234567890 10.0.0.0/16 ::1 ::/0 = << ١٢
""".split()  # noqa: SIM905 - a list of so many short texts is unreadable


@pytest.mark.parametrize(("text", "meaning"), MEANINGS)
def test_a_plain_scalar_that_nobody_can_mistake_is_a_value(text, meaning):
    found = resolve(text)
    assert (found, type(found)) == (meaning, type(meaning))


@pytest.mark.parametrize("text", TEXTS)
def test_everything_else_is_the_text_that_it_looks_like(text):
    assert resolve(text) == text


@pytest.mark.parametrize("digits", [17, 18, 19, 400, 5000])
def test_a_number_keeps_its_digits_whatever_its_length(digits):
    text = "9" * digits
    found = resolve(text)
    assert (found == int(text)) if digits <= 18 else (found == text)


def test_no_float_is_beyond_the_range_of_a_double():
    for exponent in range(290, 420):
        found = resolve(f"1.0e{exponent}")
        assert isinstance(found, str) or math.isfinite(found)


@pytest.mark.parametrize("quoted", ["'7'", '"7"', "! 7", "!!str 7", "|-\n  7", ">-\n  7"])
def test_quotes_block_texts_and_the_tag_str_make_a_text_of_anything(quoted):
    tree = parse(f"a: {quoted}\n", "f").get("a")
    assert tree.value == "7"


@pytest.mark.parametrize(
    ("written", "value"),
    [("!!int 7", 7), ("!!float 7.5", 7.5), ("!!bool true", True), ("!!null ~", None)],
)
def test_the_tags_of_plain_values_mean_what_the_values_mean(written, value):
    assert parse(f"a: {written}", "f").get("a").value == value


@pytest.mark.parametrize("written", ["7", "1.10", "0755", "true", "no", "~", "22:22"])
def test_the_text_stays_as_it_was_written(written):
    assert parse(f"a: {written}", "f").get("a").text == written
