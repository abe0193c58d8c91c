"""The configuration is found from the working directory upwards."""

import os
import subprocess
import sys

import pytest

from archlint.config import Located, resolve
from archlint.edge import settings
from archlint.edge.files import FileReader
from archlint.edge.settings import find_settings
from archlint.source import Location, SourceError

OURS = '[tool.archlint]\nfail-on = "note"\n'


@pytest.fixture
def put(tmp_path):
    (tmp_path / ".git").mkdir()

    def write(path, text=""):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.fixture
def find(tmp_path):
    def found(start="", explicit=None):
        (tmp_path / start).mkdir(parents=True, exist_ok=True)
        return find_settings(FileReader(), tmp_path / start, explicit)

    return found


@pytest.fixture
def refused(find):
    def problem(*arguments):
        with pytest.raises(SourceError) as caught:
            find(*arguments)
        [problem] = caught.value.problems
        return problem

    return problem


def test_without_a_configuration_the_working_directory_is_the_root(find, put, tmp_path):
    put("x")
    found = find("a/b")
    assert (found.root, found.settings.path) == (tmp_path / "a" / "b", "")


@pytest.mark.parametrize(
    ("files", "start", "path"),
    [
        ({"archlint.toml": ""}, "", "archlint.toml"),
        ({"archlint.toml": ""}, "a/b", "../../archlint.toml"),
        ({"pyproject.toml": OURS}, "a", "../pyproject.toml"),
        ({"archlint.toml": "", "a/archlint.toml": ""}, "a/b", "../archlint.toml"),
        ({"archlint.toml": "", "a/pyproject.toml": OURS}, "a", "pyproject.toml"),
        ({"archlint.toml": "", "a/pyproject.toml": "[tool.x]"}, "a", "../archlint.toml"),
        ({"archlint.toml": "", "a/pyproject.toml": "no TOML"}, "a", "../archlint.toml"),
        ({"archlint.toml": "", "a/pyproject.toml": "# archlint \x07"}, "a", "../archlint.toml"),
        ({"archlint.toml": "", "a/pyproject.toml": "# archlint\n= 1"}, "a", "../archlint.toml"),
        ({"archlint.toml": "", "a/pyproject.toml": "tool = 1 # archlint"}, "a", "../archlint.toml"),
        ({"archlint.toml": "", "pyproject.toml": "dev = ['archlint']"}, "", "archlint.toml"),
        ({"pyproject.toml": "[tool]\narchlint = {}"}, "", "pyproject.toml"),
        ({"archlint.toml": "", "a/.git/x": ""}, "a/b", ""),
        ({"archlint.toml": "", "a/.git": "gitdir: x"}, "a/b", ""),
        ({"a/archlint.toml": "", "a/.git/x": ""}, "a/b", "../archlint.toml"),
    ],
)
def test_the_nearest_configuration_within_the_repository_counts(find, put, files, start, path):
    for name, text in files.items():
        put(name, text)
    assert find(start).settings.path == path


@pytest.fixture
def owners(monkeypatch):
    """Who owns folders, by name: only a superuser can give them away."""
    names = {}
    monkeypatch.setattr(settings, "_owner", lambda folder: names.get(folder.name, 1))
    return names


@pytest.mark.parametrize(
    ("owner", "path"), [("a", "../archlint.toml"), ("b", ""), ("c", ""), ("", "../archlint.toml")]
)
def test_the_search_ends_below_a_folder_of_another_owner(find, put, owners, owner, path):
    put("a/b/archlint.toml")
    owners[owner] = 2
    assert find("a/b/c").settings.path == path


@pytest.mark.skipif(os.name == "nt", reason="folders have no such mode")
def test_the_search_ends_below_a_folder_that_everyone_may_write_to(find, put, tmp_path):
    put("tmp/archlint.toml")
    put("tmp/a/x")
    (tmp_path / "tmp").chmod(0o1777)
    assert find("tmp/a").settings.path == ""
    assert find("tmp").settings.path == "archlint.toml"


def test_a_working_directory_has_the_owner_that_the_system_says(tmp_path):
    assert settings._owner(tmp_path) == tmp_path.stat().st_uid
    assert settings._owner(tmp_path / "missing") is None


def test_the_root_is_the_folder_of_the_configuration(find, put, tmp_path):
    put("a/archlint.toml")
    assert find("a/b/c").root == tmp_path / "a"


