"""Results that are remembered: what counts, and what does not."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archlint.edge import cache as module
from archlint.edge.cache import Result, ResultCache, cache_folder
from archlint.edge.files import FileReader
from archlint.edge.trace import Trace
from archlint.errors import ArchlintError

KEY = ["check", 1, {"a": None}]
RESULT = Result(((None, "text\n\u202e"), ("out.json", "{}")), 1)


@pytest.fixture
def cache(tmp_path):
    return ResultCache(tmp_path / "cache" / "archlint")


@pytest.fixture
def entry(cache, tmp_path):
    """The one entry of a cache that has one."""
    cache.keep(KEY, RESULT, Trace())
    [path] = (tmp_path / "cache" / "archlint").glob("*.result")
    return path


@pytest.mark.usefixtures("entry")
def test_what_is_kept_comes_back_for_the_same_key_alone(cache):
    assert cache.recall(KEY) == RESULT
    assert cache.recall([*KEY, "more"]) is None


def test_an_empty_cache_knows_nothing_and_makes_no_folder(cache, tmp_path):
    assert cache.recall(KEY) is None
    assert not (tmp_path / "cache").exists()


def test_a_changed_file_and_a_changed_listing_make_a_result_void(cache, tmp_path):
    folder = tmp_path / "types"
    folder.mkdir()
    (folder / "a.yaml").write_text("a")
    files = FileReader()
    files.read(folder / "a.yaml")
    files.yaml_files(folder)
    files.matching(tmp_path, "types/*.yaml")
    cache.keep(KEY, RESULT, files.trace)
    assert cache.recall(KEY) == RESULT

    (folder / "a.yaml").write_text("b")
    assert cache.recall(KEY) is None
    (folder / "a.yaml").write_text("a")
    assert cache.recall(KEY) == RESULT
    (folder / "b.yaml").write_text("new")
    assert cache.recall(KEY) is None
    (folder / "b.yaml").unlink()
    (folder / "a.yaml").unlink()
    assert cache.recall(KEY) is None


@pytest.mark.parametrize("position", [0, 31, 32, -1])
def test_a_damaged_entry_counts_for_nothing(cache, entry, position):
    data = bytearray(entry.read_bytes())
    data[position] ^= 1
    entry.write_bytes(data)
    assert cache.recall(KEY) is None


@pytest.mark.parametrize("data", [b"", b"x", b"{}", b"\0" * 32 + b"{}"])
def test_an_entry_that_is_no_entry_counts_for_nothing(cache, entry, data):
    entry.write_bytes(data)
    assert cache.recall(KEY) is None


def test_a_forged_entry_counts_for_nothing(cache, entry):
    clean = entry.read_bytes()[32:].replace(b'"status":1', b'"status":0')
    assert b'"status":0' in clean
    entry.write_bytes(entry.read_bytes()[:32] + clean)
    assert cache.recall(KEY) is None


def test_an_entry_made_with_another_secret_counts_for_nothing(cache, entry, tmp_path):
    other = ResultCache(tmp_path / "other")
    other.keep(KEY, Result(((None, "clean"),), 0), Trace())
    [forged] = (tmp_path / "other").glob("*.result")
    entry.write_bytes(forged.read_bytes())
    assert cache.recall(KEY) is None


def test_an_entry_under_another_name_counts_for_nothing(cache, entry):
    other = ["another", "key"]
    cache.keep(other, Result(((None, "clean"),), 0), Trace())
    [second] = set(entry.parent.glob("*.result")) - {entry}
    entry.write_bytes(second.read_bytes())
    assert cache.recall(KEY) is None
    assert cache.recall(other) is not None


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs permissions of POSIX")
@pytest.mark.usefixtures("entry")
def test_a_secret_that_others_may_read_is_not_trusted(cache, tmp_path):
    (tmp_path / "cache" / "archlint" / "secret").chmod(0o644)
    assert cache.recall(KEY) is None


@pytest.mark.usefixtures("entry")
def test_a_damaged_secret_means_no_cache_and_no_error(cache, tmp_path):
    (tmp_path / "cache" / "archlint" / "secret").write_bytes(b"short")
    assert cache.recall(KEY) is None
    cache.keep(KEY, RESULT, Trace())
    assert cache.recall(KEY) is None


def test_what_cannot_be_written_is_not_remembered_and_no_error(tmp_path):
    (tmp_path / "file").write_text("")
    cache = ResultCache(tmp_path / "file" / "cache")
    cache.keep(KEY, RESULT, Trace())
    assert cache.recall(KEY) is None


def test_a_large_result_is_not_remembered(cache, monkeypatch):
    monkeypatch.setattr(module, "MAX_ENTRY", 100)
    cache.keep(KEY, Result(((None, "x" * 200),), 0), Trace())
    assert cache.recall(KEY) is None


@pytest.mark.parametrize("bound", ["MAX_ENTRIES", "MAX_TOTAL"])
def test_the_least_recently_used_go_when_the_cache_is_full(cache, entry, monkeypatch, bound):
    size = entry.stat().st_size
    monkeypatch.setattr(module, bound, 2 if bound == "MAX_ENTRIES" else size * 3)
    os.utime(entry, (1, 1))
    for number in range(6):
        cache.keep([number], RESULT, Trace())
        for path in entry.parent.glob("*.result"):
            if path.stat().st_mtime > 2:
                os.utime(path, (number + 2, number + 2))
    assert cache.recall(KEY) is None
    assert cache.recall([5]) == RESULT
    assert len(list(entry.parent.glob("*.result"))) < 6


def test_clearing_removes_everything_and_says_how_much(cache, entry):
    cache.keep(["other"], RESULT, Trace())
    assert cache.clear() == 2
    assert list(entry.parent.iterdir()) == []
    assert cache.clear() == 0


def test_what_cannot_be_cleared_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchlintError, match="the cache cannot be cleared"):
        ResultCache(tmp_path / "file").clear()


def test_many_at_once_do_no_harm(cache):
    def work(number):
        cache.keep([number % 3], Result(((None, str(number % 3)),), 0), Trace())
        return cache.recall([number % 3])

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(64)))
    assert {result.outputs[0][1] for result in results if result} <= {"0", "1", "2"}
    assert [cache.recall([n]).outputs[0][1] for n in range(3)] == ["0", "1", "2"]


def test_the_folder_is_that_of_the_environment_else_the_users(monkeypatch):
    monkeypatch.setenv("ARCHLINT_CACHE_DIR", "here")
    assert cache_folder() == Path("here")
    monkeypatch.delenv("ARCHLINT_CACHE_DIR")
    assert cache_folder().name == "archlint"
    assert cache_folder().is_absolute()


def kept_with(cache, file):
    """Remember a result that rests on a file."""
    files = FileReader()
    files.read(file)
    cache.keep(KEY, RESULT, files.trace)
    assert cache.recall(KEY) == RESULT


def test_a_link_that_leads_elsewhere_makes_a_result_void_even_to_the_same_words(cache, tmp_path):
    inside, outside = tmp_path / "a.yaml", tmp_path / "outside.yaml"
    inside.write_text("same")
    outside.write_text("same")
    kept_with(cache, inside)
    inside.unlink()
    inside.symlink_to(outside)
    assert cache.recall(KEY) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs special files of POSIX")
def test_what_is_no_regular_file_any_more_is_not_read(cache, tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("a")
    kept_with(cache, file)
    file.unlink()
    os.mkfifo(file)
    assert cache.recall(KEY) is None
    file.unlink()
    file.symlink_to("/dev/zero")
    assert cache.recall(KEY) is None


MODEL = "archlint: 1\nname: A\ninclude: [part.yaml]\nnodes: {db: {type: aws.rds, multi_az: true}}\n"


@pytest.fixture
def checked(tmp_path, monkeypatch):
    """A project; returns a function that runs a check there in a process of its own.

    It says whether the check judged, by whether it imported what judges.
    """
    monkeypatch.setenv("ARCHLINT_CACHE_DIR", str(tmp_path / "cache"))
    project = tmp_path / "project"
    project.mkdir()
    (project / "m.yaml").write_text(MODEL)
    (project / "part.yaml").write_text("nodes: {app: {type: aws.ec2}}\nconnections: [app -> db]\n")

    def check(*words):
        script = (
            "import sys; from archlint.cli import main; status = main(sys.argv[1:]); "
            "sys.exit(status if 'archlint.ruleset.engine' in sys.modules else 100 + status)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, "check", "m.yaml", *words],
            cwd=project,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.stderr == ""
        return done.returncode < 100, done.stdout, done.returncode % 100

    check.project = project
    return check


def test_an_unchanged_check_answers_from_the_cache_with_the_same_words_and_status(checked):
    first, second = checked("--fail-on", "warning"), checked("--fail-on", "warning")
    assert (first[0], second[0]) == (True, False)
    assert first[1:] == second[1:]
    assert first[1] != ""


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("m.yaml", MODEL.replace("true", "false")),
        ("part.yaml", "nodes: {app: {type: aws.ecs_task}}\nconnections: [app -> db]\n"),
        ("archlint.toml", 'fail-on = "note"\n'),
    ],
)
def test_a_changed_input_is_judged_anew(checked, file, text):
    assert checked()[0]
    assert not checked()[0]
    (checked.project / file).write_text(text)
    assert checked()[0]


@pytest.mark.parametrize(
    "words", [["--unknown"], ["--format", "json"], ["--env", "all"], ["--no-cache"]]
)
def test_other_options_are_judged_anew(checked, words):
    assert checked()[0]
    assert checked(*words)[0]


def test_a_file_of_a_remembered_report_is_written_again(checked):
    words = ["--format", "json:out.json", "--format", "text"]
    judged, told, _ = checked(*words)
    written = (checked.project / "out.json").read_text()
    (checked.project / "out.json").unlink()
    judged_again, told_again, _ = checked(*words)
    assert (judged, judged_again) == (True, False)
    assert told == told_again
    assert (checked.project / "out.json").read_text() == written


def test_a_cache_in_the_project_is_not_used(checked, monkeypatch):
    monkeypatch.setenv("ARCHLINT_CACHE_DIR", str(checked.project / ".cache"))
    assert checked()[0]
    assert checked()[0]
    assert not (checked.project / ".cache").exists()


@pytest.mark.parametrize("git", [".git", "../.git"])
def test_a_cache_in_the_work_tree_is_not_used_wherever_the_project_begins(
    checked, monkeypatch, git
):
    (checked.project / git).mkdir()
    (checked.project / "archlint.toml").write_text("")
    around = (checked.project / git).resolve().parent
    monkeypatch.setenv("ARCHLINT_CACHE_DIR", str(around / ".cache"))
    assert checked()[0]
    assert checked()[0]


PLUGIN = """\
from acme_help import ALLOWED
from archlint.plugin import rule, satisfied, violated

@rule(id="acme", title="T", severity="error", why="W.", fix="F.")
def acme(graph):
    for node in graph.nodes.values():
        yield satisfied(node) if ALLOWED else violated(node, "no")
"""


def test_a_plug_in_that_was_edited_in_place_is_asked_anew(checked, tmp_path, monkeypatch):
    site = tmp_path / "site"
    info = site / "acme-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[archlint.rules]\nacme = acme_rules\n")
    (site / "acme_rules.py").write_text(PLUGIN)
    (site / "acme_help.py").write_text("ALLOWED = True\n")
    path = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(site), path))))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    words = ("--select", "acme")
    assert checked(*words)[::2] == (True, 0)
    assert checked(*words)[::2] == (False, 0)
    (site / "acme_help.py").write_text("ALLOWED = False\n")
    assert checked(*words)[::2] == (True, 1)
