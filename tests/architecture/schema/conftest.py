"""What an editor makes of a model: YAML 1.2 as its specification has it, held to the schema.

Nothing of archlint's reader is used: the two must agree because they say the same, not because they
are the same.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_network
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from archlint.architecture.ids import is_id
from archlint.architecture.scalars import resolve
from archlint.architecture.schema import model_schema
from archlint.source import Problem, SourceError

# YAML 1.2.2, section 10.3.2, "Tag Resolution" of the core schema.
CORE = (
    (re.compile(r"(?:null|Null|NULL|~|)\Z"), lambda _: None),
    (re.compile(r"(?:true|True|TRUE)\Z"), lambda _: True),
    (re.compile(r"(?:false|False|FALSE)\Z"), lambda _: False),
    (re.compile(r"[-+]?[0-9]+\Z"), int),
    (re.compile(r"0o[0-7]+\Z"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]+\Z"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z"), float),
    (re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z"), lambda text: float(text.replace(".", ""))),
    (re.compile(r"\.(?:nan|NaN|NAN)\Z"), lambda _: float("nan")),
)
Path = tuple[str | int, ...]
Place = tuple[int, int]


@dataclass
class Reading:
    """A document as an editor sees it.

    `paths` and `keys` give the way to each value and key by its line and column; `odd` holds the
    ways to the plain scalars that archlint takes for something else than the editor does.
    """

    data: Any
    paths: dict[Place, Path]
    keys: dict[Place, Path]
    odd: set[Path]

    def at(self, path: Path) -> Any:
        found = self.data
        for step in path:
            found = found[step]
        return found


def read_as_editor(text: str) -> Reading:
    reading = Reading(None, {}, {}, set())
    reading.data = _data(yaml.compose(text, Loader=yaml.SafeLoader), (), reading)
    return reading


def _place(node: Any) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _data(node: Any, path: Path, reading: Reading) -> Any:
    reading.paths[_place(node)] = path
    if isinstance(node, yaml.MappingNode):
        own, merged = {}, {}
        for key, value in node.value:
            reading.keys[_place(key)] = (*path, key.value)
            if key.value == "<<" and key.style is None:
                merged = _data(value, path, reading)
            else:
                own[key.value] = _data(value, (*path, key.value), reading)
        return {**merged, **own}
    if isinstance(node, yaml.SequenceNode):
        return [_data(item, (*path, at), reading) for at, item in enumerate(node.value)]
    if node.style is not None:
        return node.value
    value = next((make(node.value) for form, make in CORE if form.match(node.value)), node.value)
    if type(value) is not type(resolve(node.value)) or _is_written_otherwise(value, node.value):
        reading.odd.add(path)
    return value


def _is_written_otherwise(value: Any, text: str) -> bool:
    """Tell whether a number is not written as it is by default: `7.0`, `+5`, `1.20`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    whole = isinstance(value, int) or value.is_integer()
    return text != (str(int(value)) if whole else repr(value))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Read `$` as ECMA 262 does: the end, and not before a last line break."""
    return re.compile(re.sub(r"(?<!\\)\$", r"\\Z", pattern))


def _matches(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
    if isinstance(instance, str) and not _pattern(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


EditorValidator = extend(Draft7Validator, {"pattern": _matches})


@pytest.fixture(scope="session")
def schema(catalogue) -> dict[str, Any]:
    return model_schema(catalogue)


@pytest.fixture(scope="session")
def as_editor() -> Callable[[str], Reading]:
    return read_as_editor


@pytest.fixture(scope="session")
def editor_errors(schema) -> Callable[[Any], list[ValidationError]]:
    """Return what an editor with the schema finds wrong with a document's data."""
    validator = EditorValidator(schema)
    return lambda data: list(validator.iter_errors(data))


# --- what a schema cannot say --------------------------------------------------------------------

Says = Callable[[Problem, Reading], bool]


def message(pattern: str) -> Says:
    return lambda problem, _: re.search(pattern, problem.message) is not None


def names_nothing(problem: Problem, _reading: Reading) -> bool:
    """A name that can be an id, and is none of this model."""
    found = re.match(r"there is no (?:node|data asset) '(.*)'\Z", problem.message)
    return found is not None and is_id(found[1])


def is_placed_by_nesting_too(problem: Problem, reading: Reading) -> bool:
    """The same boundary around a node and under its `in`; twice under `in` a schema can tell."""
    if " is placed in " not in problem.message:
        return False
    path = path_of(problem, reading)
    return path[-1:] == ("in",) or reading.at(path[:-1]).count(reading.at(path)) == 1


def has_bits_beyond_its_mask(problem: Problem, reading: Reading) -> bool:
    if "must be a CIDR block" not in problem.message:
        return False
    address, _, mask = str(reading.at(path_of(problem, reading))).partition("/")
    try:
        ip_network(f"{address}/{mask}", strict=False)
    except ValueError:
        return "." in mask and is_address(address) and is_address(mask)
    return True


def is_address(text: str) -> bool:
    try:
        return ip_network(text).num_addresses == 1
    except ValueError:
        return False


def goes_backwards(problem: Problem, reading: Reading) -> bool:
    if "must be a port" not in problem.message:
        return False
    ends = re.fullmatch("([0-9]{1,5})-([0-9]{1,5})", str(reading.at(path_of(problem, reading))))
    return ends is not None and 65535 >= int(ends[1]) > int(ends[2])


def is_read_otherwise(problem: Problem, reading: Reading) -> bool:
    """A plain scalar that YAML 1.2 takes for another value than archlint: `True`, `0755`, `7.0`."""
    return path_of(problem, reading) in reading.odd


def path_of(problem: Problem, reading: Reading) -> Path:
    assert problem.location is not None
    return reading.paths.get((problem.location.line, problem.location.column), ())


UNSAYABLE: dict[str, Says] = {
    "a name that refers to nothing": names_nothing,
    "a node in what is no boundary": message("cannot be placed in"),
    "a circle of placement": message("goes in a circle"),
    "an id that is defined twice": message("is defined twice"),
    "a boundary named by nesting and by 'in'": is_placed_by_nesting_too,
    "a connection that is written twice": message("is written twice"),
    "a step that starts where the flow has not been": message("which the flow has not reached"),
    "a CIDR block with bits beyond its mask": has_bits_beyond_its_mask,
    "a range of ports that goes backwards": goes_backwards,
    "a scalar that YAML 1.2 reads otherwise": is_read_otherwise,
    "a key that stands twice": message("stands twice in this mapping"),
    "a key that is no text": message("mapping keys must be strings"),
    "more than the bounds admit": message("(?:expand to|stands in) more than"),
}


@pytest.fixture(scope="session")
def verdicts(read_text, as_editor, editor_errors):
    """What parser and schema find wrong, without what a schema cannot say."""

    def judge(text: str) -> tuple[list[str], list[str]]:
        reading = as_editor(text)
        problems: tuple[Problem, ...] = ()
        try:
            read_text(text)
        except SourceError as error:
            problems = error.problems
        refused = [
            problem.message
            for problem in problems
            if not any(is_such(problem, reading) for is_such in UNSAYABLE.values())
        ]
        errors = [
            f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
            for error in editor_errors(reading.data)
            if tuple(error.absolute_path) not in reading.odd
        ]
        # The parser reads no further where it cannot read an end, and so may miss what follows it.
        if not refused and any(is_read_otherwise(problem, reading) for problem in problems):
            return [], []
        return refused, errors

    return judge


@pytest.fixture(scope="session")
def unsayable() -> dict[str, Says]:
    return UNSAYABLE
