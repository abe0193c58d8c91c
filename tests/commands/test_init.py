"""`archlint init` begins in an empty repository, and replaces nothing."""

import json
import shutil
import subprocess

import pytest
import yaml

from archlint import __version__
from archlint.cli import main

FILES = [
    ".github/workflows/archlint.yml",
    ".pre-commit-config.yaml",
    "archlint.toml",
    "model/architecture.yaml",
]


@pytest.fixture
def begin(tmp_path, monkeypatch, capsys):
    """Run archlint in an empty folder; give status, output and errors."""
    folder = tmp_path / "shop"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*words):
        status = main(list(words))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def written(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_it_writes_what_a_project_begins_with_and_tells_it(begin, tmp_path):
    status, out, _ = begin("init")
    assert (status, written(tmp_path / "shop")) == (0, FILES)
    assert out.splitlines()[:4] == [f"wrote {name}" for name in FILES]
    assert "describe your system in model/architecture.yaml" in out


def test_what_it_writes_checks_clean_even_of_notes(begin):
    begin("init")
    status, out, err = begin("check", "--fail-on", "note")
    assert (status, err) == (0, "")
    assert out.startswith("0 violated")


def test_the_system_is_called_as_it_is_asked_whatever_the_name(begin, tmp_path):
    name = 'A "b": # {c} é\n'
    begin("init", "sub", "--name", name)
    _, out, _ = begin("check", "sub/model/architecture.yaml", "--format", "json")
    assert json.loads(out)["summary"]["violated"] == 0
    text = (tmp_path / "shop/sub/model/architecture.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["name"] == name


def test_the_system_is_called_like_its_folder(begin, tmp_path):
    begin("init")
    text = (tmp_path / "shop" / "model" / "architecture.yaml").read_text()
    assert yaml.safe_load(text)["name"] == "shop"


def test_an_empty_name_is_refused(begin, tmp_path):
    status, _, err = begin("init", "--name", " ")
    assert (status, written(tmp_path)) == (2, [])
    assert "the system's name is empty" in err


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_there_is_kept(begin, tmp_path, name):
    own = tmp_path / "shop" / name
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("# mine\n")
    status, out, _ = begin("init")
    assert (status, own.read_text()) == (0, "# mine\n")
    assert f"kept {name}: it is there already" in out
    assert written(tmp_path / "shop") == FILES


def test_a_link_that_leads_nowhere_is_kept(begin, tmp_path):
    (tmp_path / "shop" / ".pre-commit-config.yaml").symlink_to(tmp_path / "elsewhere")
    _, out, _ = begin("init")
    assert "kept .pre-commit-config.yaml" in out
    assert not (tmp_path / "elsewhere").exists()


def test_nothing_is_written_through_a_link_that_leads_out(begin, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "shop" / "model").symlink_to(tmp_path / "elsewhere")
    status, _, err = begin("init")
    assert status == 2
    assert "model/architecture.yaml would be written outside of .: a link leads out" in err
    assert written(tmp_path) == []


def test_settings_in_pyproject_are_not_contradicted(begin, tmp_path):
    table = '[tool.archlint]\nmodels = ["docs/system.yaml"]\n'
    (tmp_path / "shop" / "pyproject.toml").write_text(table)
    _, out, _ = begin("init")
    assert "kept archlint.toml: pyproject.toml has the settings" in out
    assert "kept model/architecture.yaml: pyproject.toml names docs/system.yaml" in out
    assert "next:" not in out


def test_a_model_that_the_settings_name_and_that_is_not_there_is_written(begin, tmp_path):
    (tmp_path / "shop" / "archlint.toml").write_text('models = ["model/architecture.yaml"]\n')
    begin("init")
    assert written(tmp_path / "shop") == FILES


def test_the_configuration_asks_for_this_version(begin, tmp_path):
    begin("init")
    assert f'required-version = ">={__version__}"' in (tmp_path / "shop/archlint.toml").read_text()


def test_the_workflow_has_the_least_permissions_and_this_version(begin, tmp_path):
    begin("init")
    workflow = yaml.safe_load((tmp_path / "shop" / FILES[0]).read_text())
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step.get("run") for step in workflow["jobs"]["archlint"]["steps"]]
    assert f'python -m pip install "archlint=={__version__}"' in steps
    assert steps[-1] == "archlint check --format github"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_hook_refuses_a_commit_that_breaks_a_rule(begin, tmp_path, monkeypatch):
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    if shutil.which("archlint") is None:
        pytest.skip("the program archlint is not on the path")
    folder = tmp_path / "shop"
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    monkeypatch.setenv("ARCHLINT_CACHE_DIR", str(tmp_path / "cache"))

    def hook():
        subprocess.run(["git", "add", "--all"], cwd=folder, check=True)
        command = ["python", "-m", "pre_commit", "run"]
        return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)

    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    begin("init")
    assert hook().returncode == 0
    model = folder / "model" / "architecture.yaml"
    model.write_text(model.read_text().replace("in: private\n    engine", "in: public\n    engine"))
    broken = hook()
    assert broken.returncode == 1
    assert "rds-private-subnet@database" in broken.stdout
