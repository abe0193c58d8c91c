"""The GitHub action: its steps as they stand in action.yml, with stand-ins for what they call."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
MARKER = "<!-- archlint review: model/architecture.yaml -->"
HOSTILE = [
    "$(touch hacked)",
    "`touch hacked`",
    "x; touch hacked",
    "x' && touch hacked && '",
    'x" && touch hacked && "',
    "x\nstatus=0\ntouch hacked",
    "${{ github.token }}",
    "--exit-zero",
    "* --> ::error::x",
]

GH = """\
import json, os, pathlib, sys

words, stub = sys.argv[1:], pathlib.Path(os.environ["STUB"])
writes = "--method" in words
body = json.load(sys.stdin) if "--input" in words else None
with open(stub / "gh.calls", "a") as calls:
    calls.write(json.dumps({"words": words, "body": body, "token": os.environ["GH_TOKEN"]}) + "\\n")
if os.environ.get("STUB_REFUSES") == ("write" if writes else "list"):
    print("gh: Resource not accessible by integration (HTTP 403)", file=sys.stderr)
    sys.exit(1)
if not writes:
    sys.stdout.write((stub / "comments.json").read_text())
"""

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="the action is for Linux and macOS"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed"),
]


class Ran(NamedTuple):
    """What a step left."""

    status: int
    log: str
    outputs: dict[str, str]
    summary: str


class Job:
    """A job of a workflow that runs single steps of the action, as GitHub's runner does."""

    def __init__(self, folder, stubs):
        self.folder, self.stubs = folder, stubs
        self.workspace, self.temp = folder / "workspace", folder / "temp"
        self.workspace.mkdir()
        self.temp.mkdir()
        self.known = {
            "steps.python.outputs.python-path": "python3",
            "steps.install.outputs.archlint": str(stubs.folder / "bin" / "archlint"),
            "inputs.model": "",
            "inputs.base || github.event.pull_request.base.sha": "1234abc",
            "inputs.rules": "base",
            "inputs.fail-on": "",
            "inputs.pictures != ''": "true",
            "github.token": "the-token",
            "github.event.pull_request.number": "7",
            "steps.pictures.outputs.artifact-url": "",
            "steps.sarif.outcome": "success",
            "steps.pictures.outcome": "success",
        }

    def run(self, name, known=(), environment=(), path=None):
        step = STEPS[name]
        self.known.update(known)
        given = {key: self.fill(value) for key, value in step.get("env", {}).items()}
        output, summary = self.folder / "output", self.folder / "summary"
        output.write_text("")
        summary.touch()
        script = self.folder / "script.sh"
        script.write_text(step["run"])
        result = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace,
            env={
                **self.stubs.environment,
                **({"PATH": path} if path else {}),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_REPOSITORY": "clinic/shop",
                "RUNNER_TEMP": str(self.temp),
                **given,
                **dict(environment),
            },
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        self.known.update({f"steps.{step.get('id')}.outputs.{k}": v for k, v in outputs.items()})
        return Ran(result.returncode, result.stdout, outputs, summary.read_text())

    def fill(self, value):
        """Replaces expressions by what they stand for; one that is not known is an error."""
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda match: self.known[match[1]], value)

    def archlint(self):
        return self.stubs.calls("archlint")


@pytest.fixture
def job(tmp_path, stubs):
    stubs.add("gh", GH)
    stubs.answer("comments.json", "[]")
    return Job(tmp_path, stubs)


@pytest.fixture
def comment(job, tool):
    """Judges, then comments; gives the second step, and the writing call if there was one."""
    tool("jq")

    def run(**options):
        job.run("Judge")
        ran = job.run("Comment", **options)
        calls = job.stubs.calls("gh")
        return ran, [call for call in calls if "--method" in call["words"]]

    return run


def note(number, body, login="github-actions[bot]", kind="Bot"):
    return {"id": number, "body": body, "user": {"login": login, "type": kind}}


# --- judging -----------------------------------------------------------------------------------


