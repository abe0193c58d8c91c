"""A revision is read as if it were the working tree, and cannot reach beyond itself."""

import contextlib
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest

from archlint.architecture.decoding import MAX_BYTES
from archlint.edge import revision_plan, revision_tree, revision_writer
from archlint.edge.baselines import load_baseline, save_baseline
from archlint.edge.files import FileReader
from archlint.edge.git import find_repository
from archlint.edge.loading import load_catalogue, load_models
from archlint.edge.revision_tree import check_name
from archlint.edge.revisions import AtRevision, checked_out, relative_to_repository, split_revision
from archlint.edge.settings import find_settings
from archlint.edge.sources import Extent, ModelSource
from archlint.errors import ArchlintError
from archlint.source import SourceError

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
HEAD = "archlint: 1\nname: A\n"
PRIVATE = "name: SECRET of this machine\n"
FILE, LINK, TREE = "100644", "120000", "40000"


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


@pytest.fixture(autouse=True)
def scratch(tmp_path, monkeypatch):
    """The folder that temporary folders are made in."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def work(tmp_path, monkeypatch):
    folder = tmp_path / "work"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    monkeypatch.chdir(folder)
    return folder


def git(folder, *words, data=None):
    command = ["git", "-C", str(folder), *words]
    done = subprocess.run(command, check=True, capture_output=True, input=data)
    return done.stdout.decode().strip()


def write(folder, **files):
    """Write files; `__` stands for a slash, `_` before the suffix for the dot."""
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        path = folder / f"{stem.replace('__', '/')}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def commit(folder):
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "A change")


def blob(folder, text=HEAD):
    return git(folder, "hash-object", "-w", "--stdin", data=text.encode())


def crafted(folder, *entries):
    """Make a tree of any names: each entry is a mode, a name and the id of its object."""
    data = b"".join(
        mode.encode() + b" " + os.fsencode(name) + b"\0" + bytes.fromhex(of)
        for mode, name, of in entries
    )
    return git(folder, "hash-object", "-t", "tree", "--literally", "-w", "--stdin", data=data)


def committed(folder, *entries):
    return git(folder, "commit-tree", "-m", "By hand", crafted(folder, *entries))


@contextlib.contextmanager
def inside(work, revision="HEAD", folder="", **more):
    """Be in the revision's files, as a command is that reads them."""
    repository = find_repository(work)
    prefix = PurePosixPath(folder)
    commit_id = repository.resolve(revision)
    with (
        checked_out(repository, commit_id, folder=prefix, **more) as tree,
        contextlib.chdir(tree / prefix),
    ):
        yield tree


def load(path="main.yaml", **extent):
    return load_models(FileReader(), ModelSource(path), Extent(**extent)).base


def refusal(work, revision="HEAD", **more):
    with pytest.raises(ArchlintError) as caught, inside(work, revision, **more):
        pass
    return f"{caught.value} | {caught.value.hint}"


def held(tree):
    """Every path below a folder, without following links."""
    found = []
    for place, folders, files in os.walk(tree):
        found += [os.path.relpath(Path(place, name), tree) for name in (*folders, *files)]
    return sorted(found)


def node(name):
    return f"nodes: {{{name}: {{type: aws.ec2}}}}\n"


# --- what is read ---------------------------------------------------------------------------------


def test_includes_and_globs_are_resolved_inside_the_revision(work):
    write(
        work,
        main_yaml=f"{HEAD}include: [one.yaml, 'parts/**/*.yml']\n",
        one_yaml=node("one"),
        parts__two_yml=node("two"),
        parts__deep__three_yml=node("three"),
    )
    commit(work)
    write(work, one_yaml=node("newer"), parts__four_yml=node("four"))
    (work / "parts" / "two.yml").unlink()
    with inside(work):
        model = load()
    assert sorted(model.nodes) == ["one", "three", "two"]
    assert model.nodes["three"].location.path == "parts/deep/three.yml"
    assert sorted(load().nodes) == ["four", "newer", "three"]


