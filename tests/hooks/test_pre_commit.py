"""A commit that breaks the architecture is refused by the hook that this repository offers.

All is real: git, pre-commit, the environment that it makes, the build of this checkout into it, the
commit. Only the network is missing: what archlint depends on is lent from this environment.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
pytest.importorskip("pre_commit", reason="pre-commit is not installed")
pytest.importorskip("hatchling", reason="hatchling, which builds the hook, is not installed")
pytestmark = [
    pytest.mark.skipif(
        not ((ROOT / ".git").exists() and (ROOT / "archlint").is_dir()),
        reason="the hook is installed from a git checkout only",
    ),
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]

PRIVATE_DATABASE = """\
archlint: 1
name: Clinic
nodes:
  aws:
    type: aws.cloud
    nodes:
      vpc:
        type: aws.vpc
        nodes:
          private: {type: aws.subnet, access: private}
  rds: {type: aws.rds, in: private}
"""

PUBLIC_DATABASE = PRIVATE_DATABASE.replace(
    "private: {type: aws.subnet, access: private}", "public: {type: aws.subnet, access: public}"
).replace("in: private", "in: public")


class Repository:
    """A git repository with an identity of its own, whatever the machine's settings are."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = environment
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch", "main")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def git(self, *arguments: str) -> str:
        result = self.run("git", *arguments)
        assert result.returncode == 0, result.stdout
        return result.stdout.strip()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self, message: str) -> subprocess.CompletedProcess[str]:
        self.git("add", "--all")
        return self.run("git", "commit", "--quiet", "--message", message)

    def subjects(self) -> list[str]:
        return self.git("log", "--format=%s").splitlines()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hooks")


@pytest.fixture(scope="module")
def environment(folder: Path) -> dict[str, str]:
    """An environment without network, without the user's settings, and with the libraries lent."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "PIP_", "PYTHON", "PRE_COMMIT", "VIRTUALENV_"))
    }
    unreachable = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    identity = {
        f"GIT_{role}_{field}": value
        for role in ("AUTHOR", "COMMITTER")
        for field, value in (("NAME", "Ada"), ("EMAIL", "ada@example.org"))
    }
    return {
        **inherited,
        **unreachable,
        **identity,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), inherited.get("PATH", "")]),
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        # pip reads this one the wrong way round: 0 means that nothing is fetched for the build.
        "PIP_NO_BUILD_ISOLATION": "0",
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "PYTHONPATH": str(lend_libraries(folder / "lent")),
        "VIRTUALENV_OVERRIDE_APP_DATA": str(folder / "virtualenv"),
        "VIRTUALENV_NO_PERIODIC_UPDATE": "1",
    }


def lend_libraries(folder: Path) -> Path:
    """Makes this environment's libraries importable from others, after their own.

    After, so that the hook runs the archlint that pre-commit has built, not the one of the tests.
    """
    paths = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        f"import sys\nsys.path.extend({paths!r})\n", encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def hook_repository(folder: Path, environment: dict[str, str]) -> Repository:
    """This checkout as it is now, uncommitted work included, as a repository of its own."""
    repository = Repository(folder / "archlint", environment)
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            target = repository.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    committed = repository.commit("The working tree")
    assert committed.returncode == 0, committed.stdout
    return repository


@pytest.fixture(scope="module")
def project(folder: Path, environment: dict[str, str], hook_repository: Repository) -> Repository:
    """A user's repository, with the hook installed."""
    repository = Repository(folder / "clinic", environment)
    revision = hook_repository.git("rev-parse", "HEAD")
    repository.write(
        ".pre-commit-config.yaml",
        f"repos:\n- repo: {hook_repository.folder.as_uri()}\n"
        f"  rev: {revision}\n  hooks: [{{id: archlint}}]\n",
    )
    installed = repository.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout
    return repository


def test_a_commit_is_refused_while_the_model_breaks_a_rule_and_accepted_once_it_does_not(project):
    project.write("model/architecture.yaml", PUBLIC_DATABASE)
    refused = project.commit("Move the database")
    assert refused.returncode != 0, refused.stdout
    assert "rds-private-subnet@rds" in refused.stdout
    assert "exit code: 1" in refused.stdout, "findings, not a failure to judge"

    project.write("model/architecture.yaml", PRIVATE_DATABASE)
    accepted = project.commit("Keep the database private")
    assert accepted.returncode == 0, accepted.stdout
    assert project.subjects() == ["Keep the database private"]


def test_a_commit_that_does_not_touch_the_architecture_is_not_held_up(project):
    project.write("notes.txt", "hello\n")
    accepted = project.commit("Notes")
    assert accepted.returncode == 0, accepted.stdout
    assert "(no files to check)Skipped" in accepted.stdout


@pytest.mark.parametrize(
    ("name", "is_checked"),
    [
        ("model/architecture.yaml", True),
        ("model/types/own.yml", True),
        ("services/model/architecture.yaml", False),
        ("rules/house/naming.yml", False),
        ("model/architecture.yaml.bak", False),
        ("docs/rules/naming.yaml", False),
        ("README.md", False),
    ],
)
def test_the_hook_runs_for_the_files_that_make_up_a_model(name, is_checked):
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert bool(re.search(hook["files"], name)) is is_checked
