"""YAML text to a tree of values with positions, by the events of PyYAML's C parser.

Consuming events, instead of letting PyYAML construct objects, keeps every position, executes no
tag, and lets the bounds stop a hostile file before it is walked. Depth must be bounded here: the
composer of PyYAML's C loader ends the process at about 200,000 levels.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from archlint.architecture.collector import collector_held
from archlint.architecture.decoding import control_character, position
from archlint.architecture.open_collection import OpenCollection, is_key
from archlint.architecture.scalars import resolve
from archlint.architecture.syntax import explain_syntax_error
from archlint.architecture.tags import check_collection_tag, tagged_value
from archlint.architecture.tree import Atom, Scalar, Tree, is_nothing
from archlint.source import Location, Problem, Problems, SourceError
from archlint.text import visible

MAX_DEPTH = 60
MAX_EXPANSION = 2_000_000
MAX_DIRECTIVES = 20

# The C parser where PyYAML was built with it (every published wheel), else the Python one.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What a NamedTuple's own constructor calls, after taking the fields apart by name.
_new: Any = tuple.__new__
_DIRECTIVE = re.compile(r"(?<![^\n\r\x85\u2028\u2029])%TAG\b")


class Tally:
    """Counts what the files of one model hold together, since bounds are of all of them.

    Attributes:
        values: The values in them, those that aliases stand for included.
        aliased: The values that aliases stand for.
    """

    __slots__ = ("aliased", "values")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.values = 0
        self.aliased = 0


def parse(
    text: str, path: str, problems: Problems | None = None, tally: Tally | None = None
) -> Tree:
    """Read the one YAML document in a text.

    Args:
        text: The text (see `decode`).
        path: What positions and messages call the file.
        problems: Takes what is wrong but can be read past, such as a duplicate key, so that the
            reader of the tree goes on; without it that is raised, too.
        tally: Counts what is read, where the text is one of several.

    Raises:
        SourceError: With every problem up to the first error of syntax.
    """
    with collector_held():
        builder = _Builder(path, Problems() if problems is None else problems, tally or Tally())
        tree = builder.build(text)
    if problems is None:
        builder.problems.raise_if_any()
    return tree


class _Anchored(NamedTuple):
    """What an alias stands for; the tree is `None` while it is still being read."""

    tree: Tree | None
    size: int
    height: int


class _Builder:
    def __init__(self, path: str, problems: Problems, tally: Tally) -> None:
        self.path = path
        self.problems = problems
        self.stack: list[OpenCollection] = []
        self.anchors: dict[str, _Anchored] = {}
        self.tally = tally
        self.root: Tree | None = None
        self.documents = 0
        self.words: dict[str, str] = {}
        self.text = ""
        self.end: Location | None = None

    def build(self, text: str) -> Tree:
        self.text = text
        self._check_directives(text)
        try:
            self._consume(text)
        except yaml.YAMLError as error:
            self.problems.extend([explain_syntax_error(error, text, self.path)])
            self.problems.raise_if_any()
        except UnicodeEncodeError:
            self.problems.extend(filter(None, [control_character(text, self.path)]))
            self.problems.raise_if_any()
        if self.root is None or is_nothing(self.root):
            raise SourceError(
                [
                    Problem(
                        "the file is empty",
                        Location(self.path, 1, 1),
                        "a model begins with the line 'archlint: 1'",
                    )
                ]
            )
        return self.root

    def _check_directives(self, text: str) -> None:
        """Refuse what costs the parser the square of its number, and is of no use here."""
        if text.count("%TAG") <= MAX_DIRECTIVES:
            return
        for number, directive in enumerate(_DIRECTIVE.finditer(text), start=1):
            if number > MAX_DIRECTIVES:
                self._fail(
                    f"there are more than {MAX_DIRECTIVES} %TAG directives",
                    position(text, directive.start(), self.path),
                    "remove them: a model has no use for tags",
                )

    def _consume(self, text: str) -> None:
        loader = _Loader(text)
        try:
            next_event = loader.get_event
            handlers = {
                yaml.ScalarEvent: self._scalar,
                yaml.MappingStartEvent: self._start,
                yaml.SequenceStartEvent: self._start,
                yaml.MappingEndEvent: self._end,
                yaml.SequenceEndEvent: self._end,
                yaml.AliasEvent: self._alias,
                yaml.DocumentStartEvent: self._document,
            }
            while (event := next_event()) is not None:
                handler = handlers.get(type(event))
                if handler is not None:
                    handler(event)
                elif type(event) is yaml.StreamEndEvent:
                    return
        finally:
            loader.dispose()

    def _at(self, event: Any) -> Location:
        mark = event.start_mark
        return Location(self.path, mark.line + 1, mark.column + 1)

    def _within(self, at: Location) -> Location:
        """Return the place of an empty value: past the last line, the parser means the end."""
        if self.end is None:
            self.end = position(self.text, len(self.text), self.path)
        return self.end if at.line > self.end.line else at

    def _fail(self, message: str, location: Location, hint: str) -> None:
        """Stop here: reading on would cost too much or make no sense."""
        self.problems.add(message, location, hint)
        self.problems.raise_if_any()

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._fail(
                "expected one document, and a second one begins here",
                self._at(event),
                "keep one model a file: remove the line '---', or move the rest to its own file",
            )

    def _scalar(self, event: Any) -> None:
        """Take in a scalar. Most events are scalars: what is usual is done here, without calls."""
        mark = event.start_mark
        at = _new(Location, (self.path, mark.line + 1, mark.column + 1))
        text = event.value
        if not text:
            at = self._within(at)
        text = self.words.setdefault(text, text)  # ids and keys recur: one string for all of them
        is_plain = event.implicit[0]
        value: Atom
        if event.tag is not None:
            value = tagged_value(event.tag, text, at, self.problems)
        else:
            value = resolve(text) if is_plain else text
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(Scalar(value, text, at), 1, 0)
        if not self.stack:
            self.root = Scalar(value, text, at)
            return
        parent = self.stack[-1]
        parent.size += 1
        if not parent.is_mapping:
            parent.items.append(_new(Scalar, (value, text, at)))
        elif parent.awaits_key:
            if text == "<<" and is_plain:
                parent.merges = True
            parent.awaits_key = False
            usable = type(value) is str or is_key(Scalar(value, text, at), at, self.problems)
            parent.key, parent.key_at = text if usable else None, at
        else:
            parent.awaits_key = True
            if parent.key is not None:
                parent.enter(parent.key, _new(Scalar, (value, text, at)), self.problems)

    def _start(self, event: Any) -> None:
        mark = event.start_mark
        at = _new(Location, (self.path, mark.line + 1, mark.column + 1))
        is_mapping = type(event) is yaml.MappingStartEvent
        if len(self.stack) >= MAX_DEPTH:
            self._check_depth(1, at)
        if event.tag is not None:
            check_collection_tag(event.tag, at, self.problems)
        if is_mapping and self.stack and self.stack[-1].is_template(at):
            self._fail(
                "this looks like a template, not YAML",
                self.stack[-1].location,
                "render the template first and check the result, or quote the text",
            )
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(None, 0, 0)
        self.stack.append(OpenCollection(at, is_mapping, event.anchor))

    def _check_depth(self, height: int, at: Location) -> None:
        if len(self.stack) + height > MAX_DEPTH:
            self._fail(f"nesting too deep (limit {MAX_DEPTH})", at, "flatten the structure")

    def _end(self, _event: Any) -> None:
        done = self.stack.pop()
        tree = done.closed(self.problems)
        if done.anchor is not None:
            self.anchors[done.anchor] = _Anchored(tree, done.size, done.height)
        self._add(tree, done.size, height=done.height)

    def _alias(self, event: Any) -> None:
        at = self._at(event)
        name = visible(event.anchor)
        if event.anchor not in self.anchors:
            self._fail(
                f"there is no anchor '&{name}' before this alias",
                at,
                f"define '&{name}' above, or quote the text if no alias is meant",
            )
        tree, size, height = self.anchors[event.anchor]
        if tree is None:
            self._fail(f"the alias '*{name}' contains itself", at, "write the value out")
        self.tally.aliased += size
        if self.tally.aliased > MAX_EXPANSION:
            self._fail(
                f"the aliases expand to more than {MAX_EXPANSION:,} values",
                at,
                "write fewer aliases of aliases",
            )
        self._check_depth(height, at)
        if isinstance(tree, Scalar):
            tree = Scalar(tree.value, tree.text, at)
        assert tree is not None  # noqa: S101 - _fail has raised
        self._add(tree, size, height=height, alias_at=at)

    def _add(
        self, tree: Tree, size: int, *, height: int = 0, alias_at: Location | None = None
    ) -> None:
        if not self.stack:
            self.root = tree
            self.tally.values += size
            return
        parent = self.stack[-1]
        parent.size += size
        if height >= parent.height:
            parent.height = height + 1
        if not parent.is_mapping:
            parent.items.append(tree)
        elif parent.awaits_key:
            parent.awaits_key = False
            at = alias_at or tree.location
            usable = is_key(tree, at, self.problems)
            parent.key = tree.text if usable and isinstance(tree, Scalar) else None
            parent.key_at = at
        else:
            parent.awaits_key = True
            if parent.key is not None:
                parent.enter(parent.key, tree, self.problems)
