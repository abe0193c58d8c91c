"""A commit that breaks the architecture is refused by the hooks that this repository offers.

All is real: git, pre-commit, the environment that it makes, the build of this checkout into it, the
commit. Only the network is missing: what archlint depends on is lent from this environment.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "hooks.md"
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
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

SETTINGS = """\
[tool.archlint]
rules = ['policy']
fail-on = 'error'
"""

RULE = """\
id: has-a-queue
title: Work waits in a queue
severity: error
applies_to: {model: true}
require:
  has: {type: aws.sqs}
why: What is not done at once must not be lost.
fix: Add a queue.
examples:
  pass:
    - nodes:
        jobs: {type: aws.sqs}
  fail:
    - nodes:
        db: {type: aws.rds}
"""

UNPROVEN_RULE = RULE.replace("has: {type: aws.sqs}", "has: {type: aws.lambda}")


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


Begin = Callable[..., Repository]


@pytest.fixture(scope="module")
def begin(folder: Path, environment: dict[str, str], hook_repository: Repository) -> Begin:
    """Makes users' repositories with hooks; all of them share what the first has installed."""
    revision = hook_repository.git("rev-parse", "HEAD")

    def begin(name: str, hooks: Sequence[str]) -> Repository:
        repository = Repository(folder / name, environment)
        listed = "".join(f"    - {hook}\n" for hook in hooks)
        repository.write(
            ".pre-commit-config.yaml",
            f"repos:\n- repo: {hook_repository.folder.as_uri()}\n"
            f"  rev: {revision}\n  hooks:\n{listed}",
        )
        installed = repository.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
        assert installed.returncode == 0, installed.stdout
        return repository

    return begin


def refused(repository: Repository, message: str = "A change") -> str:
    """Commits everything, expects that a hook refuses it, and returns what was shown."""
    before = repository.git("rev-list", "--all", "--count")
    result = repository.commit(message)
    assert result.returncode != 0, result.stdout
    assert repository.git("rev-list", "--all", "--count") == before
    return result.stdout


def accepted(repository: Repository, message: str = "A change") -> str:
    """Commits everything, expects that the hooks let it, and returns what was shown."""
    result = repository.commit(message)
    assert result.returncode == 0, result.stdout
    assert repository.subjects()[0] == message
    return result.stdout


@pytest.fixture(scope="module")
def clinic(begin: Begin) -> Repository:
    """A repository that holds a model of two files, a rule of its own and a configuration."""
    repository = begin("clinic", ["{id: archlint}"])
    repository.write("model/architecture.yaml", PRIVATE_DATABASE + "include: [parts/*.yaml]\n")
    for name, kind in (("queue", "sqs"), ("topic", "sns")):
        text = f"nodes:\n  {name}: {{type: aws.{kind}, in: aws}}\n"
        repository.write(f"model/parts/{name}.yaml", text)
    repository.write("pyproject.toml", SETTINGS)
    repository.write("policy/queue.yaml", RULE)
    accepted(repository, "The clinic")
    return repository


@pytest.fixture
def project(clinic: Repository) -> Repository:
    """The clinic as it was committed first."""
    clinic.git("reset", "--quiet", "--hard", clinic.git("rev-list", "--max-parents=0", "HEAD"))
    clinic.git("clean", "--quiet", "-d", "--force")
    return clinic


def test_a_commit_is_refused_while_the_model_breaks_a_rule_and_accepted_once_it_does_not(project):
    included = "include: [parts/*.yaml]\n"
    project.write("model/architecture.yaml", PUBLIC_DATABASE + included)
    shown = refused(project, "Move the database")
    assert "rds-private-subnet@rds" in shown
    assert "exit code: 1" in shown, "findings, not a failure to judge"

    project.write("model/architecture.yaml", PRIVATE_DATABASE + included + "# as it was\n")
    accepted(project, "Keep the database private")


def test_a_commit_that_has_nothing_to_do_with_the_architecture_passes(project):
    project.write("notes.txt", "hello\n")
    assert re.search(r"archlint check\.+Passed", accepted(project, "Notes"))


def test_a_commit_that_only_deletes_an_included_file_is_judged(project):
    (project.folder / "model" / "parts" / "queue.yaml").unlink()
    shown = refused(project)
    assert "exit code: 1" in shown
    assert "has-a-queue@model" in shown


def test_a_commit_that_only_changes_pyproject_is_judged(project):
    project.write("pyproject.toml", SETTINGS.replace("'error'", "'note'"))
    assert "exit code: 1" in refused(project)


