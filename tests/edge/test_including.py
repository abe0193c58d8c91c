"""What a model includes: where it is looked for, in which order, and what is refused."""

from pathlib import Path

import pytest

from archlint.edge.files import FileReader
from archlint.edge.loading import load_models
from archlint.edge.sources import Extent, ModelSource
from archlint.source import SourceError

HEAD = "archlint: 1\nname: A\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def write(**files):
    """Write files; `__` stands for a slash, the suffix is left out."""
    for name, text in files.items():
        path = Path(name.replace("__", "/") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def load(path="main.yaml", **extent):
    return load_models(FileReader(), ModelSource(path), Extent(**extent)).base


def complaints(**extent):
    with pytest.raises(SourceError) as caught:
        load(**extent)
    return [f"{p.location}: {p.message}" for p in caught.value.problems]


def node(name):
    return f"nodes: {{{name}: {{type: aws.ec2}}}}\n"


def test_included_files_are_one_model_and_know_their_places():
    write(
        main=f"{HEAD}include: [parts/app.yaml]\nnodes: {{vpc: {{type: aws.vpc}}}}\n"
        "connections: [app -> db]\n",
        parts__app="include: [deeper/*.yaml]\nnodes: {app: {type: aws.ec2, in: vpc}}\n"
        "connections: [db -> app]\n",
        parts__deeper__db="nodes:\n  db: {type: aws.rds}\ndata: {x: {}}\n",
    )
    model = load()
    assert list(model.nodes) == ["vpc", "app", "db"]
    assert model.nodes["db"].location == ("parts/deeper/db.yaml", 2, 3)
    assert [connection.key for connection in model.connections] == ["app->db", "db->app"]
    assert model.path == "main.yaml"


def test_globs_give_files_in_the_order_of_their_names_without_the_hidden_and_the_file_itself():
    write(
        main=f"{HEAD}include: ['*.yaml', 'more/**/*.yml']\n{node('m')}",
        b=node("b"),
        a=node("a"),
    )
    for name in (".hidden.yaml", "note.txt", "more/.git/x.yml"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("not: [a model")
    Path("more/deep").mkdir()
    Path("more/deep/c.yml").write_text(node("c"))
    assert list(load().nodes) == ["m", "a", "b", "c"]


def test_a_file_named_twice_counts_once():
    write(
        main=f"{HEAD}include: [a.yaml, '*.yaml']\n",
        a=f"include: [b.yaml]\n{node('a')}",
        b=node("b"),
    )
    assert list(load().nodes) == ["a", "b"]


def test_an_environment_may_stand_in_a_file_of_its_own():
    write(
        main=f"{HEAD}include: [staging.yaml]\nnodes: {{db: {{type: aws.rds, multi_az: true}}}}\n",
        staging="environments: {staging: {nodes: {db: {multi_az: false}}}}\n",
    )
    models = load_models(FileReader(), ModelSource("main.yaml"), Extent(environment="all"))
    value = models.environments["staging"].nodes["db"].stated["multi_az"]
    assert (value.content, value.location.path) == (False, "staging.yaml")


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("nodes: {x: {type: aws.ec2}}", "the node 'x'"),
        ("data: {x: {}}", "the data asset 'x'"),
        ("flows: {x: {steps: [y -> y]}}", "the flow 'x'"),
        ("environments: {x: {}}", "the environment 'x'"),
    ],
)
def test_what_two_files_define_names_both_places(section, told):
    write(main=f"{HEAD}include: [a.yaml, b.yaml]\n", a=f"\n{section}\n", b=f"{section}\n")
    column = section.index("{x") + 2
    assert (
        f"b.yaml:1:{column}: {told} is defined twice: at a.yaml:2:{column} and at b.yaml:1:{column}"
        in complaints()
    )


def test_a_nested_node_that_another_file_defines_names_both_places():
    write(
        main=f"{HEAD}include: [a.yaml]\n"
        "nodes: {v: {type: aws.vpc, nodes: {x: {type: aws.ec2}}}}\n",
        a=node("x"),
    )
    assert complaints() == [
        "a.yaml:1:9: the node 'x' is defined twice: at main.yaml:4:36 and at a.yaml:1:9"
    ]


def test_a_connection_that_two_files_draw_names_both_places():
    write(
        main=f"{HEAD}include: [a.yaml]\n{node('x')}connections: [x -> x]\n",
        a="connections: [x -> x]\n",
    )
    assert complaints() == [
        "a.yaml:1:15: the connection x->x is written twice: at main.yaml:5:15 and at a.yaml:1:15"
    ]


def test_a_circle_names_both_places():
    write(main=f"{HEAD}include: [a.yaml]\n", a="include: [b.yaml]\n", b="include: [a.yaml]\n")
    [told] = complaints()
    assert told == (
        "b.yaml:1:11: the inclusion goes in a circle: 'a.yaml' includes 'b.yaml' at a.yaml:1:11, "
        "which includes 'a.yaml' at b.yaml:1:11"
    )


def test_a_file_that_includes_itself_is_a_circle():
    write(main=f"{HEAD}include: [main.yaml]\n")
    assert "main.yaml:3:11: the inclusion goes in a circle" in complaints()[0]


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("../outside.yaml", "it leaves the folder"),
        ("a/../../outside.yaml", "it leaves the folder"),
        ("/etc/passwd", "it is not relative"),
        ("~/x.yaml", "it is not relative"),
        ("C:/x.yaml", "it is not relative"),
        ("https://example.com/x.yaml", "it is an address, not a file"),
        ('"a\\\\b.yaml"', "its parts are not apart by '/'"),
        ("./a.yaml", "it has an empty part"),
        ("a//b.yaml", "it has an empty part"),
    ],
)
def test_nothing_but_a_path_below_the_file_is_included(folder, pattern, why):
    (folder.parent / "outside.yaml").write_text(node("x"))
    write(main=f"{HEAD}include: [{pattern}]\n")
    assert [why in text for text in complaints()] == [True]


