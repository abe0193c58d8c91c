"""`archlint render`: what it writes and where."""

import shlex

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


@pytest.fixture
def stamps(monkeypatch):
    """Stands in for the stamp of a picture: the name of the model that it was drawn from."""
    monkeypatch.setattr(
        "archlint.diagrams.is_current",
        lambda picture, model, _theme: picture.startswith(model.name.encode()),
    )


def contents(project):
    return {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("drawing", "stamps")
def test_what_was_just_drawn_is_current(run):
    run("render", "shop.yaml")
    screen = run("render", "shop.yaml", "--check")
    assert screen == (0, "2 files in docs/architecture, all current\n", "")


@pytest.mark.usefixtures("drawing", "stamps")
def test_check_tells_a_missing_and_a_stale_picture_and_draws_nothing(run, project):
    run("render", "shop.yaml", "--format", "svg")
    (project / "docs/architecture/shop.svg").write_bytes(b"Another")
    before = contents(project)
    screen = run("render", "shop.yaml", "--check")
    assert screen == (
        1,
        (
            "docs/architecture/shop.png: missing\n"
            "docs/architecture/shop.svg: stale\n"
            "2 files not current; run: archlint render shop.yaml\n"
        ),
        "",
    )
    assert contents(project) == before


@pytest.mark.usefixtures("drawing", "stamps")
@pytest.mark.parametrize(
    "options",
    [
        (),
        ("-o", "some pictures"),
        ("--format", "svg"),
        ("--format", "svg", "--format", "png", "-o", "drawn"),
        ("--config", "archlint.toml", "--types", "types"),
    ],
)
def test_the_command_that_check_names_makes_the_pictures_current(run, project, options):
    (project / "archlint.toml").write_text('models = ["shop.yaml"]\n')
    (project / "types").mkdir()
    (project / "types" / "own.yaml").write_text("shop.till: {name: Till, kinds: [service]}\n")
    screen = run("render", "shop.yaml", "--check", *options)
    assert screen.status == 1, screen
    _, command = screen.out.splitlines()[-1].split("run: archlint ")
    assert run(*shlex.split(command)).status == 0
    assert run("render", "shop.yaml", "--check", *options).status == 0


def test_check_refuses_what_drawing_refuses(run, project):
    (project / "many.yaml").write_text(
        "archlint: 1\nname: Many\nnodes:\n"
        + "".join(f"  n{i}: {{type: aws.sqs}}\n" for i in range(101))
    )
    drawn, checked = run("render", "many.yaml"), run("render", "many.yaml", "--check")
    assert (checked.status, checked.out) == (2, "")
    assert checked.err == drawn.err
    assert "do not fit one picture" in checked.err


def test_a_real_picture_is_stale_once_the_model_says_something_else(run, project):
    assert run("render", "shop.yaml").status == 0
    assert run("render", "shop.yaml", "--check").status == 0
    model = project / "shop.yaml"
    model.write_text(model.read_text().replace("name: Shop", "name: Shops", 1))
    screen = run("render", "shop.yaml", "--check")
    assert screen.status == 1
    assert screen.out.startswith("docs/architecture/shop.png: stale\n")
