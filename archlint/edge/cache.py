"""Results of earlier runs, in the user's cache folder.

An entry holds what a run wrote, and everything that the run looked at; it answers only while all of
that is as it was. Entries bear a code made with a secret that never leaves the folder: one that
was damaged, copied from elsewhere or written by somebody else does not bear it, and counts for
nothing. A cache that cannot be used is none: no failure of it ever reaches the user.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archlint.edge.files import YAML, matching_files, read_bytes, yaml_files
from archlint.edge.fingerprint import module_state, module_states
from archlint.edge.trace import Trace, digest, names_digest
from archlint.errors import ArchlintError

MAX_ENTRIES = 200
MAX_ENTRY = 4 * 1024 * 1024
MAX_TOTAL = 64 * 1024 * 1024
_SECRET = "secret"  # noqa: S105 - the name of its file
_SECRET_SIZE = 32
_SUFFIX = ".result"
_CODE_SIZE = 32


@dataclass(frozen=True, slots=True)
class Result:
    """What a run wrote.

    Attributes:
        outputs: Pairs of the file that took a text, or `None` for the terminal, and the text.
        status: The exit status.
    """

    outputs: tuple[tuple[str | None, str], ...]
    status: int


def cache_folder() -> Path:
    """Return the folder of the cache: `ARCHLINT_CACHE_DIR`, or the user's cache folder."""
    stated = os.environ.get("ARCHLINT_CACHE_DIR")
    if stated:
        return Path(stated)
    from platformdirs import user_cache_path

    return user_cache_path("archlint", appauthor=False)


class ResultCache:
    """Remembers results by a key that stands for everything else than files that went in.

    Args:
        folder: Where the entries are; made when the first is kept.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        self._folder = folder

    def recall(self, key: Sequence[Any]) -> Result | None:
        """Return the result of an earlier run that would be the same now, or `None`."""
        name = _name(key)
        path = self._folder / name
        try:
            secret = self._secret()
            data = path.read_bytes() if secret is not None else b""
            body = data[_CODE_SIZE:]
            if secret is None or not _same(data[:_CODE_SIZE], _code(secret, name, body)):
                return None
            entry = json.loads(body)
            if not _unchanged(entry):
                return None
            os.utime(path)  # what was used last is removed last
            return Result(
                tuple((file, text) for file, text in entry["outputs"]), int(entry["status"])
            )
        except (OSError, RuntimeError, ValueError, KeyError, TypeError, ArchlintError):
            return None

    def keep(self, key: Sequence[Any], result: Result, trace: Trace) -> None:
        """Remember a result together with what it rests on."""
        entry = {
            "files": trace.files,
            "modules": module_states(),
            "listings": [[*at, found] for at, found in trace.listings.items()],
            "outputs": result.outputs,
            "status": result.status,
        }
        body = json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode()
        if len(body) > MAX_ENTRY:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            secret = self._secret() or self._new_secret()
            if secret is not None:
                name = _name(key)
                _replace(self._folder / name, _code(secret, name, body) + body)
                self._prune()
        except OSError:
            return

    def clear(self) -> int:
        """Remove every entry, and the secret; return how many entries there were.

        Raises:
            ArchlintError: If one cannot be removed.
        """
        try:
            entries = list(self._entries())
            for path in (*entries, self._folder / _SECRET):
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise ArchlintError(
                f"the cache cannot be cleared: {error.strerror or error}",
                hint=f"remove {self._folder} yourself",
            ) from error
        return len(entries)

    def _entries(self) -> Iterable[Path]:
        return (path for path in self._folder.iterdir() if path.suffix in (_SUFFIX, ".tmp"))

    def _secret(self) -> bytes | None:
        """Return the secret, if nobody else can have read or written it."""
        path = self._folder / _SECRET
        try:
            with path.open("rb") as stream:
                state = os.fstat(stream.fileno())
                mine = not hasattr(os, "getuid") or (
                    state.st_uid == os.getuid() and not stat.S_IMODE(state.st_mode) & 0o077
                )
                secret = stream.read(_SECRET_SIZE + 1)
        except OSError:
            return None
        return secret if mine and len(secret) == _SECRET_SIZE else None

    def _new_secret(self) -> bytes | None:
        """Write a secret, unless there is one already: then it is another's, or unsafe."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            with os.fdopen(os.open(self._folder / _SECRET, flags, 0o600), "wb") as stream:
                stream.write(os.urandom(_SECRET_SIZE))
        except FileExistsError:
            return None
        return self._secret()

    def _prune(self) -> None:
        states = sorted(
            ((path.stat(), path) for path in self._entries()),
            key=lambda pair: (-pair[0].st_mtime_ns, pair[1].name),
        )
        total = 0
        for number, (state, path) in enumerate(states, start=1):
            total += state.st_size
            if number > MAX_ENTRIES or total > MAX_TOTAL:
                path.unlink(missing_ok=True)


def _name(key: Sequence[Any]) -> str:
    return digest(json.dumps(key, ensure_ascii=True, sort_keys=True).encode()) + _SUFFIX


def _code(secret: bytes, name: str, body: bytes) -> bytes:
    """Bind a body to its name: an entry that was renamed is another's."""
    keyed = hashlib.blake2b(name.encode(), key=secret, digest_size=_CODE_SIZE)
    keyed.update(body)
    return keyed.digest()


def _same(one: bytes, other: bytes) -> bool:
    from hmac import compare_digest

    return compare_digest(one, other)


def _unchanged(entry: dict[str, Any]) -> bool:
    """Tell whether everything that a run looked at is still what it found."""
    return (
        all(module_state(path) == found for path, found in entry["modules"].items())
        and all(_holds(Path(path), *found) for path, found in entry["files"].items())
        and all(
            names_digest(_listed(Path(path), pattern)) == found
            for path, pattern, found in entry["listings"]
        )
    )


def _holds(path: Path, resolved: str, found: str) -> bool:
    return str(path.resolve()) == resolved and digest(read_bytes(path, path.name)) == found


def _listed(path: Path, pattern: str) -> list[Path]:
    return yaml_files(path) if pattern == YAML else matching_files(path, pattern)


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f"{path.stem}-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as stream:
            stream.write(data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
