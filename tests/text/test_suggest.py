import difflib

import pytest

from archlint.text import lookalike, suggestion

KNOWN = ["name", "type", "multi_az", "backup_retention_days", "encrypted", "aws.rds", "aws.s3"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("multi_as", "multi_az"),
        ("multi-az", "multi_az"),
        ("Multi AZ", "multi_az"),
        ("MULTI_AZ", "multi_az"),
        ("nmae", "name"),
        ("typ", "type"),
        ("backup_retention", "backup_retention_days"),
        ("encryption", "encrypted"),
        ("aws.rd", "aws.rds"),
    ],
)
def test_the_nearest_known_word_is_suggested(word, meant):
    assert suggestion(word, KNOWN) == f"did you mean '{meant}'?"


@pytest.mark.parametrize("word", ["", "zzz", "completely different", "日本"])
def test_where_nothing_is_near_nothing_is_suggested(word):
    assert suggestion(word, KNOWN) == ""


def test_nothing_is_suggested_where_nothing_is_known():
    assert suggestion("name", []) == ""


def test_the_suggestion_does_not_depend_on_the_order_of_the_known_words():
    words = ["aab", "abb", "bab"]
    found = {suggestion("abab", order) for order in (words, words[::-1], set(words))}
    assert len(found) == 1
    assert found != {""}


def test_a_suggestion_hides_nothing():
    assert suggestion("name", ["nam\u202ee"]) == "did you mean 'nam\\u202ee'?"


def test_among_very_many_words_one_that_begins_alike_is_suggested():
    many = [f"node-{number}" for number in range(10_000)] + ["database"]
    assert suggestion("databse", many) == "did you mean 'database'?"


def test_not_every_one_of_very_many_words_is_compared_letter_by_letter(monkeypatch):
    compared = []

    def nothing_near(_word, words, **_limits):
        compared.append(len(words))
        return []

    monkeypatch.setattr(difflib, "get_close_matches", nothing_near)
    suggestion("node-xxx", [f"node-{number}" for number in range(10_000)])
    suggestion("node-xxx", [f"node-{number}" for number in range(400)])
    assert compared == [500, 400]


def test_a_word_of_megabytes_is_compared_by_its_beginning():
    assert suggestion("x" * 5_000_000, KNOWN) == ""


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            "rd\u0455",
            "'\u0455' in it is U+0455 CYRILLIC SMALL LETTER DZE: write it in ASCII letters",
        ),
        ("\u200bname", r"'\u200b' in it is U+200B ZERO WIDTH SPACE: remove it"),
        ("na\x85me", r"'\x85' in it is U+0085 an unnamed character: remove it"),
        ("a\ue000", "'\ue000' in it is U+E000 an unnamed character: write it in ASCII letters"),
        ("name", ""),
        ("", ""),
    ],
)
def test_the_first_letter_that_is_not_ascii_is_named(word, said):
    assert lookalike(word) == said
