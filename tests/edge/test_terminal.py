"""When there is colour, and how wide a line may be."""

from io import StringIO

import pytest

from archlint.edge.terminal import PIPE_WIDTH, Terminal, open_output


class Screen(StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.parametrize(
    ("color", "stream", "variables", "coloured"),
    [
        ("auto", Screen(), {}, True),
        ("auto", Screen(), {"NO_COLOR": "1"}, False),
        ("auto", Screen(), {"NO_COLOR": ""}, True),
        ("auto", Screen(), {"TERM": "dumb"}, False),
        ("auto", StringIO(), {}, False),
        ("auto", None, {}, False),
        ("always", StringIO(), {"NO_COLOR": "1"}, True),
        ("never", Screen(), {}, False),
    ],
)
def test_colour(monkeypatch, color, stream, variables, coloured):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert Terminal(StringIO(), StringIO(), color).style(stream).coloured is coloured


def test_a_pipe_and_a_file_are_always_equally_wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    terminal = Terminal(StringIO(), StringIO())
    assert terminal.width(terminal.out) == terminal.width(None) == PIPE_WIDTH


@pytest.mark.parametrize(("columns", "width"), [(20, 80), (90, 90), (300, 100)])
def test_a_screen_is_followed_within_bounds(monkeypatch, columns, width):
    monkeypatch.setattr("archlint.edge.terminal._columns", lambda _: columns)
    assert Terminal(Screen(), StringIO()).width(Screen()) == width


def test_a_screen_of_no_known_size_is_narrow():
    assert Terminal(Screen(), StringIO()).width(Screen()) == 80


def test_what_is_said_cannot_act_on_the_terminal():
    out = StringIO()
    Terminal(out, StringIO()).say("wrote \x1b[2J\nrm.svg")
    assert out.getvalue() == "wrote \\x1b[2J rm.svg\n"


def test_output_goes_to_the_terminal_or_to_a_file_as_utf8(tmp_path):
    out = StringIO()
    terminal = Terminal(out, StringIO())
    with open_output(terminal, None) as write:
        write("ä\n")
    with open_output(terminal, str(tmp_path / "report.txt")) as write:
        write("ö\n")
    assert out.getvalue() == "ä\n"
    assert (tmp_path / "report.txt").read_bytes() == "ö\n".encode()