def test_a_commit_that_only_changes_a_configured_rule_is_judged(project):
    project.write("policy/queue.yaml", UNPROVEN_RULE)
    assert "has-a-queue@model" in refused(project)


def test_what_is_not_staged_does_not_count(project):
    project.write("model/architecture.yaml", PUBLIC_DATABASE)
    project.write("notes.txt", "hello\n")
    project.git("add", "notes.txt")
    result = project.run("git", "commit", "--quiet", "--message", "Notes")
    assert result.returncode == 0, result.stdout
    assert (project.folder / "model/architecture.yaml").read_text() == PUBLIC_DATABASE


def test_a_stale_picture_is_refused_until_it_is_drawn_anew(begin):
    project = begin("drawn", ["{id: archlint-render, args: [--format, svg]}"])
    project.write("model/architecture.yaml", PRIVATE_DATABASE)
    shown = refused(project)
    assert "docs/architecture/architecture.svg: missing" in shown
    assert "run: archlint render --format svg" in shown
    archlint(project, "render", "--format", "svg")
    accepted(project, "With its picture")

    project.write("model/architecture.yaml", PRIVATE_DATABASE.replace("Clinic", "Hospital"))
    assert "docs/architecture/architecture.svg: stale" in refused(project)
    archlint(project, "render", "--format", "svg")
    accepted(project, "With its new picture")


def test_stale_documents_are_refused_until_they_are_written_anew(begin):
    project = begin("documented", ["{id: archlint-docs}"])
    project.write("model/architecture.yaml", PRIVATE_DATABASE)
    assert "docs/architecture/index.md: missing" in refused(project)
    archlint(project, "docs")
    accepted(project, "With its documents")
    (project.folder / "docs/architecture/index.md").unlink()
    shown = refused(project)
    assert "docs/architecture/index.md: missing" in shown
    assert "run: archlint docs" in shown


def test_a_rule_that_its_examples_do_not_prove_is_refused(begin):
    project = begin("ruled", ["{id: archlint-rules, args: [--select, policy]}"])
    project.write("archlint.toml", 'rules = ["policy"]\n')
    project.write("policy/queue.yaml", RULE)
    accepted(project, "A rule")
    project.write("policy/queue.yaml", UNPROVEN_RULE)
    shown = refused(project)
    assert "has-a-queue" in shown
    assert "exit code: 1" in shown


def test_the_page_shows_what_a_run_over_everything_tells(begin, matches_page):
    project = begin("clinicease", [f"{{id: {hook['id']}}}" for hook in HOOKS])
    project.write("archlint.toml", 'select = ["rds-private-subnet"]\n')
    project.write("model/architecture.yaml", PRIVATE_DATABASE)
    archlint(project, "docs")
    project.write("model/architecture.yaml", PUBLIC_DATABASE)
    project.git("add", "--all")
    run = project.run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert run.returncode == 1
    matches_page(scrubbed(run.stdout))


def test_the_page_shows_the_configuration_that_the_hooks_have():
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    configured = [hook["id"] for hook in yaml.safe_load(blocks[0])["repos"][0]["hooks"]]
    assert configured == [hook["id"] for hook in HOOKS]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_once_for_a_commit_and_not_for_messages_and_checkouts(hook):
    assert hook["always_run"] is True, "a deleted file would not be seen"
    assert hook["pass_filenames"] is False
    assert "files" not in hook
    assert hook["stages"] == ["pre-commit", "pre-merge-commit", "pre-push", "manual"]


def archlint(repository: Repository, *words: str) -> None:
    """Runs the archlint of the tests in a repository."""
    environment = {name: v for name, v in repository.environment.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        [sys.executable, "-m", "archlint", *words],
        cwd=repository.folder,
        env={**environment, "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
        check=False,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def scrubbed(text: str) -> str:
    """Takes out of a run's output what differs from run to run: how long a hook took."""
    return re.sub(r"(?m)^- duration: .*\n", "", text)


@pytest.fixture
def matches_page() -> Callable[[str], None]:
    """Compares an output with the one on the page.

    One that is meant to change: `ARCHLINT_UPDATE_SNAPSHOTS=1 pytest tests/hooks` writes it instead.
    """

    def compare(output: str) -> None:
        page = PAGE.read_text(encoding="utf-8")
        head, fence, rest = page.partition("```console\n$ pre-commit run --all-files\n")
        shown, end, tail = rest.partition("```")
        if os.environ.get("ARCHLINT_UPDATE_SNAPSHOTS"):
            page = head + fence + output + end + tail
            PAGE.write_text(page, encoding="utf-8", newline="\n")
        else:
            assert shown == output

    return compare
