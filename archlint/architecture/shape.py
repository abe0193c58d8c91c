"""Read mappings whose keys are fixed, refusing what is unknown with a suggestion."""

from __future__ import annotations

from dataclasses import dataclass

from archlint.architecture.tree import Mapping, Scalar, Sequence, Tree, describe, is_nothing
from archlint.source import Location, Problems
from archlint.text import lookalike, quote, suggestion

MAX_LISTED = 24  # keys in a hint


def unknown_key(
    what: str,
    key: str,
    location: Location,
    known: tuple[str, ...],
    problems: Problems,
    *,
    common: tuple[str, ...] = (),
) -> None:
    """Report a key that is not known, with the nearest one that is.

    Args:
        what: What the mapping describes.
        key: The unknown key.
        location: Where it stands.
        known: The keys that the mapping may have.
        problems: Takes the problem.
        common: Those of them that every node has, which a long list leaves out.
    """
    hint = lookalike(key) or suggestion(key, known) or _choice(what, known, common)
    problems.add(f"unknown key {quote(key)} in {what}", location, hint)


def _choice(what: str, known: tuple[str, ...], common: tuple[str, ...]) -> str:
    own = tuple(name for name in known if name not in common)
    if len(known) <= MAX_LISTED:
        return f"{what} may have: {', '.join(known)}"
    if common and own and len(own) <= MAX_LISTED:
        return f"{what} may have, besides the fields of every node: {', '.join(own)}"
    return f"remove it, or see docs/catalogue.md for what {what} may have"


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys that a mapping may and must have.

    Attributes:
        what: What the mapping describes, for messages: `a rule`.
        required: The keys that it must have.
        optional: The keys that it may have besides.
    """

    what: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    def read(self, tree: Tree, problems: Problems) -> Fields | None:
        """Check the keys of a mapping; `None` when the tree is not one."""
        if not isinstance(tree, Mapping):
            problems.add(
                f"expected {self.what} as a mapping, found {describe(tree)}",
                tree.location,
                f"write 'key: value' with the keys {', '.join(self.required + self.optional)}",
            )
            return None
        known = self.required + self.optional
        for entry in tree:
            if entry.key not in known:
                unknown_key(self.what, entry.key, entry.key_location, known, problems)
        for key in self.required:
            if key not in tree.entries:
                problems.add(f"{self.what} needs '{key}'", tree.location, f"add '{key}:'")
        return Fields(tree, problems)


@dataclass(frozen=True, slots=True)
class Fields:
    """Typed access to the values of a mapping; a value of a wrong type is a problem."""

    tree: Mapping
    problems: Problems

    def get(self, key: str) -> Tree | None:
        """Return a value as it is, or `None` when it is not there."""
        return self.tree.get(key)

    def at(self, key: str) -> Location:
        """Return where a value stands, or the mapping itself."""
        value = self.tree.get(key)
        return self.tree.location if value is None else value.location

    def text(self, key: str, default: str = "") -> str:
        """Return a text as its author wrote it."""
        value = self.tree.get(key)
        if value is None:
            return default
        if isinstance(value, Scalar) and value.value is not None:
            return value.text
        self._wrong(key, value, "a text")
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        return tuple(item.text for item in self.scalars(key))

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """Return a list of texts with their places; a single text is a list of one."""
        value = self.tree.get(key)
        if value is None:
            return ()
        items = value.items if isinstance(value, Sequence) else (value,)
        scalars = []
        for item in items:
            if isinstance(item, Scalar) and item.value is not None:
                scalars.append(item)
            else:
                self._wrong(key, item, "texts")
        return tuple(scalars)

    def list_of_texts(self, key: str) -> tuple[Scalar, ...]:
        """Return a list of texts with their places, empty for null; a single text is a problem."""
        value = self.tree.get(key)
        if value is None or is_nothing(value):
            return ()
        if not isinstance(value, Sequence):
            self._wrong(key, value, "a list of texts")
            return ()
        for item in value.items:
            if not _is_text(item):
                self._wrong(key, item, "a list of texts")
        return tuple(item for item in value.items if isinstance(item, Scalar) and _is_text(item))

    def flag(self, key: str) -> bool:
        """Return `true` or `false`; `False` when it is not there."""
        value = self.tree.get(key)
        if value is None:
            return False
        if isinstance(value, Scalar) and isinstance(value.value, bool):
            return value.value
        self._wrong(key, value, "true or false")
        return False

    def number(self, key: str) -> float | None:
        """Return a number, or `None` when it is not there."""
        value = self.tree.get(key)
        if value is None:
            return None
        if isinstance(value, Scalar) and type(value.value) in (int, float):
            return value.value  # type: ignore[return-value]  # narrowed by the line above
        self._wrong(key, value, "a number")
        return None

    def _wrong(self, key: str, value: Tree, wanted: str) -> None:
        self.problems.add(
            f"'{key}' must be {wanted}, found {describe(value)}",
            value.location,
            f"write {wanted} after '{key}:'",
        )


def _is_text(tree: Tree) -> bool:
    return isinstance(tree, Scalar) and isinstance(tree.value, str)
