from pathlib import Path

import pytest

from archlint.architecture.decoding import decode, split_lines
from archlint.architecture.parsing import parse
from archlint.architecture.reader import read_model
from archlint.source import SourceError
from archlint.text import visible

SAMPLES = Path(__file__).resolve().parents[1] / "cases" / "hostile-yaml"
FILES = sorted(SAMPLES.glob("*.yaml"))


def test_the_samples_are_there():
    assert len(FILES) == 19
    assert {file.stem for file in FILES} == {file.stem for file in SAMPLES.glob("*.expected")}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_all_that_is_said_of_a_hostile_file_is_as_expected(file, catalogue):
    with pytest.raises(SourceError) as caught:
        read_model(decode(file.read_bytes(), file.name), file.name, catalogue)
    said = "".join(f"{p.location}: {p.message}\n  {p.hint}\n" for p in caught.value.problems)
    assert said == file.with_suffix(".expected").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_message_has_a_place_in_the_file_a_next_step_and_nothing_hidden(file, catalogue):
    with pytest.raises(SourceError) as caught:
        read_model(decode(file.read_bytes(), file.name), file.name, catalogue)
    lines = split_lines(file.read_bytes().decode("utf-8", "replace"))
    for problem in caught.value.problems:
        assert problem.location is not None
        assert 1 <= problem.location.line <= len(lines)
        assert problem.location.column >= 1
        assert problem.hint
        assert visible(problem.message + problem.hint) == problem.message + problem.hint


def test_numbers_words_and_times_stay_as_their_author_wrote_them():
    tree = parse((SAMPLES / "gen_octal_ints.yaml").read_text(encoding="utf-8"), "f")
    found = {entry.key: getattr(entry.value, "value", entry.value) for entry in tree}
    assert [item.value for item in found.pop("null_words").items] == [
        None, "Null", "NULL", None, "",
    ]  # fmt: skip
    assert [item.value for item in found.pop("bool_words").items] == [
        "y", "n", "yes", "no", "on", "off", "True", "TRUE",
    ]  # fmt: skip
    assert found == {
        "mode_11": "0755",
        "mode_12": "0o755",
        "zip": "01234",
        "phone": "0123456789",
        "account_id": "012345678901",
        "version": 1.1,  # a property that is a text takes it as 1.10 (see test_models.py)
        "exp": 1000.0,
        "port": "0x1F90",
        "date": "2024-01-02",
        "ts": "2001-12-14t21:59:43.10-05:00",
        "cidr": "10.0.0.0/16",
        "ipv6": "::1",
        "time": "12:30:45",
        "inf": ".inf",
        "nan": ".nan",
    }