def test_a_deleted_file_is_read_where_it_still_was(work):
    write(work, main_yaml=HEAD + node("a"))
    commit(work)
    (work / "main.yaml").unlink()
    commit(work)
    with inside(work, "HEAD~1"):
        assert list(load().nodes) == ["a"]
    with inside(work), pytest.raises(SourceError, match=r"'main.yaml' does not exist"):
        load()


def test_the_revisions_own_configuration_is_found_from_the_folder_in_which_archlint_runs(
    work, scratch
):
    (scratch / "archlint.toml").write_text('models = ["stranger.yaml"]\n')
    write(work, archlint_toml='models = ["sub/old.model"]\n', sub__old_model=HEAD + node("old"))
    commit(work)
    (work / "archlint.toml").write_text('models = ["new.yaml"]\n')
    with inside(work, folder="sub") as tree:
        found = find_settings(FileReader(), Path.cwd())
        assert found.root == tree
        assert found.paths(found.settings.models) == ("old.model",)
        assert list(load("old.model").nodes) == ["old"]


def test_without_a_configuration_the_search_ends_at_the_revisions_top(work, scratch):
    (scratch / "archlint.toml").write_text('models = ["stranger.yaml"]\n')
    write(work, main_yaml=HEAD)
    commit(work)
    with inside(work) as tree:
        assert find_settings(FileReader(), Path.cwd()).settings.path == ""
        assert [p.name for p in (tree / ".git").iterdir()] == []


def test_only_what_archlint_reads_is_written(work):
    table = '[tool.archlint]\nmodels = ["odd.model"]\ntypes = ["t"]\nbaseline = "known.json"\n'
    write(
        work,
        main_yaml=HEAD,
        UPPER_YML=HEAD,
        archlint_py="boom",
        notes_txt="x",
        other_json="{}",
        named_txt="x",
        pkg__pyproject_toml=table,
        pkg__odd_model=HEAD,
        pkg__known_json="{}",
        pkg__other_json="{}",
        t__x_py="boom",
    )
    commit(work)
    with inside(work, also=[PurePosixPath("named.txt"), PurePosixPath("absent.txt")]) as tree:
        assert held(tree) == [
            ".git",
            "UPPER.YML",
            "main.yaml",
            "named.txt",
            "pkg",
            "pkg/known.json",
            "pkg/odd.model",
            "pkg/pyproject.toml",
        ]


def test_a_configuration_that_cannot_be_read_is_complained_about_when_it_is_used(work):
    write(work, archlint_toml="models = [", main_yaml=HEAD)
    commit(work)
    with inside(work), pytest.raises(SourceError, match="this is not TOML"):
        find_settings(FileReader(), Path.cwd())


def test_a_baseline_that_the_configuration_names_is_read(work):
    write(work, archlint_toml='baseline = "ci/known"\n')
    save_baseline("known", {"m.yaml": ["a-rule@a"]})
    (work / "ci").mkdir()
    (work / "known").rename("ci/known")
    commit(work)
    (work / "ci" / "known").unlink()
    with inside(work):
        assert "a-rule@a" in load_baseline(FileReader(), "ci/known").models["m.yaml"]


def test_a_folder_that_the_revision_lacks_is_made_empty(work):
    write(work, main_yaml=HEAD)
    commit(work)
    with inside(work, folder="new/er") as tree:
        assert Path.cwd() == tree / "new" / "er"
        assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize(
    "folder", ["file.yaml", "file.yaml/sub", "out", "out/sub", "loop/a", "../x"]
)
def test_something_else_in_the_place_of_the_working_directory_is_refused(work, folder):
    write(work, file_yaml=HEAD)
    (work / "out").symlink_to("/")
    (work / "loop").symlink_to("loop")
    commit(work)
    assert f"'{folder}' is no folder in the revision" in refusal(work, folder=folder)


def test_a_bare_repository_is_read(work, tmp_path):
    write(work, main_yaml=HEAD + node("a"))
    commit(work)
    git(tmp_path, "clone", "-q", "--bare", str(work), "bare.git")
    with inside(tmp_path / "bare.git", "main"):
        assert list(load().nodes) == ["a"]


