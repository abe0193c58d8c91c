"""What a person sees in an editor: nothing in a sound model, and a mistake where it stands."""

from pathlib import Path

import pytest

from archlint.source import SourceError

ROOT = Path(__file__).resolve().parents[3]
CASES = sorted((Path(__file__).parents[1] / "cases" / "editor-mistakes").glob("*.yaml"))


def test_there_are_cases():
    assert len(CASES) >= 10


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_editor_marks_the_mistake_that_the_parser_reports(
    case, read_text, as_editor, editor_errors
):
    text = case.read_text(encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_text(text)
    [problem] = caught.value.problems
    reading = as_editor(text)
    place = problem.location.line, problem.location.column
    told = {ways[place] for ways in (reading.paths, reading.keys) if place in ways}
    marked = {tuple(error.absolute_path) for error in editor_errors(reading.data)}
    # A key that should not be there is marked at the mapping that holds it.
    assert len(marked) == 1
    assert marked <= told | {path[:-1] for path in told}


def test_the_editor_has_nothing_against_the_shipped_model(as_editor, editor_errors):
    text = (ROOT / "model" / "architecture.yaml").read_text(encoding="utf-8")
    assert editor_errors(as_editor(text).data) == []
