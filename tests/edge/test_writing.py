"""Writing files: all or nothing, and the old file stays when it fails."""

import os
import stat
from pathlib import Path

import pytest

from archlint.edge.writing import remove_files, replacing, write_files
from archlint.errors import ArchlintError


class CrashError(Exception):
    pass


def crash_while_writing(target):
    with replacing(target) as stream:
        stream.write(b"new")
        raise CrashError


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_new_text_takes_the_place_of_the_old_at_the_end(tmp_path):
    target = tmp_path / "report.txt"
    target.write_text("old")
    with replacing(target) as stream:
        stream.write(b"new")
        stream.flush()
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert names(tmp_path) == ["report.txt"]


def test_the_old_file_stays_when_writing_fails(tmp_path):
    target = tmp_path / "report.txt"
    target.write_text("old")
    with pytest.raises(CrashError):
        crash_while_writing(target)
    assert target.read_text() == "old"
    assert names(tmp_path) == ["report.txt"]


def test_nothing_is_left_when_the_first_writing_fails(tmp_path):
    with pytest.raises(CrashError):
        crash_while_writing(tmp_path / "report.txt")
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX")
def test_the_mode_of_the_old_file_stays(tmp_path):
    target = tmp_path / "report.txt"
    target.write_text("old")
    target.chmod(0o640)
    with replacing(target) as stream:
        stream.write(b"new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_the_file_that_a_link_names_is_replaced_not_the_link(tmp_path):
    (tmp_path / "report.txt").write_text("old")
    link = tmp_path / "link"
    link.symlink_to("report.txt")
    with replacing(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert (tmp_path / "report.txt").read_text() == "new"


@pytest.mark.skipif(not Path(os.devnull).is_char_device(), reason="no device files here")
def test_a_device_is_written_to_and_not_replaced():
    with replacing(Path(os.devnull)) as stream:
        stream.write(b"new")
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize("target", ["folder", "missing/report.txt"])
def test_a_place_that_cannot_be_written_is_refused_with_a_next_step(tmp_path, target):
    (tmp_path / "folder").mkdir()
    refused = pytest.raises(ArchlintError, match="cannot be written")
    with refused as caught, replacing(tmp_path / target):
        pass
    assert caught.value.hint
    assert names(tmp_path) == ["folder"]


def test_several_files_are_written_into_folders_that_are_made(tmp_path):
    write_files(tmp_path / "docs" / "new", {"b.md": b"b", "sub/a.md": b"a"})
    assert (tmp_path / "docs/new/sub/a.md").read_bytes() == b"a"
    assert names(tmp_path / "docs" / "new") == ["b.md", "sub"]


def test_no_file_of_several_is_replaced_when_one_cannot_be_written(tmp_path):
    (tmp_path / "a.md").write_text("old")
    (tmp_path / "b.md").mkdir()
    with pytest.raises(ArchlintError, match=r"b\.md' cannot be written"):
        write_files(tmp_path, {"a.md": b"new", "b.md": b"new"})
    assert (tmp_path / "a.md").read_text() == "old"
    assert names(tmp_path) == ["a.md", "b.md"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_in_a_folder_of_documents_is_replaced_and_what_it_names_is_not(tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("precious")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").symlink_to(outside)
    write_files(tmp_path / "docs", {"index.md": b"page"})
    assert outside.read_text() == "precious"
    assert (tmp_path / "docs" / "index.md").read_bytes() == b"page"


def test_removing_what_is_gone_already_is_no_error(tmp_path):
    (tmp_path / "a.md").write_text("")
    remove_files([tmp_path / "a.md", tmp_path / "b.md"])
    assert names(tmp_path) == []


def test_removing_a_folder_is_refused(tmp_path):
    with pytest.raises(ArchlintError):
        remove_files([tmp_path])