def test_a_change_is_reviewed_against_the_base_and_told_in_every_format(job):
    ran = job.run("Judge")
    assert ran.status == 0
    review, drawing = job.archlint()
    reports = job.temp / "archlint-reports"
    assert review == [
        *("review", "--base=1234abc", "--rules=base"),
        *("--format", "text"),
        *("--format", f"github:{reports}/annotations.txt"),
        *("--format", f"markdown:{reports}/archlint.md"),
        *("--format", f"sarif:{reports}/archlint.sarif"),
        *("--format", f"json:{reports}/archlint.json"),
    ]
    assert drawing[:3] == review[:3]
    assert ran.outputs == {
        "status": "1",
        "kind": "review",
        "markdown": f"{reports}/archlint.md",
        "sarif": f"{reports}/archlint.sarif",
        "json": f"{reports}/archlint.json",
        "pictures": f"{job.temp}/archlint-pictures",
    }
    assert ran.summary == f"{MARKER}\n# Review\n"
    assert len(list((job.temp / "archlint-pictures").iterdir())) == 3


def test_the_comment_refers_to_no_picture_since_github_shows_none_of_an_artifact(job):
    job.run("Judge")
    review, drawing = job.archlint()
    assert "--pictures" not in review
    assert drawing[3:] == ["--exit-zero", "--pictures", f"{job.temp}/archlint-pictures"]


def test_without_a_base_the_project_is_checked(job):
    ran = job.run("Judge", {"inputs.base || github.event.pull_request.base.sha": ""})
    [check] = job.archlint()
    assert check[:3] == ["check", "--format", "text"]
    assert (ran.outputs["kind"], ran.outputs["pictures"]) == ("check", "")


@pytest.mark.parametrize("status", ["0", "1", "2"])
def test_the_action_ends_as_archlint_did_and_only_at_the_end(job, status):
    judged = job.run("Judge", environment={"STUB_STATUS": status})
    assert (judged.status, judged.outputs["status"]) == (0, status)
    assert job.run("End as archlint ended").status == int(status)


def test_what_kept_archlint_from_reporting_is_told_in_the_summary(job):
    failing = {"STUB_STATUS": "2", "STUB_WRITES_NOT": "1", "STUB_ERRORS": "error: no such base\n"}
    ran = job.run("Judge", environment=failing)
    assert ran.outputs["status"] == "2"
    assert ran.summary == (
        f"{MARKER}\narchlint could not judge this (exit status 2):\n\n    error: no such base\n"
    )


def test_a_run_that_reports_nothing_is_none_that_found_nothing(job):
    ran = job.run("Judge", environment={"STUB_STATUS": "0", "STUB_WRITES_NOT": "1"})
    assert ran.outputs["status"] == "2"


def test_the_words_of_an_error_can_end_no_block_and_begin_no_comment(job):
    errors = "a\n```\n<!-- archlint review: x -->\n@everyone\n"
    failing = {"STUB_STATUS": "2", "STUB_WRITES_NOT": "1", "STUB_ERRORS": errors}
    ran = job.run("Judge", {"inputs.model": "x --> <b>\n"}, environment=failing)
    first, _, _, *rest = ran.summary.splitlines()
    assert first == "<!-- archlint review: unknown -->"
    assert rest == [f"    {line}" for line in errors.splitlines()]


def test_no_word_that_archlint_prints_commands_the_runner(job):
    said = {"STUB_PRINTS": "::add-path::/tmp/evil", "STUB_ERRORS": "::set-env name=A::b\n"}
    tokens = set()
    for _ in range(2):
        lines = job.run("Judge", environment=said).log.splitlines()
        [begin] = [n for n, line in enumerate(lines) if line.startswith("::stop-commands::")]
        token = lines[begin].removeprefix("::stop-commands::")
        end = lines.index(f"::{token}::")
        told = [n for n, line in enumerate(lines) if "add-path" in line or "set-env" in line]
        assert told
        assert all(begin < n < end for n in told)
        tokens.add(token)
    assert len(tokens) == 2, "one that is known beforehand could be spoken"


