"""Read the words that patterns name: types, kinds, globs."""

from __future__ import annotations

from archlint.architecture.catalogue import Catalogue, UnknownType
from archlint.architecture.tree import Entry, Scalar, Sequence, Tree, describe
from archlint.ruleset.conditions import Words
from archlint.ruleset.text_patterns import glob_matcher
from archlint.ruleset.type_sets import TypeSets
from archlint.source import Problems
from archlint.text import listed, suggestion, visible


class WordReader:
    """Reads words, held against the catalogue where it knows them."""

    def __init__(self, catalogue: Catalogue, sets: TypeSets, problems: Problems) -> None:
        """Keep the catalogue and where to report."""
        self._catalogue = catalogue
        self._sets = sets
        self._problems = problems

    def words(self, entry: Entry) -> Words:
        """Read what follows `type`, `kind`, `id`, `name`, `tags` or `property`."""
        if entry.key == "type":
            return self._types(entry)
        texts = self.texts(entry.value, entry.key)
        return Words(entry.key, texts, entry.key_location)

    def kinds(self, entry: Entry) -> Words:
        """Read kinds of nodes."""
        texts = self.texts(entry.value, "kind")
        for text in texts:
            if not any(map(glob_matcher(text), self._catalogue.kinds)):
                self._problems.add(
                    f"unknown kind '{visible(text)}'",
                    entry.value.location,
                    suggestion(text, self._catalogue.kinds)
                    or f"the kinds are {listed(sorted(self._catalogue.kinds))}",
                )
        return Words("kind", texts, entry.key_location)

    def _types(self, entry: Entry) -> Words:
        names = []
        for text in self.texts(entry.value, "type"):
            names.append(text)
            if "*" in text or "?" in text:
                known = self._sets.matching(text) or any(
                    map(glob_matcher(text), self._catalogue.index.paths())
                )
                if not known:
                    self._problems.add(
                        f"no type matches '{visible(text)}'",
                        entry.value.location,
                        "check the spelling",
                    )
                continue
            try:
                names[-1] = self._sets.add(self._catalogue.type(text)).id
            except UnknownType as error:
                self._problems.add(str(error), entry.value.location, error.hint)
        return Words("type", tuple(names), entry.key_location)

    def texts(self, tree: Tree, key: str) -> tuple[str, ...]:
        """Read a text or a list of texts."""
        items = tree.items if isinstance(tree, Sequence) else (tree,)
        texts = tuple(i.text for i in items if isinstance(i, Scalar) and i.value is not None)
        if len(texts) != len(items) or not texts:
            self._problems.add(
                f"'{key}' must be a text or a list of texts, found {describe(tree)}",
                tree.location,
                f"write '{key}: word'; '*' stands for any letters",
            )
        return texts

    def flag(self, entry: Entry) -> bool:
        """Read true or false."""
        if isinstance(entry.value, Scalar) and isinstance(entry.value.value, bool):
            return entry.value.value
        self._problems.add(
            f"'{entry.key}' must be true or false", entry.value.location, "write true or false"
        )
        return False
