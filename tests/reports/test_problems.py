"""What kept archlint from judging, as people read it."""

from archlint.errors import ArchlintError
from archlint.reports.problems import problems_as_text, problems_of
from archlint.reports.style import PLAIN
from archlint.source import Location, Problem, SourceError


def shown(*problems, texts=()):
    return "".join(problems_as_text(problems, dict(texts), style=PLAIN, width=80))


def test_a_problem_has_its_place_its_line_and_a_next_step():
    problem = Problem("unknown key 'b'", Location("m.yaml", 2, 3), "did you mean 'a'?")
    assert shown(problem, texts={"m.yaml": "a:\n  b: 1\n"}.items()) == (
        "m.yaml:2:3: error: unknown key 'b'\n"
        "  |\n"
        "2 |   b: 1\n"
        "  |   ^\n"
        "  next: did you mean 'a'?\n"
        "\n"
        "1 error\n"
    )


def test_every_problem_is_shown_and_counted():
    text = shown(Problem("one"), Problem("two", Location("gone.yaml", 1, 1)))
    assert text == "error: one\n\ngone.yaml:1:1: error: two\n\n2 errors\n"


def test_an_error_of_archlint_is_its_message_and_hint():
    assert problems_of(ArchlintError("no", hint="yes")) == (Problem("no", None, "yes"),)
    problems = (Problem("a"), Problem("b"))
    assert problems_of(SourceError(problems)) == problems


def test_any_other_exception_is_an_internal_error_on_one_line():
    [problem] = problems_of(ValueError("a\n b"))
    assert problem.message == "internal error: ValueError: a b"
    [problem] = problems_of(RecursionError())
    assert problem.message == "internal error: RecursionError"
    assert "--debug" in problem.hint


def test_a_message_cannot_act_on_the_terminal():
    assert "\x1b" not in shown(Problem("\x1b[2J", Location("\x1b[2J", 1, 1), "\x1b[2J"))