def test_annotations_are_for_the_runner(job):
    job.stubs.answer("report.github", "::error file=model/architecture.yaml::public\n")
    lines = job.run("Judge").log.splitlines()
    assert lines[-1] == "::error file=model/architecture.yaml::public"


def test_pictures_that_cannot_be_drawn_fail_nothing_and_are_told(job):
    ran = job.run("Judge", environment={"STUB_DRAWS_NOT": "1", "STUB_STATUS": "0"})
    assert (ran.status, ran.outputs["status"], ran.outputs["pictures"]) == (0, "0", "")
    assert "::warning::archlint drew no pictures" in ran.log


def test_no_pictures_are_drawn_where_none_are_wanted(job):
    job.run("Judge", {"inputs.pictures != ''": "false"})
    assert len(job.archlint()) == 1


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("inputs.model", "{}"),
        ("inputs.base || github.event.pull_request.base.sha", "--base={}"),
        ("inputs.rules", "--rules={}"),
        ("inputs.fail-on", "--fail-on={}"),
    ],
)
def test_hostile_text_is_one_word_to_archlint_and_runs_nothing(job, known, expected, text):
    ran = job.run("Judge", {known: text})
    word = expected.format(text)
    if known == "inputs.model" and text.startswith("-"):
        word = f"./{text}"
    assert word in job.archlint()[0]
    assert list(ran.outputs) == ["status", "kind", "markdown", "sarif", "json", "pictures"]
    assert ran.outputs["status"] == "1"
    assert not list(job.folder.rglob("hacked"))


# --- commenting --------------------------------------------------------------------------------


def test_the_first_review_is_a_new_comment(comment, job):
    ran, [call] = comment()
    assert ran.status == 0
    assert call["words"] == [
        *("api", "--method", "POST", "repos/clinic/shop/issues/7/comments"),
        *("--input", "-", "--silent"),
    ]
    assert call["body"] == {"body": f"{MARKER}\n# Review\n"}
    assert call["token"] == job.known["github.token"]


def test_a_later_review_replaces_it_wherever_in_the_list_it_is(comment, job):
    pages = [[note(1, "hello")], [note(2, f"{MARKER}\nold"), note(3, f"{MARKER}\nolder")]]
    job.stubs.answer("comments.json", "".join(json.dumps(page) for page in pages))
    _, [call] = comment()
    assert call["words"][:4] == ["api", "--method", "PATCH", "repos/clinic/shop/issues/comments/2"]
    listing = job.stubs.calls("gh")[0]["words"]
    assert listing == ["api", "--paginate", "repos/clinic/shop/issues/7/comments?per_page=100"]


@pytest.mark.parametrize(
    "foreign",
    [
        note(1, f"{MARKER}\nmine", login="mallory", kind="User"),
        note(1, f"{MARKER}\nmine", login="github-actions[bot]", kind="User"),
        note(1, f"{MARKER}\nmine", login="other[bot]"),
        note(1, f"see {MARKER}\n"),
        note(1, "<!-- archlint review: model/other.yaml -->\n"),
    ],
)
def test_what_is_not_this_review_by_this_bot_is_left_alone(comment, job, foreign):
    job.stubs.answer("comments.json", [foreign])
    _, [call] = comment()
    assert call["words"][2] == "POST"


def test_the_comment_links_the_pictures(comment):
    url = "https://github.com/clinic/shop/actions/runs/1/artifacts/2"
    _, [call] = comment(known={"steps.pictures.outputs.artifact-url": url})
    assert call["body"]["body"].endswith(
        f"\n[Pictures: before, after, and the difference]({url})\n"
    )


@pytest.mark.parametrize("refused", ["list", "write"])
def test_a_token_that_may_only_read_fails_nothing_and_the_summary_says_so(comment, refused):
    ran, _ = comment(environment={"STUB_REFUSES": refused})
    assert ran.status == 0
    assert "::notice::archlint could not comment" in ran.log
    assert ran.summary.startswith(f"{MARKER}\n# Review\n"), "it stands there all the same"
    assert "not a comment of the pull request: GitHub did not take it" in ran.summary


