"""Two models compared through the whole tool: as files, and in git revisions."""

import json
from pathlib import Path

import pytest

MODEL = "model/architecture.yaml"
OLD = """\
archlint: 1
name: Shop
nodes:
  users: {type: actor.user}
  vpc:
    type: aws.vpc
    nodes:
      public: {type: aws.subnet, access: public}
      private: {type: aws.subnet, access: private}
  api: {type: aws.ecs_service, in: private}
  db: {type: aws.rds, in: private, multi_az: true}
connections: [users -> api, api -> db]
"""
NEW = OLD.replace("aws.rds, in: private, multi_az: true", "aws.rds, in: public, multi_az: false")


@pytest.fixture
def repository(run, repository, monkeypatch):  # noqa: ARG001 - `run` changes the folder first
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.fixture
def files(run):  # noqa: ARG001 - `run` changes the folder
    Path("old.yaml").write_text(OLD, encoding="utf-8")
    Path("new.yaml").write_text(NEW, encoding="utf-8")
    return "old.yaml", "new.yaml"


def told(screen):
    """What became of each part, in words that are easy to compare."""
    return [(one["change"], one["id"]) for one in json.loads(screen.out)["changes"]]


CHANGES = [("changed", "db"), ("moved", "db")]


def test_two_files_are_compared_and_the_exit_status_is_0(run, files):
    screen = run("diff", *files)
    assert screen.status == 0
    assert "moved      db: private -> public" in screen.out
    assert "multi_az true -> false" in screen.out
    assert "old.yaml:11:" in screen.out


@pytest.mark.usefixtures("files")
def test_what_is_added_is_told_without_repeating_its_ends_its_kind_or_its_name(run):
    more = OLD.replace("api -> db]", "api -> db, users -> db, api -> vpc: {kind: uses, id: logs}]")
    more += "flows: {sale: {title: A sale, steps: [users -> api]}}\n"
    Path("more.yaml").write_text(more, encoding="utf-8")
    told = run("diff", "old.yaml", "more.yaml").out
    assert "added      connection users->db   more" in told
    assert "added      connection api->vpc#logs: kind: uses   more" in told
    assert "added      flow sale (A sale): steps: [users -> api]   more" in told


def test_a_difference_ends_with_1_where_that_is_asked_for(run, files):
    old, new = files
    assert run("diff", old, new, "--exit-code").status == 1
    same = run("diff", old, old, "--exit-code")
    assert (same.status, same.out.splitlines()[0]) == (0, "no architectural change")


@pytest.mark.usefixtures("repository")
def test_one_model_is_compared_in_two_revisions(run, repository):
    repository.commit({MODEL: OLD})
    repository.commit({MODEL: NEW})
    (repository.folder / MODEL).write_text("]")
    assert told(run("diff", "--base", "HEAD~1", "--format", "json")) == CHANGES
    screen = run("diff", "--base", "HEAD", "--head", "HEAD~1", "--format", "json")
    assert json.loads(screen.out)["changes"][0]["after"] == {"multi_az": True}


OWN_TYPES = "own.ledger: {name: Ledger, kinds: [compute]}\n"


@pytest.mark.parametrize("manner", ["text", "markdown"])
def test_a_type_that_means_something_else_is_no_lack_of_change(run, repository, manner):
    settings = {"archlint.toml": 'types = ["own"]\n'}
    model = OLD.replace("aws.rds", "own.ledger").replace(", multi_az: true", "")
    repository.commit({MODEL: model, "own/ledger.yaml": OWN_TYPES, **settings})
    repository.commit({"own/ledger.yaml": OWN_TYPES.replace("compute", "datastore")})
    screen = run("diff", "--base", "HEAD~1", "--exit-code", "--format", manner)
    assert "the models state the same, by node types that differ\n" in screen.out
    assert "datastore now" in screen.out
    assert screen.status == 1


@pytest.mark.usefixtures("repository")
def test_a_file_of_a_revision_is_compared_with_one_that_lies_there(run, repository, monkeypatch):
    repository.commit({f"shop/{MODEL}": OLD})
    repository.write({"shop/new.yaml": NEW})
    monkeypatch.chdir(repository.folder / "shop")
    for named in (f"HEAD:shop/{MODEL}", f"HEAD:./{MODEL}"):
        screen = run("diff", named, "new.yaml", "--format", "json")
        assert told(screen) == CHANGES
        [moved] = [one for one in json.loads(screen.out)["changes"] if one["change"] == "moved"]
        assert moved["locations"]["before"]["path"] == MODEL
        assert moved["locations"]["after"]["path"] == "new.yaml"


def test_a_file_whose_name_looks_like_a_revision_is_that_file(run, repository):
    repository.commit({"HEAD:old.yaml": OLD, "new.yaml": NEW, "old.yaml": NEW})
    assert told(run("diff", "HEAD:old.yaml", "new.yaml", "--format", "json")) == CHANGES


def test_an_environment_is_compared_and_others_are_told(run, files):
    old, new = files
    staging = "environments:\n  staging: {nodes: {db: {engine: mysql}}}\n"
    Path(new).write_text(OLD + staging, encoding="utf-8")
    screen = run("diff", old, new, "--exit-code")
    assert (screen.status, "'staging' is new" in screen.out) == (1, True)
    assert screen.out.startswith("1 environment changed besides\n")
    screen = run("diff", old, new, "--env", "staging", "--format", "json")
    assert told(screen) == [("changed", "db")]


def test_pictures_are_drawn_and_named_in_the_markdown(run, files):
    screen = run("diff", *files, "--format", "markdown", "--pictures", "a b")
    names = sorted(path.name for path in Path("a b").iterdir())
    assert names == sorted(
        f"new-{v}.{s}" for v in ("after", "before", "diff") for s in ("png", "svg")
    )
    assert "(a%20b/new-diff.png)" in screen.out


def test_the_report_goes_into_a_file_and_never_over_what_was_read(run, files):
    assert run("diff", *files, "-o", "out.txt").out == ""
    assert "1 changed" in Path("out.txt").read_text("utf-8")
    refused = run("diff", *files, "-o", "new.yaml")
    assert refused.status == 2
    assert Path("new.yaml").read_text("utf-8") == NEW
    assert run("diff", *files, "-o", "old.yaml").status == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("old.yaml",), "two models are compared"),
        ((), "two models are compared"),
        (("old.yaml", "new.yaml", "new.yaml"), "two models are compared"),
        (("old.yaml", "new.yaml", "--head", "HEAD"), "--head needs --base"),
        (("old.yaml", "new.yaml", "--base", "HEAD"), "one model in two revisions"),
        (("old.yaml", "nowhere.yaml"), "nowhere.yaml"),
        (("old.yaml", "new.yaml", "--env", "all"), "one environment"),
        (("old.yaml", "new.yaml", "--env", "staging"), "no environment 'staging'"),
    ],
)
@pytest.mark.usefixtures("files")
def test_what_cannot_be_compared_is_told(run, words, said):
    screen = run("diff", *words)
    assert (screen.status, screen.out) == (2, "")
    assert said in screen.err
    scripted = run("diff", *words, "--format", "json")
    assert said in json.dumps(json.loads(scripted.out)["errors"])
