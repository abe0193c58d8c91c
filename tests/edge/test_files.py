"""Reading files: what is refused, and in which words."""

import os

import pytest

from archlint.architecture import decoding
from archlint.edge import files
from archlint.edge.files import FileReader, yaml_files
from archlint.source import SourceError


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal(action, *arguments):
    with pytest.raises(SourceError) as caught:
        action(*arguments)
    [problem] = caught.value.problems
    assert problem.hint, "a refusal ends with what to do"
    return problem.message


def test_what_was_read_is_kept_under_the_name_that_messages_use(folder):
    (folder / "a.yaml").write_text("a: ä\n", encoding="utf-8")
    reader = FileReader()
    assert reader.read(folder / "a.yaml", "archlint:a.yaml") == "a: ä\n"
    assert reader.texts == {"archlint:a.yaml": "a: ä\n"}


def test_a_path_is_shown_as_it_was_given(folder):
    (folder / "a.yaml").write_text("")
    reader = FileReader()
    reader.read(files.Path("a.yaml"))
    assert list(reader.texts) == ["a.yaml"]
    assert files.shown(os.path.join("model", "a.yaml")) == "model/a.yaml"  # noqa: PTH118


def test_a_missing_file_does_not_exist(folder):
    assert refusal(FileReader().read, files.Path("a.yaml")) == "'a.yaml' does not exist"
    (folder / "file").write_text("")
    assert refusal(FileReader().read, files.Path("file/a")) == "'file/a' does not exist"


def test_a_folder_is_no_file():
    assert refusal(FileReader().read, files.Path()) == "'.' is a folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for():
    os.mkfifo("pipe")
    assert refusal(FileReader().read, files.Path("pipe")) == "'pipe' is not a regular file"


def test_a_file_that_may_not_be_read_is_refused(folder, monkeypatch):
    (folder / "a.yaml").write_text("")

    def deny(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.Path, "open", deny)
    assert refusal(FileReader().read, files.Path("a.yaml")) == "'a.yaml' may not be read"


def test_a_huge_file_is_refused_without_being_read_whole(folder, monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    monkeypatch.setattr(decoding, "MAX_BYTES", 10)
    (folder / "a.yaml").write_bytes(b"x" * 100)
    assert len(files.read_bytes(files.Path("a.yaml"), "a.yaml")) == 11
    assert "larger" in refusal(FileReader().read, files.Path("a.yaml"))


def test_a_folder_gives_its_yaml_files_at_any_depth_sorted_without_hidden_ones(folder):
    names = ("b.yaml", "a.yml", "sub/c.YAML", "notes.md", ".hidden.yaml", ".git/d.yaml", "x.yaml~")
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("")
    assert [path.as_posix() for path in yaml_files(".")] == ["a.yml", "b.yaml", "sub/c.YAML"]


def test_a_folder_without_yaml_is_refused_because_it_would_add_nothing(folder):
    (folder / "empty").mkdir()
    assert refusal(yaml_files, "empty") == "the folder 'empty' holds no .yaml file"


def test_a_single_file_is_taken_whatever_its_name(folder):
    (folder / "rule").write_text("")
    assert yaml_files("rule") == [files.Path("rule")]
    assert refusal(yaml_files, "missing") == "'missing' does not exist"