def test_what_prevented_a_review_is_a_comment_too(comment, job):
    job.stubs.environment |= {
        "STUB_STATUS": "2",
        "STUB_WRITES_NOT": "1",
        "STUB_ERRORS": "error: no such base\n",
    }
    _, [call] = comment()
    assert call["body"]["body"].startswith(f"{MARKER}\narchlint could not judge this")
    assert "    error: no such base\n" in call["body"]["body"]


@pytest.mark.parametrize("number", ["", "7/../../contents", "7 --method DELETE"])
def test_without_a_number_nothing_is_asked_of_github(comment, job, number):
    ran, written = comment(known={"github.event.pull_request.number": number})
    assert (ran.status, written, job.stubs.calls("gh")) == (0, [], [])


def test_the_report_of_a_check_is_no_comment(comment, job):
    job.stubs.answer("report.markdown", "# Checked\n")
    ran, written = comment()
    assert (ran.status, written) == (0, [])
    assert "the report is not a review" in ran.log


def test_a_body_is_sent_as_it_is_whatever_it_holds(comment, job):
    body = f"{MARKER}\n$(touch hacked) `touch hacked` \"' \\ \u2028 é\n"
    job.stubs.answer("report.markdown", body)
    _, [call] = comment()
    assert call["body"] == {"body": body}
    assert not list(job.folder.rglob("hacked"))


# --- the rest ----------------------------------------------------------------------------------


def test_python_is_kept_from_importing_what_a_branch_brings_along(job, stubs):
    recorder = (
        "import json, os, pathlib, shutil, sys\n"
        "words = sys.argv[1:]\n"
        'with open(pathlib.Path(os.environ["STUB"]) / "python.calls", "a") as calls:\n'
        '    calls.write(json.dumps([os.getcwd(), *words]) + "\\n")\n'
        'if "venv" in words:\n'
        '    folder = pathlib.Path(words[-1]) / "bin"\n'
        "    folder.mkdir(parents=True)\n"
        '    shutil.copy2(sys.argv[0], folder / "python")\n'
    )
    python = stubs.add("recorder", recorder)
    ran = job.run("Install archlint", {"steps.python.outputs.python-path": str(python)})
    assert ran.status == 0, ran.log
    environment = f"{job.temp}/archlint-environment"
    assert stubs.calls("python") == [
        [str(job.temp), "-I", "-m", "venv", environment],
        [
            *(str(job.temp), "-I", "-m", "pip", "install", "--quiet"),
            *("--disable-pip-version-check", str(ROOT)),
        ],
    ]
    assert ran.outputs == {"archlint": f"{environment}/bin/archlint"}


def test_uploads_that_fail_are_told_and_hide_nothing(job):
    job.run("Judge", environment={"STUB_STATUS": "0"})
    outcomes = {"steps.sarif.outcome": "failure", "steps.pictures.outcome": "failure"}
    ran = job.run("End as archlint ended", outcomes)
    assert ran.status == 0
    assert ran.log.count("::warning::") == 2


def test_an_action_that_never_judged_fails(job):
    job.known["steps.judge.outputs.status"] = ""
    assert job.run("End as archlint ended").status == 2


def test_no_expression_stands_in_a_script():
    for name, step in STEPS.items():
        assert "${{" not in step.get("run", ""), name


def test_what_shows_the_result_cannot_hide_it():
    before_the_end = list(STEPS.values())[3:-1]
    assert len(before_the_end) == 3
    assert all(step["continue-on-error"] is True for step in before_the_end)


def test_every_input_is_used_and_every_used_one_is_declared():
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    runs = text[text.index("\nruns:") :]
    assert set(re.findall(r"inputs\.([a-z-]+)", runs)) == set(ACTION["inputs"])


def test_the_scripts_can_be_run():
    scripts = sorted((ROOT / "ci" / "github").glob("*.sh"))
    assert scripts
    assert all(os.access(script, os.X_OK) for script in scripts)
