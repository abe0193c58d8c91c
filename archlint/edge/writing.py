"""Writing files so that nobody ever finds one half-written."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from archlint.edge.files import shown
from archlint.errors import ArchlintError


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of the target when all of it is written.

    What is no regular file, such as `/dev/null`, is written to as it is.

    Raises:
        ArchlintError: If it cannot be written; the target is then as it was.
    """
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as stream:
                yield stream
            return
        target = target.resolve()
        temporary = _beside(target)
        try:
            with temporary.open("xb") as stream:
                yield stream
            _take_place(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(error, target) from error


def write_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made where it is missing, each of them whole.

    All are written beside their places first, and take them only when none has failed.

    Args:
        folder: The folder.
        contents: The bytes of each file by its path below the folder.

    Raises:
        ArchlintError: If one cannot be written; no file is then half-written, and unless taking the
            places itself failed midway, the folder is as it was.
    """
    written: dict[Path, Path] = {}
    target = folder
    try:
        for name in sorted(contents):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            temporary = _beside(target)
            written[target] = temporary
            temporary.write_bytes(contents[name])
        for target, temporary in written.items():
            _take_place(temporary, target)
    except OSError as error:
        raise _unwritable(error, target) from error
    finally:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)


def remove_files(paths: list[Path]) -> None:
    """Remove files.

    Raises:
        ArchlintError: If one cannot be removed.
    """
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(error, path) from error


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:100]}.{os.urandom(4).hex()}.tmp")


def _take_place(temporary: Path, target: Path) -> None:
    if target.is_file() and not target.is_symlink():
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))
    temporary.replace(target)


def _unwritable(error: OSError, target: Path) -> ArchlintError:
    return ArchlintError(
        f"'{shown(target)}' cannot be written: {error.strerror or error}",
        hint="name another place with -o, or make this one writable",
    )
