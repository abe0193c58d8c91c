"""The GitLab template: its script as it stands there, with stand-ins for what it calls."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "ci" / "archlint.gitlab-ci.yml"
JOB = yaml.safe_load(TEMPLATE.read_text(encoding="utf-8"))["archlint"]
MARKER = "<!-- archlint review: model/architecture.yaml -->"
NOTES = "https://git.example.com/api/v4/projects/3/merge_requests/7/notes"
MERGE_REQUEST = {
    "CI_MERGE_REQUEST_IID": "7",
    "CI_MERGE_REQUEST_PROJECT_ID": "3",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA": "1234abc",
}
TOKEN = {"ARCHLINT_TOKEN": "the-token"}

# Makes an environment that holds the stand-ins; for anything else it is Python.
PYTHON = f"""\
import json, os, pathlib, shutil, sys

words, stub = sys.argv[1:], pathlib.Path(os.environ["STUB"])
with open(stub / "python.calls", "a") as calls:
    calls.write(json.dumps([os.getcwd(), *words]) + "\\n")
if words[1:3] == ["-m", "venv"]:
    folder = pathlib.Path(words[3]) / "bin"
    folder.mkdir(exist_ok=True)
    shutil.copy2(stub / "bin" / "archlint", folder)
    shutil.copy2(sys.argv[0], folder / "python")
elif words[1:3] != ["-m", "pip"]:
    os.execv({sys.executable!r}, [{sys.executable!r}, *words])
"""

CURL = """\
import json, os, pathlib, sys

words, stub = sys.argv[1:], pathlib.Path(os.environ["STUB"])
value = lambda name: words[words.index(name) + 1] if name in words else None
method, url = value("--request") or "GET", [w for w in words if w.startswith("https://")][0]
data = value("--data-binary")
body = json.loads(pathlib.Path(data.removeprefix("@")).read_text()) if data else None
call = {"method": method, "url": url, "body": body, "words": words, "config": sys.stdin.read()}
with open(stub / "curl.calls", "a") as calls:
    calls.write(json.dumps(call) + "\\n")
if os.environ.get("STUB_REFUSES") == method:
    print("curl: (22) The requested URL returned error: 403", file=sys.stderr)
    sys.exit(22)
if url.endswith("/user"):
    answer = '{"id": 42}'
elif method == "GET":
    page = int(url.rpartition("page=")[2])
    file = stub / f"notes-{page}.json"
    answer = file.read_text() if file.exists() else "[]"
else:
    answer = "{}"
pathlib.Path(value("--output")).write_text(answer) if value("--output") != "/dev/null" else None
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the template is for a Linux image")


class Ran(NamedTuple):
    """What a run of the job left."""

    status: int
    log: str
    written: list[dict]


