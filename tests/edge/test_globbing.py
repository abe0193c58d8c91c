"""Globs: which files they mean, and how much they look at."""

from pathlib import Path

import pytest

from archlint.edge import globbing
from archlint.edge.files import matching_files
from archlint.edge.globbing import Budget
from archlint.source import SourceError

FILES = (
    "a.yaml",
    "b.yml",
    "B.YAML",
    "note.txt",
    ".hidden.yaml",
    "x/a.yaml",
    "x/ab.yaml",
    "x/y/a.yaml",
    "x/y/z/a.yaml",
    "w/y/c.yaml",
    ".git/a.yaml",
    "x/.git/a.yaml",
)


@pytest.fixture
def folder(tmp_path):
    for name in FILES:
        path = tmp_path / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return tmp_path / "project"


def found(folder, pattern, *budget):
    paths = matching_files(folder, pattern, *budget)
    return [path.relative_to(folder).as_posix() for path in paths]


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("*.yaml", ["a.yaml"]),
        ("*", ["B.YAML", "a.yaml", "b.yml"]),
        ("?.y*", ["a.yaml", "b.yml"]),
        ("[!a].yml", ["b.yml"]),
        ("x/[ab].yaml", ["x/a.yaml"]),
        ("x/a*.yaml", ["x/a.yaml", "x/ab.yaml"]),
        ("*/a.yaml", ["x/a.yaml"]),
        ("*/y/*.yaml", ["w/y/c.yaml", "x/y/a.yaml"]),
        ("**/a.yaml", ["a.yaml", "x/a.yaml", "x/y/a.yaml", "x/y/z/a.yaml"]),
        ("x/**/a.yaml", ["x/a.yaml", "x/y/a.yaml", "x/y/z/a.yaml"]),
        ("**/y/**/a.yaml", ["x/y/a.yaml", "x/y/z/a.yaml"]),
        ("**/**/z/*", ["x/y/z/a.yaml"]),
        ("**/*/*/*/a.yaml", ["x/y/z/a.yaml"]),
        ("**", []),
        ("x/**", []),
        (".git/*.yaml", []),
        ("**/.git/*", []),
        (".*.yaml", []),
        ("*.txt", []),
        ("none/*.yaml", []),
        ("a.yaml/*.yaml", []),
        ("x?/[/*.yaml", []),
        ("*" * 5000, []),
    ],
)
def test_a_glob_means_files_by_name_and_folder(folder, pattern, files):
    assert found(folder, pattern) == files


def test_a_link_to_a_file_is_listed_and_one_to_a_folder_is_not_followed(folder):
    (folder / "link.yaml").symlink_to(folder / "x" / "a.yaml")
    (folder / "broken.yaml").symlink_to(folder / "nowhere")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "again").symlink_to(folder)
    (folder / "root").symlink_to("/")
    assert found(folder, "l*.yaml") == ["link.yaml"]
    assert found(folder, "again/*.yaml") == []
    assert found(folder, "[ra]*/**/*.yaml") == []
    assert "again/a.yaml" not in found(folder, "**/a.yaml")


def test_a_folder_is_listed_once_however_many_ways_lead_to_it(folder, monkeypatch):
    place = folder
    for _ in range(40):
        place = place / "d"
    place.mkdir(parents=True)
    (place / "x.yaml").write_text("")
    looked = []
    scan = globbing.os.scandir
    monkeypatch.setattr(globbing.os, "scandir", lambda path: looked.append(path) or scan(path))
    pattern = "**/" * 6 + "*/**/*/**/x.yaml"
    assert found(folder, pattern) == ["d/" * 40 + "x.yaml"]
    assert len(looked) == len(set(looked))


@pytest.mark.parametrize(
    ("pattern", "entries"),
    [
        ("*.yaml", 8),  # whatever lies in the folder
        ("**/*.yaml", 17),
        ("w/y/c*.yaml", 3),  # a plain name is looked up
        ("**/x/**/b*.yaml", 24),  # two names to compare with
    ],
)
def test_each_entry_that_is_looked_at_is_paid_for(folder, pattern, entries):
    found(folder, pattern, Budget(entries))
    with pytest.raises(SourceError) as caught:
        found(folder, pattern, Budget(entries - 1))
    [problem] = caught.value.problems
    assert problem.message == "the glob looks at more than 100,000 files"
    assert "name the folders" in problem.hint


def test_a_folder_that_cannot_be_looked_at_is_told_and_not_passed_over(folder, monkeypatch):
    scan = globbing.os.scandir

    def deny(path):
        if Path(path).name == "y":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(globbing.os, "scandir", deny)
    with pytest.raises(SourceError) as caught:
        found(folder, "x/**/*.yaml")
    assert "may not be read" in caught.value.problems[0].message