@pytest.mark.parametrize("include", ["link.yaml", "'*.yaml'", "inner/x.yaml", "'**/x.yaml'"])
def test_a_link_out_of_the_project_is_not_followed(folder, include):
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "x.yaml").write_text(node("secret"))
    Path("link.yaml").symlink_to(outside / "x.yaml")
    Path("inner").symlink_to(outside)
    write(main=f"{HEAD}include: [{include}]\n")
    [told] = complaints()
    assert told.startswith("main.yaml:3:11: ")
    assert "outside the project" in told or "matches no other file" in told


def test_a_link_within_the_project_is_followed(folder):
    write(main=f"{HEAD}include: [link.yaml]\n", parts__a=node("a"))
    Path("link.yaml").symlink_to(folder / "parts" / "a.yaml")
    assert list(load().nodes) == ["a"]


def test_links_that_lead_to_each_other_are_refused():
    Path("a.yaml").symlink_to("b.yaml")
    Path("b.yaml").symlink_to("a.yaml")
    write(main=f"{HEAD}include: [a.yaml]\n")
    assert len(complaints()) == 1


def test_the_project_of_a_model_elsewhere_is_the_folder_of_the_model(folder):
    other = folder.parent / "other"
    other.mkdir()
    (other / "main.yaml").write_text(f"{HEAD}include: [a.yaml]\n")
    (other / "a.yaml").write_text(node("a"))
    assert list(load("../other/main.yaml").nodes) == ["a"]


def test_problems_of_every_file_are_told_at_their_places():
    write(
        main=f"{HEAD}include: [a.yaml, missing.yaml, 'none/*.yaml', b.yaml]\n"
        "nodes: {x: {type: y}}\n",
        a="name: A\nnodes: {db: {type: aws.rds, multi_as: true}}\n",
        b="nodes: [\n",
    )
    told = complaints()
    assert [text.split(": ")[0] for text in told] == [
        "a.yaml:1:1",
        "a.yaml:2:29",
        "b.yaml:2:1",
        "main.yaml:3:19",
        "main.yaml:3:33",
        "main.yaml:4:19",
    ]
    assert "unknown key 'name' in an included file" in told[0]
    assert "'missing.yaml' does not exist" in told[3]
    assert "matches no other file" in told[4]


def test_the_depth_of_inclusion_is_bounded():
    write(main=f"{HEAD}include: [f0.yaml]\n")
    for number in range(30):
        write(**{f"f{number}": f"include: [f{number + 1}.yaml]\n"})
    write(f30=node("a"))
    assert "files include each other more than 20 deep" in complaints()[0]


def test_the_number_of_files_is_bounded(monkeypatch):
    monkeypatch.setattr("archlint.edge.including.MAX_FILES", 3)
    write(
        main=f"{HEAD}include: ['parts/*.yaml']\n",
        **{f"parts__{n}": node(f"a{n}") for n in range(4)},
    )
    assert "a model has more than 3 files" in complaints()[0]


def test_the_size_of_all_files_is_bounded(monkeypatch):
    monkeypatch.setattr("archlint.edge.including.MAX_BYTES", 50)
    write(
        main=f"{HEAD}include: ['parts/*.yaml']\n",
        **{f"parts__{n}": node(f"a{n}") for n in range(4)},
    )
    assert "too large together" in complaints()[0]


def test_what_the_standard_input_includes_is_looked_for_beside_its_file():
    write(parts__a=node("a"))
    source = ModelSource("parts/new.yaml", f"{HEAD}include: [a.yaml]\n".encode())
    assert list(load_models(FileReader(), source, Extent()).base.nodes) == ["a"]


def test_aliases_are_counted_over_all_files(monkeypatch):
    monkeypatch.setattr("archlint.architecture.parsing.MAX_EXPANSION", 100)
    part = "data: {§: {tags: &t [" + ", ".join("abcdefghij") + "]}, §2: {tags: *t}}\n"
    parts = {f"parts__{n}": part.replace("§", f"d{n}") for n in range(20)}
    write(main=f"{HEAD}include: ['parts/*.yaml']\n", **parts)
    assert "the aliases expand to more than 100 values" in complaints()[0]


def test_how_much_globs_look_at_is_bounded_over_all_of_them(monkeypatch):
    monkeypatch.setattr("archlint.edge.globbing.MAX_ENTRIES", 12)
    write(
        main=f"{HEAD}include: ['a/*.yaml', 'b/*.yaml', 'c/*.yaml']\n",
        **{f"{folder}__{n}": node(f"{folder}{n}") for folder in "abc" for n in range(5)},
    )
    assert complaints() == ["main.yaml:3:35: the glob looks at more than 12 files"]


def test_a_folder_that_a_glob_cannot_look_at_is_told_at_the_include(monkeypatch):
    def deny(_):
        raise PermissionError(13, "Permission denied", "parts")

    monkeypatch.setattr("archlint.edge.globbing.os.scandir", deny)
    write(main=f"{HEAD}include: ['parts/*.yaml', none.yaml]\n", parts__a=node("a"))
    assert complaints() == [
        "main.yaml:3:11: 'parts' may not be read",
        "main.yaml:3:27: 'none.yaml' does not exist",
    ]