def test_two_configurations_in_one_folder_are_refused(refused, put):
    put("archlint.toml")
    put("pyproject.toml", OURS)
    problem = refused("a")
    assert problem.message == (
        "the settings stand in two files: ../archlint.toml and ../pyproject.toml"
    )
    assert problem.hint == (
        "keep those of ../archlint.toml, and remove [tool.archlint] from ../pyproject.toml"
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("archlint.toml", "= 1", "this is not TOML: Invalid statement"),
        ("pyproject.toml", "[tool.archlint]\n= 1", "this is not TOML: Invalid statement"),
        ("pyproject.toml", "[tool]\narchlint = {modles = 1}", "unknown key 'modles'"),
        ("pyproject.toml", "[tool]\narchlint = 1", "'tool.archlint' must be a table"),
        ("archlint.toml", 'required-version = ">99"\nx = 1', "the project requires archlint '>99'"),
    ],
)
def test_a_configuration_that_would_be_used_must_be_right(refused, put, name, text, message):
    put(name, text)
    problem = refused("a")
    assert problem.message.startswith(message)
    assert problem.location.path == f"../{name}"


def test_the_text_is_kept_for_messages(put, tmp_path):
    put("archlint.toml", "x = 1\n")
    files = FileReader()
    with pytest.raises(SourceError):
        find_settings(files, tmp_path)
    assert files.texts == {"archlint.toml": "x = 1\n"}


def test_a_folder_of_that_name_is_refused(refused, tmp_path):
    (tmp_path / "archlint.toml").mkdir()
    assert refused().message == "'archlint.toml' is a folder"


@pytest.mark.parametrize("name", ["other.toml", "pyproject.toml"])
def test_a_configuration_can_be_named(find, put, tmp_path, name):
    put("archlint.toml", "wrong")
    put(f"ci/{name}", OURS if name == "pyproject.toml" else 'fail-on = "note"')
    found = find("a", f"../ci/{name}")
    assert (found.settings.fail_on, found.settings.path) == ("note", f"../ci/{name}")
    assert found.root == tmp_path / "ci"


def test_a_named_configuration_must_be_there_and_hold_settings(refused, put):
    put("pyproject.toml", "[tool.x]")
    assert refused("", "missing.toml").message == "'missing.toml' does not exist"
    assert refused("", "pyproject.toml").message == "'pyproject.toml' has no table [tool.archlint]"


def test_a_configuration_may_be_a_link(find, put, tmp_path):
    target = put("shared/settings.toml", 'models = ["m.yaml"]')
    put("a/m.yaml")
    (tmp_path / "a" / "archlint.toml").symlink_to(target)
    found = find("a")
    assert found.root == tmp_path / "a"
    assert found.paths(found.settings.models) == ("m.yaml",)


@pytest.fixture
def secret(tmp_path_factory):
    file = tmp_path_factory.mktemp("elsewhere") / "pyproject.toml"
    file.write_text(f"{OURS}password = 'hunter2'\n")
    return file


@pytest.mark.parametrize("name", ["archlint.toml", "pyproject.toml"])
@pytest.mark.parametrize("text", [None, "[tool]\narchlint = {x = 1}", "[tool.archlint]\n= 1"])
def test_a_configuration_that_leads_out_of_the_project_is_refused(
    refused, tmp_path, secret, name, text
):
    if text is not None:
        secret.write_text(text)
    (tmp_path / name).symlink_to(secret)
    problem = refused("a")
    assert problem.message == f"'../{name}' leads out of the project by a link"
    assert problem.location is None


def test_without_a_repository_a_configuration_must_not_lead_out_of_its_folder(tmp_path, secret):
    (tmp_path / "archlint.toml").symlink_to(secret)
    with pytest.raises(SourceError, match="leads out of the project by a link"):
        find_settings(FileReader(), tmp_path)


@pytest.mark.parametrize("text", ["[tool.x]", "no TOML", "dev = ['archlint']", "# archlint\n= 1"])
def test_a_link_to_what_holds_no_settings_is_passed_over(find, tmp_path, secret, text):
    secret.write_text(text)
    (tmp_path / "pyproject.toml").symlink_to(secret)
    assert find().settings.path == ""


def test_a_named_configuration_may_lead_anywhere(find, tmp_path, secret):
    secret.write_text(OURS)
    (tmp_path / "pyproject.toml").symlink_to(secret)
    assert find("", "pyproject.toml").settings.fail_on == "note"


def test_a_link_to_nothing_is_not_passed_over(refused, tmp_path):
    (tmp_path / "archlint.toml").symlink_to(tmp_path / "nowhere")
    assert refused().message == "'archlint.toml' does not exist"


def test_stated_paths_count_from_the_root_and_those_of_the_command_line_as_given(find, put):
    put("archlint.toml", 'models = ["model/a.yaml", "b.yaml"]')
    put("model/a.yaml")
    put("b.yaml")
    found = find("model")
    run = (*found.settings.models, Located("./x/../c.yaml"), Located("-"))
    assert found.paths(run) == ("a.yaml", "../b.yaml", "./x/../c.yaml", "-")