def test_attributes_filters_and_hooks_have_no_say(work, tmp_path):
    mark = tmp_path / "ran"
    (work / ".gitattributes").write_text(
        "* filter=evil export-ignore export-subst eol=crlf ident working-tree-encoding=UTF-16\n"
    )
    text = f"{HEAD}description: $Format:%H$ $Id$\n"
    write(work, main_yaml=HEAD)
    (work / ".git" / "info").mkdir(exist_ok=True)
    commit_id = committed(
        work,
        (FILE, ".gitattributes", blob(work, (work / ".gitattributes").read_text())),
        (FILE, "main.yaml", blob(work, text)),
    )
    for kind in ("smudge", "clean", "process"):
        git(work, "config", f"filter.evil.{kind}", f"touch '{mark}'; cat")
    hook = work / ".git" / "hooks" / "post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch '{mark}'\n")
    hook.chmod(0o700)
    with inside(work, commit_id) as tree:
        assert (tree / "main.yaml").read_bytes() == text.encode()
    assert not mark.exists()


def test_the_working_tree_and_the_repository_stay_as_they_are(work):
    write(work, main_yaml=HEAD, staged_yaml="one", sub__x_yaml="x")
    commit(work)
    write(work, main_yaml="dirty", new_yaml="new", staged_yaml="two")
    git(work, "add", "staged.yaml")
    os.utime(work / "sub" / "x.yaml", ns=(5, 5))

    def state():
        paths = sorted(work.rglob("*"))
        return [(p, s.st_mtime_ns, s.st_size, s.st_ino) for p in paths for s in [p.lstat()]]

    before = state()
    repository = find_repository(work)
    with inside(work) as tree:
        assert (tree / "main.yaml").read_text() == HEAD
        assert repository.changed_since_commit() == ("main.yaml", "new.yaml", "staged.yaml")
    assert state() == before


# --- links ----------------------------------------------------------------------------------------


def test_links_inside_the_revision_lead_where_they_lead_in_a_working_tree(work):
    write(
        work,
        main_yaml=f"{HEAD}include: [linked.yaml, real/b.yaml, folder/c.yaml, chain.yaml]\n",
        real__data_txt=node("a"),
        real__b_yaml=node("b"),
        real__c_yaml=node("c"),
    )
    (work / "linked.yaml").symlink_to("folder/../real/./hop.txt")
    (work / "real" / "hop.txt").symlink_to("data.txt")
    (work / "folder").symlink_to("real/")
    (work / "chain.yaml").symlink_to("real/b.yaml")
    (work / "unneeded.txt").symlink_to("real/b.yaml")
    (work / "unread.txt").symlink_to("notes")
    (work / "notes").write_text("x")
    commit(work)
    here = load()
    with inside(work) as tree:
        assert load() == here
        assert sorted(here.nodes) == ["a", "b", "c"]
        assert (tree / "linked.yaml").is_symlink()
        assert not (tree / "notes").exists()
        assert not os.path.lexists(tree / "unread.txt")


OUT = {
    "absolute": "{secret}",
    "upwards": "../secret.yaml",
    "out and in again": "../work/main.yaml",
    "by another link": "up/secret.yaml",
    "through a folder": "sub/../../secret.yaml",
    "through what is missing": "missing/../../secret.yaml",
    "to itself": "link.yaml",
    "into .git": ".git/config",
    "into the place beside": "../outside-the-repository",
    "with a new line": "../a\nb",
}


