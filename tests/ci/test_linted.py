"""What runs in CI passes the linters of its trade, and so does what the documents say to copy."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "ci.md"
# It lies among what the wheel brings, and is not there when the tests run against one.
FIRST_WORKFLOW = "render/init/workflow.yml"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPTS = [ROOT / ".ci" / "run", *sorted((ROOT / "ci").rglob("*.sh"))]
TEMPLATE = ROOT / "ci" / "archlint.gitlab-ci.yml"
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def first_workflow() -> str:
    from archlint.edge.bundled import bundled
    from archlint.edge.files import FileReader

    return bundled().first_files(FileReader())["workflow.yml"]


def blocks(name: str) -> list[str]:
    """Return the YAML on the page that begins by naming this file."""
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(rf"```yaml\n# {re.escape(name)}\n(.*?)```", text, re.DOTALL)


def shown_workflow() -> str:
    """Return the workflow on the page, with a place that archlint could lie at."""
    [block] = blocks(".github/workflows/archlint.yml")
    return block.replace("OWNER/archlint@COMMIT", f"clinic/archlint@{'0' * 40} # v0.1.0")


def texts() -> dict[str, str]:
    """Return every workflow and action, by what it is called."""
    files = [*WORKFLOWS, ROOT / "action.yml"]
    known = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}
    return {**known, FIRST_WORKFLOW: first_workflow(), "docs/ci.md": shown_workflow()}


TEXTS = texts()


def passes(*command: str) -> None:
    result = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert result.returncode == 0, result.stdout


@pytest.fixture
def laid_out(tmp_path):
    """Lays a text out in a folder of its own, where a linter takes it for what it is."""

    def write(name: str) -> Path:
        action = name == "action.yml"
        place = tmp_path / ("action.yml" if action else ".github/workflows/workflow.yml")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(TEXTS[name], encoding="utf-8")
        return place

    return write


@pytest.mark.parametrize("name", TEXTS)
def test_zizmor_finds_nothing_unsafe(tool, laid_out, name):
    passes(tool("zizmor"), "--offline", "--no-progress", "--no-config", str(laid_out(name)))


@pytest.mark.parametrize("name", TEXTS)
def test_github_would_understand_it(tool, laid_out, name):
    schema = "github-actions" if name == "action.yml" else "github-workflows"
    place = str(laid_out(name))
    passes(tool("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", place)


@pytest.mark.parametrize("name", TEXTS)
def test_every_action_is_one_commit_that_says_its_version(name):
    uses = [line.strip().removeprefix("- ") for line in TEXTS[name].splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.match(line)] == []


def test_the_same_action_is_the_same_commit_everywhere():
    pins = {re.sub(r".*uses: ", "", line) for text in TEXTS.values() for line in text.splitlines()}
    actions = sorted(pin.split("@")[0] for pin in pins if PINNED.match(f"uses: {pin}"))
    assert len(actions) == len(set(actions)), actions


def test_gitlab_would_understand_the_template(tool):
    passes(tool("check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci", str(TEMPLATE))


def test_gitlab_would_understand_what_includes_it(tool, tmp_path):
    [block] = blocks(".gitlab-ci.yml")
    including = tmp_path / ".gitlab-ci.yml"
    including.write_text(block, encoding="utf-8")
    passes(tool("check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci", str(including))
    assert yaml.safe_load(block)["include"][0]["file"] == str(TEMPLATE.relative_to(ROOT))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_shellcheck_finds_nothing_in_a_script(tool, script):
    passes(tool("shellcheck"), str(script))


def test_shellcheck_finds_nothing_in_the_script_of_the_template(tool, tmp_path):
    job = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))["archlint"]
    script = tmp_path / "script.sh"
    script.write_text("#!/bin/sh\n" + "\n".join(job["script"]), encoding="utf-8")
    passes(tool("shellcheck"), str(script))


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "action.yml"])
def test_a_workflow_is_given_no_more_than_it_says_and_never_a_strangers_secrets(name):
    workflow = yaml.safe_load(TEXTS[name])
    assert "permissions" in workflow
    # YAML 1.1 takes the key `on` for true.
    assert "pull_request_target" not in workflow[True]
    assert "workflow_run" not in workflow[True]
    assert "secrets." not in TEXTS[name]


def test_the_page_asks_for_the_permissions_that_the_action_needs():
    [job] = yaml.safe_load(shown_workflow())["jobs"].values()
    assert job["permissions"] == {
        "contents": "read",
        "pull-requests": "write",
        "security-events": "write",
    }
    assert job["steps"][0]["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_the_page_tells_every_input_and_its_default():
    declared = yaml.safe_load(TEXTS["action.yml"])["inputs"]
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| .* \| (.*) \|$", page, re.MULTILINE)
    assert [name for name, _ in rows] == list(declared)
    for name, default in rows:
        stated = declared[name]["default"]
        assert default == f"`{stated}`" if stated else not default.startswith("`"), name


def test_the_page_tells_every_output():
    page = PAGE.read_text(encoding="utf-8")
    told = page[page.index("The outputs are") :].partition("\n\n")[0]
    declared = yaml.safe_load(TEXTS["action.yml"])["outputs"]
    assert set(declared) <= set(re.findall(r"`([a-z]+)`", told))
