"""`archlint render`: what it writes and where."""

import pytest

from archlint.errors import ArchlintError


@pytest.fixture
def drawing(monkeypatch):
    """Stands in for the drawing: a picture is the model's name and the format."""

    def draw(model, _theme, *, formats):
        return {suffix: f"{model.name} {suffix}".encode() for suffix in formats}

    monkeypatch.setattr("archlint.diagrams.draw", draw)


@pytest.mark.usefixtures("drawing")
def test_both_formats_go_to_the_default_folder_under_the_models_name(run, project):
    screen = run("render", "shop.yaml")
    assert screen.status == 0
    assert screen.out == ("wrote docs/architecture/shop.png\nwrote docs/architecture/shop.svg\n")
    assert (project / "docs/architecture/shop.png").read_bytes() == b"Shop png"


@pytest.mark.usefixtures("drawing")
def test_only_the_formats_that_are_named_are_drawn(run, project):
    screen = run("render", "shop.yaml", "-o", "pictures", "--format", "svg")
    assert screen.out == "wrote pictures/shop.svg\n"
    assert [path.name for path in (project / "pictures").iterdir()] == ["shop.svg"]


@pytest.mark.usefixtures("drawing")
def test_findings_do_not_keep_it_from_drawing(run):
    assert run("check", "shop.yaml", sample_rules=True).status == 1
    assert run("render", "shop.yaml").status == 0


def test_a_drawing_that_fails_leaves_nothing(run, project, monkeypatch):
    def fail(*_, **__):
        raise ArchlintError("it cannot be drawn", hint="draw less")

    monkeypatch.setattr("archlint.diagrams.draw", fail)
    screen = run("render", "shop.yaml")
    assert (screen.status, screen.out) == (2, "")
    assert screen.err == "error: it cannot be drawn\n  next: draw less\n\n1 error\n"
    assert not (project / "docs").exists()


def test_a_real_picture_is_drawn_the_same_twice(run, project):
    pictures = []
    for _ in range(2):
        assert run("render", "shop.yaml").status == 0
        pictures.append((project / "docs/architecture/shop.svg").read_bytes())
    assert pictures[0] == pictures[1]
    assert b"<svg" in pictures[0]
    assert (project / "docs/architecture/shop.png").read_bytes().startswith(b"\x89PNG")
