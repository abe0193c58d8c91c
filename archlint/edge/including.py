"""Reading a model with everything that it includes, inside its project only."""

from __future__ import annotations

from pathlib import Path

from archlint.architecture.decoding import MAX_BYTES
from archlint.architecture.documents import (
    MAX_FILES,
    MAX_INCLUSION,
    Document,
    Include,
    read_document,
)
from archlint.architecture.parsing import Tally
from archlint.edge.files import FileReader, shown
from archlint.edge.globbing import Budget
from archlint.source import Problems, SourceError
from archlint.text import quote


def read_documents(
    files: FileReader, text: str, main: Path, root: Path, problems: Problems
) -> tuple[Document, ...]:
    """Parse a model's file and, depth first, the files that it includes.

    Args:
        files: What reads, and remembers for messages.
        text: The text of the model's own file.
        main: Where that file is, or would be if it came from elsewhere.
        root: The folder of the project: no included file lies outside it.
        problems: Takes what is wrong and leaves the rest readable.

    Returns:
        The documents in the order of inclusion, the model's own first; a file that is included
        from several places comes once.
    """
    reader = _Reader(files, root.resolve(), problems)
    reader.document(text, main, ())
    return tuple(reader.documents)


class _Reader:
    def __init__(self, files: FileReader, root: Path, problems: Problems) -> None:
        self.documents: list[Document] = []
        self._files = files
        self._root = root
        self._budget = Budget()
        self._problems = problems
        self._read: set[Path] = set()
        self._size = 0
        self._tally = Tally()

    def document(self, text: str, file: Path, around: tuple[tuple[Path, Include], ...]) -> None:
        """Read one file's text, then what it includes; `around` are the files that led here."""
        try:
            document = read_document(text, shown(file), self._problems, self._tally)
        except SourceError as error:
            self._problems.extend(error.problems)
            return
        self.documents.append(document)
        self._read.add(file.resolve())
        for include in document.includes:
            for found in self._found(file, include):
                self._enter(found, include, (*around, (file.resolve(), include)))

    def _found(self, file: Path, include: Include) -> list[Path]:
        if not include.is_glob:
            return [file.parent / include.pattern]
        try:
            found = self._files.matching(file.parent, include.pattern, self._budget)
        except SourceError as error:
            for problem in error.problems:
                self._problems.add(problem.message, include.location, problem.hint)
            if self._budget.left < 0:
                self._problems.raise_if_any()
            return []
        others = [path for path in found if path.resolve() != file.resolve()]
        if not others:
            self._problems.add(
                f"{quote(include.pattern)} matches no other file that ends in .yaml or .yml",
                include.location,
                "correct or remove it",
            )
        return others

    def _enter(
        self, file: Path, include: Include, around: tuple[tuple[Path, Include], ...]
    ) -> None:
        try:
            resolved = file.resolve()
        except (OSError, RuntimeError):  # links that lead to each other
            self._problems.add(f"{quote(shown(file))} leads nowhere", include.location, "remove it")
            return
        for index, (ancestor, _) in enumerate(around):
            if ancestor == resolved:
                way = ", which ".join(
                    f"includes {quote(then.pattern)} at {then.location}"
                    for _, then in around[index:]
                )
                self._problems.add(
                    f"the inclusion goes in a circle: {quote(shown(file))} {way}",
                    include.location,
                    "remove one of them",
                )
                return
        if resolved in self._read:
            return
        if len(around) > MAX_INCLUSION:
            self._refuse(
                f"files include each other more than {MAX_INCLUSION} deep",
                include,
                "name the files in one place",
            )
        if not resolved.is_relative_to(self._root):
            self._problems.add(
                f"{quote(include.pattern)} cannot be included: it lies outside the project",
                include.location,
                "keep what a model includes in the project, without links that lead out",
            )
            return
        text = self._text(file, include)
        if text is not None:
            self.document(text, file, around)

    def _text(self, file: Path, include: Include) -> str | None:
        if len(self._read) >= MAX_FILES:
            self._refuse(f"a model has more than {MAX_FILES:,} files", include, "include fewer")
        try:
            text = self._files.read(file)
            self._size += len(text)
        except SourceError as error:
            for problem in error.problems:
                at = problem.location or include.location
                self._problems.add(problem.message, at, problem.hint)
            return None
        if self._size > MAX_BYTES:
            self._refuse("the included files are too large together", include, "include fewer")
        return text

    def _refuse(self, message: str, include: Include, hint: str) -> None:
        self._problems.add(message, include.location, hint)
        self._problems.raise_if_any()