@pytest.mark.parametrize("target", OUT.values(), ids=OUT)
def test_a_link_that_leads_out_is_an_error_to_use_and_shows_nothing(work, tmp_path, target):
    secret = tmp_path / "secret.yaml"
    secret.write_text(PRIVATE)
    write(work, main_yaml=f"{HEAD}include: [link.yaml]\n", sub__x_yaml=node("x"))
    write(work, types__t_yaml="")
    (work / "up").symlink_to("..")
    for name in ("link.yaml", "types/link.yaml", "archlint.toml"):
        (work / name).symlink_to(target.format(secret=secret))
    git(work, "-c", "core.symlinks=true", "add", "-A")
    commit(work)
    with inside(work) as tree:
        for name in held(tree):
            assert (tree / name).resolve().is_relative_to(tree.parent), name
        for use in (
            load,
            lambda: load("link.yaml"),
            lambda: load_catalogue(FileReader(), Extent(types=["types"])),
            lambda: find_settings(FileReader(), Path.cwd()),
        ):
            with pytest.raises(SourceError) as caught:
                use()
            assert "SECRET" not in str([(p.message, p.hint) for p in caught.value.problems])
        assert not any(
            "SECRET" in (tree / n).read_text() for n in held(tree) if (tree / n).is_file()
        )


def test_a_glob_does_not_pass_over_a_link_that_leads_out(work):
    write(work, main_yaml=f"{HEAD}include: ['parts/*.yaml']\n", parts__a_yaml=node("a"))
    (work / "parts" / "b.yaml").symlink_to("/etc/hostname")
    commit(work)
    with inside(work), pytest.raises(SourceError, match="it lies outside the project"):
        load()


def test_a_link_that_the_system_does_not_let_be_made_is_an_error_to_use(work, monkeypatch):
    write(work, main_yaml=f"{HEAD}include: [link.yaml]\n", real_yaml=node("a"))
    (work / "link.yaml").symlink_to("real.yaml")
    commit(work)

    def refused(*_, **__):
        raise PermissionError(1, "not allowed")

    monkeypatch.setattr(Path, "symlink_to", refused)
    with inside(work), pytest.raises(SourceError) as caught:
        load()
    assert caught.value.problems[0].location.path == "link.yaml"


# --- a stranger's tree ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["..", ".", ".git", ".GIT", ".Git", "/etc/x.yaml", "a//b.yaml", "../../x.yaml"]
)
@pytest.mark.parametrize("mode", [FILE, LINK, TREE])
def test_names_that_no_file_may_have_are_refused(work, scratch, name, mode):
    of = crafted(work, (FILE, "x.yaml", blob(work))) if mode == TREE else blob(work, "/etc")
    said = refusal(work, committed(work, (mode, name, of)))
    assert "the revision holds a path that no file may have" in said
    assert list(scratch.iterdir()) == []


def test_a_file_below_a_link_of_the_same_name_is_refused(work, tmp_path):
    out = blob(work, str(tmp_path))
    below = crafted(work, (FILE, "b.yaml", blob(work)))
    for entries in (
        [(LINK, "a", out), (TREE, "a", below)],
        [(TREE, "a", below), (LINK, "a", out)],
        [(FILE, "a.yaml", blob(work)), (LINK, "a.yaml", out)],
        [(LINK, "a", out), (FILE, "a/b.yaml", blob(work))],
    ):
        assert "the revision holds" in refusal(work, committed(work, *entries))
    assert not (tmp_path / "b.yaml").exists()


def test_names_that_are_one_to_the_system_never_write_through_a_link(work, tmp_path, monkeypatch):
    """As a file system does that takes `A` and `a` for one."""
    out = tmp_path / "out"
    out.mkdir()
    below = crafted(work, (FILE, "b.yaml", blob(work)))
    linking = crafted(work, (LINK, "b.yaml", blob(work, "..")))
    plain = revision_writer.RevisionWriter._at
    monkeypatch.setattr(
        revision_writer.RevisionWriter,
        "_at",
        lambda self, parts: plain(self, tuple(part.lower() for part in parts)),
    )
    for entries in (
        [(LINK, "A", blob(work, str(out))), (TREE, "a", below)],
        [(FILE, "A.yaml", blob(work)), (FILE, "a.yaml", blob(work))],
        [(FILE, "A.yaml", blob(work)), (TREE, "a.yaml", below)],
        [(FILE, "A.yaml", blob(work)), (TREE, "a.yaml", linking)],
        [(LINK, "A.yaml", blob(work, "x.yaml")), (FILE, "a.yaml", blob(work))],
    ):
        assert "the revision holds two things that are '" in refusal(
            work, committed(work, *entries)
        )
    assert list(out.iterdir()) == []
    same = committed(
        work, (TREE, "A", crafted(work, (FILE, "a.yaml", blob(work)))), (TREE, "a", below)
    )
    with inside(work, same) as tree:
        assert held(tree) == [".git", "a", "a/a.yaml", "a/b.yaml"]