def test_stated_paths_that_are_not_there_are_told_with_their_places(find, put, tmp_path):
    put("archlint.toml", 'types = ["types",\n  "linked", "loop", "ok",\n"gone"]')
    put("ok/x.yaml")
    (tmp_path / "linked").symlink_to("/")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone").symlink_to("/nowhere/at/all")
    found = find()
    with pytest.raises(SourceError) as caught:
        found.paths(found.settings.types)
    missing, linked, loop, gone = caught.value.problems
    assert missing.location == Location("archlint.toml", 1, 10)
    assert missing.message == "'types' does not exist"
    assert missing.hint.startswith("paths are relative to the folder of 'archlint.toml'")
    assert linked.message == "'linked' leads out of the project by a link"
    assert loop.message.startswith("'loop' cannot be read: ")
    assert gone.message == "'gone' leads out of the project by a link"


def test_a_file_in_a_stated_folder_must_not_lead_out_of_the_project(find, put, tmp_path):
    put("a/archlint.toml", 'types = ["types"]\nrules = ["types/more"]')
    put("a/types/in.yaml")
    put("a/types/more/ok.yaml")
    put("outside.yaml", "password: hunter2")
    (tmp_path / "a/types/within.yaml").symlink_to("in.yaml")
    (tmp_path / "a/types/x.yaml").symlink_to(tmp_path / "outside.yaml")
    (tmp_path / "a/types/more/y.yml").symlink_to(tmp_path / "missing.yaml")
    (tmp_path / "a/types/more/loop.yml").symlink_to("loop.yml")
    found = find("a")
    with pytest.raises(SourceError) as caught:
        found.paths((*found.settings.types, *found.settings.rules))
    assert [(str(p.location), p.message) for p in caught.value.problems] == [
        ("archlint.toml:1:10", "'types/more/y.yml' leads out of the project by a link"),
        ("archlint.toml:1:10", "'types/x.yaml' leads out of the project by a link"),
        ("archlint.toml:2:10", "'types/more/y.yml' leads out of the project by a link"),
    ]


def test_what_the_command_line_names_may_lead_anywhere(find, put, tmp_path, secret):
    put("archlint.toml")
    (tmp_path / "types").mkdir()
    (tmp_path / "types/x.yaml").symlink_to(secret)
    assert find().paths([Located("types")]) == ("types",)


@pytest.mark.parametrize("link", ["model", "model/architecture.yaml"])
def test_the_default_model_must_not_lead_out_of_the_project(find, tmp_path, secret, link):
    (tmp_path / link).parent.mkdir(exist_ok=True)
    (secret.parent / "architecture.yaml").write_text("password: hunter2")
    target = secret.parent if link == "model" else secret
    (tmp_path / link).symlink_to(target)
    with pytest.raises(SourceError) as caught:
        find().default("model/architecture.yaml")
    [problem] = caught.value.problems
    assert problem.message == "'model/architecture.yaml' leads out of the project by a link"
    assert "name it on the command line" in problem.hint


def test_the_default_model_is_in_the_working_directory_wherever_the_configuration_is(find, put):
    put("ci/archlint.toml")
    put("model/a.yaml")
    assert find("", "ci/archlint.toml").default("model/a.yaml") == "model/a.yaml"
    assert find("", "ci/archlint.toml").default("model/missing.yaml") == "model/missing.yaml"


def test_the_settings_of_a_run_are_shown_from_the_root(find, put):
    put("archlint.toml", 'models = ["m.yaml"]')
    found = find("a/b")
    run = resolve(found.settings, types=["../t"], rules=["../../../r"], models=["-"])
    shown = found.as_text(run)
    assert "# project root: ../..\n" in shown
    assert '    "a/t",  # command line\n' in shown
    assert '# and "../r", which leads out of its folder' in shown


SCRIPT = """
import sys
from pathlib import Path
from archlint.edge.files import FileReader
from archlint.edge.settings import find_settings
find_settings(FileReader(), Path.cwd())
print(*sorted({"tomllib", "packaging"} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("files", "loaded"),
    [
        ({}, ""),
        ({"pyproject.toml": "[project]\nname = 'x'"}, ""),
        ({"archlint.toml": "fail-on = 'note'"}, "tomllib"),
        ({"archlint.toml": "required-version = '>=0.1'"}, "packaging tomllib"),
    ],
)
def test_what_is_not_needed_is_not_loaded(put, tmp_path, files, loaded):
    for name, text in files.items():
        put(name, text)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == loaded