@pytest.fixture(params=["bash", "sh"])
def pipeline(request, tmp_path, stubs):
    """Runs the job's script, in each shell that GitLab's runner may find in an image."""
    shell = shutil.which(request.param)
    if shell is None:
        pytest.skip(f"{request.param} is not installed")
    stubs.add("python3", PYTHON)
    stubs.add("curl", CURL)
    workspace = tmp_path / "workspace"
    workspace.mkdir()

    def run(**variables):
        result = subprocess.run(
            [shell, "-c", "\n".join(JOB["script"])],
            cwd=workspace,
            env={
                **stubs.environment,
                "ARCHLINT_PACKAGE": "git+https://git.example.com/archlint@0123",
                "CI_PROJECT_DIR": str(workspace),
                "CI_PROJECT_URL": "https://git.example.com/clinic/shop",
                "CI_API_V4_URL": "https://git.example.com/api/v4",
                "CI_JOB_ID": "99",
                "TMPDIR": str(tmp_path),
                **variables,
            },
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        written = [call for call in stubs.calls("curl") if call["method"] != "GET"]
        return Ran(result.returncode, result.stdout, written)

    run.stubs = stubs
    run.workspace = workspace
    return run


def note(number, body, author=42):
    return {"id": number, "body": body, "author": {"id": author}}


def test_a_branch_is_checked_and_its_report_is_what_gitlab_compares_with(pipeline):
    ran = pipeline()
    assert (ran.status, ran.written) == (1, [])
    [check] = pipeline.stubs.calls("archlint")
    assert check == [
        *("check", "--format", "text"),
        *("--format", "gitlab:gl-code-quality.json"),
        *("--format", "json:archlint-reports/check.json"),
    ]
    reported = JOB["artifacts"]["reports"]["codequality"]
    assert (pipeline.workspace / reported).is_file()


def test_a_merge_request_is_reviewed_with_pictures_that_its_note_can_show(pipeline):
    ran = pipeline(**MERGE_REQUEST)
    assert ran.status == 1
    review, check = pipeline.stubs.calls("archlint")
    address = "https://git.example.com/clinic/shop/-/jobs/99/artifacts/raw/archlint-reports"
    assert review == [
        *("review", "--base=1234abc", "--rules=base"),
        *("--pictures", "archlint-reports", "--picture-url", address),
        *("--format", "text"),
        *("--format", "markdown:archlint-reports/review.md"),
        *("--format", "json:archlint-reports/review.json"),
    ]
    assert check == ["check", "--exit-zero", "--format", "gitlab:gl-code-quality.json"]
    assert (pipeline.workspace / "archlint-reports" / "architecture-diff.svg").is_file()
    assert JOB["artifacts"]["paths"] == ["archlint-reports/"]


def test_a_merged_result_is_compared_with_what_was_merged_into(pipeline):
    pipeline(**MERGE_REQUEST, CI_MERGE_REQUEST_TARGET_BRANCH_SHA="5678def")
    assert "--base=5678def" in pipeline.stubs.calls("archlint")[0]


@pytest.mark.parametrize("status", ["0", "1", "2"])
@pytest.mark.parametrize("variables", [{}, MERGE_REQUEST | TOKEN], ids=["branch", "review"])
def test_the_job_ends_as_archlint_did(pipeline, status, variables):
    assert pipeline(**variables, STUB_STATUS=status).status == int(status)


def test_settings_are_passed_on(pipeline):
    settings = {"MODEL": "-odd model.yaml", "RULES": "head", "FAIL_ON": "warning"}
    pipeline(**MERGE_REQUEST, **{f"ARCHLINT_{name}": text for name, text in settings.items()})
    review, check = pipeline.stubs.calls("archlint")
    wanted = ["--fail-on=warning", "./-odd model.yaml"]
    assert review[1:5] == [*wanted, "--base=1234abc", "--rules=head"]
    assert check[1:3] == wanted


@pytest.mark.parametrize(
    "text", ["$(touch hacked)", "`touch hacked`", "'; touch hacked; \"", "a\nb"]
)
def test_hostile_text_is_one_word_to_archlint_and_runs_nothing(pipeline, text):
    names = ("ARCHLINT_MODEL", "ARCHLINT_RULES", "ARCHLINT_FAIL_ON")
    pipeline(**MERGE_REQUEST, **TOKEN, **dict.fromkeys(names, text))
    review = pipeline.stubs.calls("archlint")[0]
    assert {text, f"--rules={text}", f"--fail-on={text}"} <= set(review)
    assert not list(pipeline.workspace.parent.rglob("hacked"))


def test_the_first_review_is_a_new_note(pipeline):
    ran = pipeline(**MERGE_REQUEST, **TOKEN)
    [call] = ran.written
    assert (call["method"], call["url"]) == ("POST", NOTES)
    assert call["body"] == {"body": f"{MARKER}\n# Review\n"}
    assert "Content-Type: application/json" in call["words"]


def test_a_later_review_replaces_it_wherever_in_the_list_it_is(pipeline):
    full = [note(number, "hello") for number in range(100)]
    pipeline.stubs.answer("notes-1.json", full)
    pipeline.stubs.answer("notes-2.json", [note(500, f"{MARKER}\nold"), note(501, MARKER)])
    [call] = pipeline(**MERGE_REQUEST, **TOKEN).written
    assert (call["method"], call["url"]) == ("PUT", f"{NOTES}/500")


@pytest.mark.parametrize(
    "foreign",
    [
        note(1, f"{MARKER}\nmine", author=13),
        note(1, f"see {MARKER}\n"),
        note(1, "<!-- archlint review: model/other.yaml -->\n"),
    ],
)
def test_what_is_not_this_review_by_this_user_is_left_alone(pipeline, foreign):
    pipeline.stubs.answer("notes-1.json", [foreign])
    [call] = pipeline(**MERGE_REQUEST, **TOKEN).written
    assert call["method"] == "POST"


def test_without_a_token_as_in_a_fork_no_note_is_written_and_the_log_says_so(pipeline):
    ran = pipeline(**MERGE_REQUEST)
    assert pipeline.stubs.calls("curl") == []
    assert "No note was written: there is no ARCHLINT_TOKEN here." in ran.log


@pytest.mark.parametrize("refused", ["GET", "POST"])
def test_a_refusal_fails_nothing_and_is_told(pipeline, refused):
    ran = pipeline(**MERGE_REQUEST, **TOKEN, STUB_STATUS="0", STUB_REFUSES=refused)
    assert ran.status == 0
    assert "No note was written: GitLab did not take it." in ran.log


def test_a_report_that_is_no_review_is_not_written(pipeline):
    pipeline.stubs.answer("report.markdown", "# Something else\n")
    ran = pipeline(**MERGE_REQUEST, **TOKEN)
    assert ran.written == []
    assert "the report is not a review" in ran.log


def test_the_token_stands_in_no_argument_and_not_in_the_log(pipeline):
    ran = pipeline(**MERGE_REQUEST, **TOKEN)
    calls = pipeline.stubs.calls("curl")
    assert {call["config"] for call in calls} == {'header = "PRIVATE-TOKEN: the-token"\n'}
    assert not any("the-token" in word for call in calls for word in call["words"])
    assert "the-token" not in ran.log


def test_no_line_of_a_note_commands_gitlab(pipeline):
    pipeline.stubs.answer("report.markdown", f"{MARKER}\n/approve\n  /merge\na /b\n")
    [call] = pipeline(**MERGE_REQUEST, **TOKEN).written
    assert call["body"]["body"] == f"{MARKER}\n&#47;approve\n  &#47;merge\na /b\n"


def test_python_is_kept_from_importing_what_a_branch_brings_along(pipeline):
    (pipeline.workspace / "json.py").write_text("raise SystemExit('imported')\n")
    ran = pipeline(**MERGE_REQUEST, **TOKEN)
    assert len(ran.written) == 1, ran.log
    making, installing, *others = pipeline.stubs.calls("python")
    assert [words[1] for words in (making, installing, *others)] == ["-I"] * (2 + len(others))
    assert making[0] == installing[0] != str(pipeline.workspace)
    assert installing[2:5] == ["-m", "pip", "install"]
    assert installing[-1] == "git+https://git.example.com/archlint@0123"


def test_what_to_install_must_be_said(pipeline):
    ran = pipeline(ARCHLINT_PACKAGE="")
    assert ran.status != 0
    assert "set it to what pip shall install" in ran.log
    assert pipeline.stubs.calls("archlint") == []


def test_a_link_that_a_branch_brings_along_is_not_written_through(pipeline, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (pipeline.workspace / "archlint-reports").symlink_to(elsewhere)
    (pipeline.workspace / "gl-code-quality.json").symlink_to(elsewhere / "file")
    assert pipeline(**MERGE_REQUEST, STUB_STATUS="0").status == 0
    assert (pipeline.workspace / "archlint-reports" / "review.md").is_file()
    assert list(elsewhere.iterdir()) == []


def test_every_setting_of_the_template_is_explained_in_its_head():
    text = TEMPLATE.read_text(encoding="utf-8")
    head, _, body = text.partition("\narchlint:\n")
    names = r"ARCHLINT_[A-Z_]+"
    assert set(re.findall(names, head)) == set(re.findall(names, body))


def test_pages_are_asked_for_until_there_are_no_more(pipeline):
    for page in (1, 2):
        answers = [note(page * 1000 + n, "hello") for n in range(100)]
        pipeline.stubs.answer(f"notes-{page}.json", json.dumps(answers))
    pipeline(**MERGE_REQUEST, **TOKEN)
    asked = [c["url"].rpartition("?")[2] for c in pipeline.stubs.calls("curl") if "?" in c["url"]]
    assert asked == [f"sort=asc&per_page=100&page={page}" for page in (1, 2, 3)]
