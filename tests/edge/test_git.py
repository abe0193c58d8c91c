"""A repository is found and asked: what its revisions mean and hold, and what cannot be told."""

import os
import shutil
import stat
import subprocess

import pytest

from archlint.edge import git as reading
from archlint.edge.git import find_repository
from archlint.errors import ArchlintError

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
NOBODY = "0" * 40


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch):
    """Take neither settings nor an identity from the machine, nor a repository from a hook."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    who = {"NAME": "A", "EMAIL": "a@example.com", "DATE": "2026-01-01T00:00:00Z"}
    for key, value in who.items():
        monkeypatch.setenv(f"GIT_AUTHOR_{key}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{key}", value)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def git(folder, *words, **more):
    done = subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True, text=True, **more
    )
    return done.stdout.strip()


@pytest.fixture
def work(tmp_path):
    """A repository with one commit on the branch `main`."""
    folder = tmp_path / "work"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / "a.yaml").write_text("one\n")
    commit(folder)
    return folder


def commit(folder, message="A change"):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def refusal(action, *arguments):
    with pytest.raises(ArchlintError) as caught:
        action(*arguments)
    return f"{caught.value} | {caught.value.hint}"


def contents(repository, revision="HEAD"):
    entries = {e.path: e for e in repository.entries(repository.resolve(revision))}
    found = {b.id: b.data for b in repository.blobs([e.id for e in entries.values()], 1 << 20)}
    return {path: found[entry.id] for path, entry in entries.items()}


# --- finding it -----------------------------------------------------------------------------------


def test_it_is_found_from_any_folder_of_the_working_tree(work):
    (work / "deep" / "er").mkdir(parents=True)
    assert find_repository(work / "deep" / "er").top == work.resolve()


def test_a_linked_working_tree_is_its_own_top(work, tmp_path):
    git(work, "worktree", "add", "-q", str(tmp_path / "linked"), "-b", "other")
    repository = find_repository(tmp_path / "linked")
    assert repository.top == (tmp_path / "linked").resolve()
    assert repository.resolve("other") == repository.resolve("main")


def test_a_bare_repository_is_read_without_a_working_tree(work, tmp_path):
    git(tmp_path, "clone", "-q", "--bare", str(work), "bare.git")
    repository = find_repository(tmp_path / "bare.git")
    assert repository.top is None
    assert contents(repository, "main") == {"a.yaml": b"one\n"}
    assert repository.changed_since_commit() == ()


def test_a_folder_outside_any_repository_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "belongs to no git repository | run archlint in one" in refusal(
        find_repository, tmp_path
    )


def test_without_git_it_says_so(work, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert refusal(find_repository, work) == (
        "git is not installed, and revisions are read with it | install git, or compare two files"
    )


def test_a_program_called_git_in_the_working_directory_is_not_run(work, monkeypatch):
    evil = work / "git"
    evil.write_text("#!/bin/sh\ntouch imported\n")
    evil.chmod(0o700)
    monkeypatch.chdir(work)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", os.environ["PATH"]]))
    assert find_repository(work).top == work.resolve()
    assert not (work / "imported").exists()


def test_a_repository_of_another_user_is_refused_with_git_s_own_next_step(work, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    said = refusal(find_repository, work)
    assert "it belongs to another user" in said
    assert f"git config --global --add safe.directory '{work.resolve()}'" in said


@pytest.mark.parametrize("place", [".git", "absolute"])
def test_in_a_hook_the_folder_decides_and_not_the_variables_that_git_sets(work, monkeypatch, place):
    (work / "sub").mkdir()
    monkeypatch.setenv("GIT_DIR", str(work / ".git") if place == "absolute" else place)
    monkeypatch.setenv("GIT_INDEX_FILE", "another-index")
    monkeypatch.setenv("GIT_PREFIX", "sub/")
    repository = find_repository(work / "sub")
    assert repository.top == work.resolve()
    assert contents(repository) == {"a.yaml": b"one\n"}
    assert repository.changed_since_commit() == ()


def test_where_the_folder_belongs_to_none_the_variables_decide(work, tmp_path, monkeypatch):
    aside = tmp_path / "aside.git"
    (work / ".git").rename(aside)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_DIR", "../aside.git")
    monkeypatch.setenv("GIT_WORK_TREE", ".")
    repository = find_repository(work)
    assert repository.top == work.resolve()
    assert contents(repository) == {"a.yaml": b"one\n"}


# --- what a revision means ------------------------------------------------------------------------


def test_names_tags_and_beginnings_of_ids_mean_commits(work):
    first = git(work, "rev-parse", "HEAD")
    git(work, "tag", "-a", "v1", "-m", "One")
    second = commit(work)
    repository = find_repository(work)
    assert repository.resolve("main") == repository.resolve("HEAD") == second
    for revision in ("v1", "HEAD~1", "main^", first[:8], first):
        assert repository.resolve(revision) == first


def test_a_branch_that_looks_like_an_option_is_a_branch(work):
    git(work, "update-ref", "refs/heads/--all", "HEAD")
    commit(work)
    repository = find_repository(work)
    assert repository.resolve("--all") == repository.resolve("HEAD~1")


@pytest.mark.parametrize(
    "revision",
    [
        "",
        "nothing",
        "--all",
        "--git-dir",
        "-n",
        "^main",
        "main..main",
        "main:a.yaml",
        "a\0b",
        "\ud800",
    ],
    ids=repr,
)
def test_what_means_no_commit_is_refused_and_never_an_option(work, revision):
    assert "there is no commit '" in refusal(find_repository(work).resolve, revision)


@pytest.mark.parametrize("name", ["main", "origin/main"])
def test_a_tag_that_is_called_as_a_branch_does_not_take_its_place(work, name):
    git(work, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(work, "tag", "-a", name, "-m", "The same commit")
    repository = find_repository(work)
    assert repository.resolve(name) == repository.resolve("HEAD")
    commit(work)
    git(work, "tag", "--force", name)
    git(work, "update-ref", f"refs/{'remotes' if '/' in name else 'heads'}/{name}", "HEAD~1")
    place = "refs/remotes/origin/main" if "/" in name else "refs/heads/main"
    for revision in (name, f"{name}~0", f"{name}^{{commit}}"):
        assert refusal(repository.resolve, revision) == (
            f"'{name}' means different commits: '{place}' and 'refs/tags/{name}' | "
            "write in full which one is meant"
        )
    assert repository.resolve(place) != repository.resolve(f"refs/tags/{name}")


@pytest.mark.parametrize(
    ("revision", "hint"),
    [
        ("mian", "did you mean 'main'?"),
        ("release", "did you mean 'origin/release'?"),
        ("v9.9.9-x", "fetch it, or correct its name"),
    ],
)
def test_an_unknown_revision_comes_with_a_next_step(work, revision, hint):
    git(work, "update-ref", "refs/remotes/origin/release", "HEAD")
    said = refusal(find_repository(work).resolve, revision)
    assert said == f"there is no commit '{revision}' in this repository | {hint}"


def test_a_repository_without_commits_says_so(tmp_path):
    git(tmp_path, "init", "-q")
    said = refusal(find_repository(tmp_path).resolve, "HEAD")
    assert said.endswith("it has none yet | commit something first")


def test_the_merge_base_is_where_two_branches_parted(work):
    base = git(work, "rev-parse", "HEAD")
    git(work, "checkout", "-q", "-b", "side")
    side = commit(work, "Side")
    git(work, "checkout", "-q", "main")
    main = commit(work, "Main")
    assert find_repository(work).merge_base(main, side) == base


def test_histories_without_a_common_commit_have_no_merge_base(work):
    one = git(work, "rev-parse", "HEAD")
    git(work, "checkout", "-q", "--orphan", "alone")
    other = commit(work, "Alone")
    said = refusal(find_repository(work).merge_base, one, other)
    assert "have no commit in common | name a base with which the head shares history" in said


def test_a_shallow_clone_tells_how_to_fetch_the_rest(work, tmp_path):
    base = git(work, "rev-parse", "HEAD")
    git(work, "checkout", "-q", "-b", "side")
    commit(work, "Side")
    git(work, "checkout", "-q", "main")
    commit(work, "Main")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", work.as_uri(), str(shallow))
    repository = find_repository(shallow)
    assert repository.is_shallow()
    parted = refusal(
        repository.merge_base, repository.resolve("main"), repository.resolve("origin/side")
    )
    for said in (parted, refusal(repository.resolve, base)):
        assert "fetch-depth: 0" in said
        assert "git fetch --unshallow" in said


def test_a_clone_of_one_branch_tells_how_to_fetch_another_and_that_does_it(work, tmp_path):
    git(work, "checkout", "-q", "-b", "side")
    commit(work, "Side")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--single-branch", "-b", "side", work.as_uri(), str(clone))
    repository = find_repository(clone)
    said = refusal(repository.resolve, "main")
    assert "this clone follows one branch" in said
    assert "fetch-depth" not in said
    command = said.partition("'git ")[2].partition("'")[0]
    git(clone, *command.split())
    assert repository.resolve("origin/main") == git(work, "rev-parse", "main")
    assert "git fetch" not in refusal(repository.resolve, "x; rm -rf .")


@pytest.mark.parametrize("name", ["main", "-x", "a" * 39])
def test_only_full_ids_are_read(work, name):
    repository = find_repository(work)
    for action in (
        lambda: list(repository.entries(name)),
        lambda: list(repository.blobs([name], 1)),
        lambda: repository.merge_base(name, NOBODY),
    ):
        with pytest.raises(ValueError, match="no full id"):
            action()


# --- what it holds --------------------------------------------------------------------------------


def test_entries_tell_files_links_and_submodules_by_their_modes(work):
    (work / "link").symlink_to("a.yaml")
    (work / "run").write_text("x")
    (work / "run").chmod(0o755)
    git(work, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    git(work, "add", "link", "run")
    git(work, "commit", "-qm", "Kinds")
    repository = find_repository(work)
    modes = {e.path: e.mode for e in repository.entries(repository.resolve("HEAD"))}
    assert modes["module"] == reading.SUBMODULE
    assert stat.S_ISLNK(modes["link"])
    assert modes["run"] == 0o100755
    assert modes["a.yaml"] == 0o100644


def test_contents_come_in_order_once_each_and_up_to_the_limit(work):
    texts = [b"", b"\n", b"a\0b\n", b"x" * 200_000, *(b"%d" % n for n in range(300))]
    ids = []
    for text in texts:
        done = subprocess.run(
            ["git", "-C", str(work), "hash-object", "-w", "--stdin"],
            input=text,
            check=True,
            capture_output=True,
        )
        ids.append(done.stdout.decode().strip())
    found = list(find_repository(work).blobs([*ids, ids[0]], 1000))
    assert [blob.id for blob in found] == ids
    assert [blob.data for blob in found] == [text[:1000] for text in texts]
    assert [blob.size for blob in found] == [len(text) for text in texts]


def test_a_missing_object_and_one_that_is_no_file_are_refused(work):
    repository = find_repository(work)
    for name, what in [(NOBODY, "is missing"), (repository.resolve("HEAD"), "is no file's")]:
        assert what in refusal(list, repository.blobs([name], 10))


def test_a_name_that_is_not_utf8_comes_back_as_it_is(work):
    name = os.fsdecode(b"caf\xe9.yaml")
    (work / name).write_text("x")
    commit(work)
    assert name in contents(find_repository(work))


@pytest.mark.parametrize(
    ("bound", "most", "message"),
    [
        ("MAX_ENTRIES", 2, "more than 2"),
        ("MAX_LISTING", 10, "list of the files is larger"),
        ("MAX_PATH", -90, "path is longer"),
    ],
)
def test_what_is_too_much_is_refused_while_it_is_listed(work, monkeypatch, bound, most, message):
    for name in "bcd":
        (work / f"{name}.yaml").write_text(name)
    commit(work)
    monkeypatch.setattr(reading, bound, most)
    repository = find_repository(work)
    said = refusal(list, repository.entries(repository.resolve("HEAD")))
    assert message in said
    assert "archlint diff OLD NEW" in said


def test_what_is_too_large_together_is_refused_before_it_is_read(work, monkeypatch):
    monkeypatch.setattr(reading, "MAX_READ", 3)
    repository = find_repository(work)
    ids = [e.id for e in repository.entries(repository.resolve("HEAD"))]
    assert "the files to read are larger than" in refusal(list, repository.blobs(ids, 1))


def test_a_damaged_repository_is_an_error_with_git_s_reason(work):
    commit_id = git(work, "rev-parse", "HEAD")
    tree = git(work, "rev-parse", "HEAD^{tree}")
    place = work / ".git" / "objects" / tree[:2] / tree[2:]
    place.chmod(0o600)
    place.write_bytes(b"not an object")
    said = refusal(list, find_repository(work).entries(commit_id))
    assert said.startswith("git cannot read the repository: ")
    assert "git fsck" in said


def test_replaced_objects_are_read_as_they_were_committed(work):
    blob = git(work, "rev-parse", "HEAD:a.yaml")
    (work / "b.yaml").write_text("two\n")
    git(work, "replace", blob, git(work, "hash-object", "-w", "b.yaml"))
    assert contents(find_repository(work)) == {"a.yaml": b"one\n"}


# --- what is uncommitted --------------------------------------------------------------------------


def test_uncommitted_files_that_archlint_could_read_are_told(work):
    (work / "sub").mkdir()
    (work / ".gitignore").write_text("ignored.yaml\n")
    git(work, "config", "status.showUntrackedFiles", "no")
    commit(work)
    repository = find_repository(work)
    assert repository.changed_since_commit() == ()
    for name in ("notes.txt", "ignored.yaml", "sub/new.YML", "archlint.toml", "two\nlines.yaml"):
        (work / name).write_text("x")
    (work / "a.yaml").unlink()
    assert repository.changed_since_commit() == (
        "a.yaml",
        "archlint.toml",
        "sub/new.YML",
        "two\nlines.yaml",
    )


def test_asking_writes_nothing_and_runs_nothing_that_the_repository_names(work, tmp_path):
    mark = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho $0 $* >> '{mark}'\ncat\n")
    program.chmod(0o700)
    (work / ".gitattributes").write_text("* filter=evil=x diff=evil export-ignore export-subst\n")
    (work / "a.yaml").write_text("$Format:%H$\n")
    commit(work)
    for kind in ("clean", "smudge", "process"):
        git(work, "config", f"filter.evil=x.{kind}", str(program))
    git(work, "config", "filter.evil=x.required", "true")
    git(work, "config", "diff.evil.textconv", str(program))
    git(work, "config", "core.fsmonitor", str(program))
    git(work, "config", "core.pager", str(program))
    hooks = work / ".git" / "hooks"
    for name in ("post-checkout", "post-index-change", "fsmonitor-watchman"):
        (hooks / name).write_text(program.read_text())
        (hooks / name).chmod(0o700)
    os.utime(work / "a.yaml", ns=(1, 1))  # git compares the content then
    mark.unlink(missing_ok=True)
    before = {path: path.lstat() for path in sorted(work.rglob("*"))}
    repository = find_repository(work)
    assert contents(repository)["a.yaml"] == b"$Format:%H$\n"
    assert repository.changed_since_commit() == ()
    assert not mark.exists()
    after = {path: path.lstat() for path in sorted(work.rglob("*"))}
    assert [(p, s.st_mtime_ns, s.st_size, s.st_ino) for p, s in before.items()] == [
        (p, s.st_mtime_ns, s.st_size, s.st_ino) for p, s in after.items()
    ]
    subprocess.run(["git", "-C", str(work), "status"], check=False, capture_output=True)
    assert mark.exists(), "the filters are such that git would run them"
