"""Read mappings whose keys are fixed, refusing what is unknown with a suggestion."""

from __future__ import annotations

from dataclasses import dataclass

from archlint.architecture.tree import Mapping, Scalar, Sequence, Tree, describe
from archlint.source import Location, Problems
from archlint.text import lookalike, quote, suggestion


def unknown_key(
    what: str, key: str, location: Location, known: tuple[str, ...], problems: Problems
) -> None:
    """Report a key that is not known, with the nearest one that is."""
    hint = lookalike(key) or suggestion(key, known)
    if not hint:
        hint = f"{what} may have: {', '.join(known)}" if len(known) <= 24 else "remove it"
    problems.add(f"unknown key {quote(key)} in {what}", location, hint)


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