def test_odd_names_that_are_only_names_are_kept(work):
    names = [
        "a\\b.yaml",
        "c:d.yaml",
        "-x.yaml",
        "new\nline.yaml",
        os.fsdecode(b"caf\xe9.yaml"),
        "~.yaml",
    ]
    commit_id = committed(work, *sorted((FILE, name, blob(work)) for name in names))
    if sys.platform in ("win32", "darwin"):
        pytest.skip("this system does not hold all of these names")
    with inside(work, commit_id) as tree:
        assert sorted(held(tree)) == sorted([".git", *names])


@pytest.mark.parametrize(
    "name", ["a\\b.yaml", "c:d.yaml", "nul.yaml", "COM1", "a. ", "x.yaml.", "a\tb"]
)
def test_windows_is_not_given_names_that_it_takes_for_something_else(name):
    with pytest.raises(ArchlintError, match="Windows cannot hold"):
        check_name(name, (name,), windows=True)
    check_name("nully.yaml", ("nully.yaml",), windows=True)
    check_name(name, (name,), windows=False)


def test_submodules_are_empty_and_what_they_hold_is_missing(work):
    write(work, main_yaml=f"{HEAD}include: [module/x.yaml]\n")
    git(work, "add", "-A")
    git(work, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    git(work, "commit", "-qm", "A module")
    with inside(work) as tree:
        assert held(tree) == [".git", "main.yaml"]
        with pytest.raises(SourceError, match="does not exist"):
            load()


def test_an_entry_that_is_called_a_file_and_is_none_is_refused(work):
    tree = crafted(work, (FILE, "x.yaml", blob(work)))
    assert "is no file's" in refusal(work, committed(work, (FILE, "a.yaml", tree)))


# --- bounds ---------------------------------------------------------------------------------------


def test_a_file_that_is_too_large_is_refused_only_when_it_is_used(work):
    write(work, main_yaml=HEAD + node("a"), bad_yaml=f"{HEAD}include: [large.yaml]\n")
    with (work / "large.yaml").open("wb") as stream:
        stream.truncate(MAX_BYTES + 100)
    commit(work)
    with inside(work) as tree:
        assert (tree / "large.yaml").stat().st_size == MAX_BYTES + 1
        assert list(load().nodes) == ["a"]
        with pytest.raises(SourceError, match="the file is larger than 64 MiB"):
            load("bad.yaml")


@pytest.mark.parametrize(
    ("module", "bound", "most", "message"),
    [
        (revision_plan, "MAX_FILES", 2, "more than 2 files that archlint could read"),
        (revision_writer, "MAX_TOTAL", 5, "what archlint could read of the revision is larger"),
        (revision_tree, "MAX_DEPTH", 2, "more than 2 deep"),
        (revision_tree, "MAX_ENTRIES", 1, "more than 1 folders"),
    ],
)
def test_what_is_too_much_is_refused_and_leaves_nothing(
    work, scratch, monkeypatch, module, bound, most, message
):
    write(work, a_yaml="x", b_yaml="x", c__d__e_yaml="x" * 9)
    commit(work)
    monkeypatch.setattr(module, bound, most)
    said = refusal(work)
    assert message in said
    assert "archlint diff OLD NEW" in said
    assert list(scratch.iterdir()) == []


def test_one_large_content_at_many_paths_counts_each_time(work, monkeypatch):
    monkeypatch.setattr(revision_writer, "MAX_TOTAL", 100)
    of = blob(work, "x" * 60)
    assert "is larger" in refusal(work, committed(work, (FILE, "a.yaml", of), (FILE, "b.yaml", of)))


def test_folders_that_hold_each_other_by_the_billion_are_refused(work, monkeypatch):
    monkeypatch.setattr("archlint.edge.git.MAX_ENTRIES", 1000)
    tree = crafted(work, (FILE, "x.yaml", blob(work)))
    for _ in range(12):
        tree = crafted(work, *((TREE, f"d{n}", tree) for n in range(10)))
    said = refusal(work, git(work, "commit-tree", "-m", "Many", tree))
    assert "holds more than 1,000" in said


# --- the private folder ---------------------------------------------------------------------------


def test_nobody_else_may_look_into_the_folder(work):
    write(work, main_yaml=HEAD, sub__x_yaml=HEAD)
    commit(work)
    with inside(work) as tree:
        for place in (tree.parent, tree, tree / "sub", tree / "main.yaml"):
            assert stat.S_IMODE(place.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("problem", [KeyboardInterrupt, OSError, None])
def test_it_is_removed_whatever_happens(work, scratch, problem):
    write(work, main_yaml=HEAD, sub__x_yaml=HEAD)
    commit(work)
    with contextlib.suppress(KeyboardInterrupt, OSError), inside(work) as tree:
        (tree / "main.yaml").chmod(0o400)
        (tree / "sub").chmod(0o500)
        if problem:
            raise problem
    assert list(scratch.iterdir()) == []


def test_an_interruption_while_it_is_filled_leaves_nothing(work, scratch, monkeypatch):
    write(work, main_yaml=HEAD)
    commit(work)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(revision_writer.RevisionWriter, "links", interrupted)
    with pytest.raises(KeyboardInterrupt), inside(work):
        pass
    assert list(scratch.iterdir()) == []


def test_no_room_is_an_error_with_a_next_step(work, monkeypatch):
    write(work, main_yaml=HEAD)
    commit(work)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(revision_writer, "_write", full)
    said = refusal(work)
    assert said.startswith("the revision cannot be written into a temporary folder: No space left")


# --- names on the command line --------------------------------------------------------------------


def test_paths_are_told_from_the_repositorys_top(work, tmp_path):
    (work / "sub").mkdir()
    repository = find_repository(work)
    assert relative_to_repository(repository, Path()) == PurePosixPath()
    assert relative_to_repository(repository, Path("sub/new.yaml")) == PurePosixPath("sub/new.yaml")
    with pytest.raises(ArchlintError, match="lies outside the repository"):
        relative_to_repository(repository, tmp_path)


@pytest.mark.parametrize(
    ("text", "revision", "path"),
    [
        ("main:a.yaml", "main", "a.yaml"),
        ("main:./a.yaml", "main", "sub/a.yaml"),
        ("main:../a.yaml", "main", "a.yaml"),
        ("origin/x~2^:b//./c.yaml", "origin/x~2^", "b/c.yaml"),
        ("HEAD^{/fix: it}:a.yaml", "HEAD^{/fix: it}", "a.yaml"),
        ("main:a:b.yaml", "main", "a:b.yaml"),
    ],
)
def test_a_revision_and_a_path_are_told_apart(text, revision, path):
    found = split_revision(text, PurePosixPath("sub"))
    assert found == AtRevision(revision, PurePosixPath(path))


@pytest.mark.parametrize(
    "text",
    ["a.yaml", "-", ":a.yaml", r"C:\a.yaml", "c:/a.yaml", "https://example.com/a.yaml", "a\0b"],
)
def test_what_is_no_revision_is_a_files_name(text):
    assert split_revision(text) is None


def test_a_file_of_that_very_name_wins(work):
    if os.name == "nt":
        pytest.skip("Windows has no such names")
    (work / "main:a.yaml").write_text(HEAD)
    assert split_revision("main:a.yaml") is None
    assert split_revision("main:b.yaml") is not None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("main:", "names no file"),
        ("main:./", "names no file"),
        ("main:../a", "leads out"),
        ("main:a/../../b", "leads out"),
    ],
)
def test_a_revision_without_a_file_in_it_is_refused(text, message):
    with pytest.raises(ArchlintError, match=message):
        split_revision(text)
