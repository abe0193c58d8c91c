"""What an editor makes of a model: YAML 1.2 as its specification has it, held to the schema.

Nothing of archlint's reader is used: the two must agree because they say the same, not because they
are the same.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_network
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from archlint.architecture.catalogue import UnknownType
from archlint.architecture.documents import read_document
from archlint.architecture.ids import is_id
from archlint.architecture.parsing import parse
from archlint.architecture.reader import build_models
from archlint.architecture.scalars import resolve
from archlint.architecture.schema import model_schema
from archlint.architecture.types import PropertySpec
from archlint.architecture.value_reader import read_value
from archlint.source import Problem, Problems, SourceError

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

    `specs` holds what each property is in one type or the other. `paths` and `keys` give the way to
    each value and key by its line and column; `odd` holds the ways to the plain scalars that
    archlint takes for something else than the editor does.
    """

    text: str
    specs: dict[str, list[PropertySpec]]
    data: Any
    paths: dict[Place, Path]
    keys: dict[Place, Path]
    odd: set[Path]

    def at(self, path: Path) -> Any:
        found = self.data
        for step in path:
            found = found[step]
        return found


def read_as_editor(text: str, specs: dict[str, list[PropertySpec]]) -> Reading:
    reading = Reading(text, specs, None, {}, {}, set())
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
    ends = re.compile(r"\\.|\[(?:\\.|[^\]])*\]|\$")
    return re.compile(ends.sub(lambda found: r"\Z" if found[0] == "$" else found[0], pattern))


def _matches(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
    if isinstance(instance, str) and not _pattern(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


EditorValidator = extend(Draft7Validator, {"pattern": _matches})


@pytest.fixture(scope="session")
def schema(catalogue) -> dict[str, Any]:
    return model_schema(catalogue)


@pytest.fixture(scope="session")
def as_editor(catalogue) -> Callable[[str], Reading]:
    specs: dict[str, list[PropertySpec]] = {}
    for name in (*catalogue.types, *catalogue.index.paths()):
        with suppress(UnknownType):
            for key, spec in catalogue.type(name).properties.items():
                if spec not in specs.setdefault(key, []):
                    specs[key].append(spec)
    return lambda text: read_as_editor(text, specs)


@pytest.fixture(scope="session")
def editor_errors(schema) -> Callable[[Any], list[ValidationError]]:
    """Return what an editor with the schema finds wrong with a document's data."""
    validator = EditorValidator(schema)
    return lambda data: list(validator.iter_errors(data))


@pytest.fixture(scope="session")
def fragment_errors(catalogue) -> Callable[[Any], list[ValidationError]]:
    """Return what an editor finds wrong with the data of a file that a model includes."""
    validator = EditorValidator(model_schema(catalogue, fragment=True))
    return lambda data: list(validator.iter_errors(data))


# --- what a schema cannot say --------------------------------------------------------------------

Says = Callable[[Problem, Reading], bool]
IN_ENVIRONMENT = re.compile(r"in the environment '([^']*)': ")


def message(pattern: str) -> Says:
    return lambda problem, _: re.search(pattern, problem.message) is not None


def names_nothing(problem: Problem, _reading: Reading) -> bool:
    """A name that can be an id, and is none of this model."""
    said = IN_ENVIRONMENT.sub("", problem.message)
    found = re.match(
        r"there is no (?:node|data asset|flow) '(.*?)'(?: to (?:change|remove))?\Z", said
    )
    named = found is not None and is_id(found[1])
    return named or said.startswith("there is no connection '")


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


def node_at(path: Path) -> tuple[Path, Path]:
    """Split the way to something in a node, nested or in an environment, at the innermost node."""
    length = path.index("nodes") + 2 if "nodes" in path[:3] else len(path) + 1
    while path[length : length + 1] == ("nodes",) and len(path) > length + 1:
        length += 2
    return path[:length], path[length:]


def is_of_another_type(problem: Problem, reading: Reading) -> bool:
    """What an environment says of a node, without its type, would do for a node of another type."""
    node, rest = node_at(way_of(problem, reading))
    if node[:1] != ("environments",) or not rest or "type" in reading.at(node):
        return False
    value = (*node, rest[0])
    tree: Any = parse(reading.text, "m.yaml")
    for step in value:
        tree = tree.get(step)
    specs = reading.specs.get(str(rest[0]), ())
    is_odd = any(path[: len(value)] == value for path in reading.odd)
    return any(is_odd or not complaints_of(tree, spec) for spec in specs)


def complaints_of(tree: Any, spec: PropertySpec) -> list[Problem]:
    problems = Problems()
    read_value(tree, spec, "it", problems)
    return list(problems.found())


def is_of_the_type_before(problem: Problem, reading: Reading) -> bool:
    """What a model says of a node whose type an environment changes."""
    environment = IN_ENVIRONMENT.match(problem.message)
    node, rest = node_at(way_of(problem, reading))
    if environment is None or node[:1] != ("nodes",) or not rest:
        return False
    return any(
        path[:2] == ("environments", environment[1])
        and node_at(path)[0][-1] == node[-1]
        and node_at(path)[1] == ("type",)
        for path in reading.keys.values()
    )


def is_a_flow_of_an_environment(problem: Problem, reading: Reading) -> bool:
    """A flow without steps that only an environment has."""
    path = way_of(problem, reading)
    return (
        "needs a list of steps" in problem.message
        and (path[:1], path[2:3]) == (("environments",), ("flows",))
        and len(path) == 4
        and isinstance(reading.at(path), dict)
        and "steps" not in reading.at(path)
    )


def is_open_by_two_names(problem: Problem, reading: Reading) -> bool:
    if "is open twice" not in problem.message:
        return False
    path = path_of(problem, reading)
    return reading.at(path[:-1]).count(reading.at(path)) == 1


def way_of(problem: Problem, reading: Reading) -> Path:
    """Return the way to the value, or to the key, that a problem is about."""
    assert problem.location is not None
    place = problem.location.line, problem.location.column
    return reading.keys.get(place) or reading.paths.get(place, ())


def path_of(problem: Problem, reading: Reading) -> Path:
    assert problem.location is not None
    return reading.paths.get((problem.location.line, problem.location.column), ())


UNSAYABLE: dict[str, Says] = {
    "a name that refers to nothing": names_nothing,
    "a node in what is no boundary": message("cannot be placed in"),
    "a circle of placement": message("goes in a circle"),
    "an id that is defined twice": message("is defined twice|stands twice in this environment"),
    "a boundary named by nesting and by 'in'": is_placed_by_nesting_too,
    "a connection that is written twice": message("is written twice"),
    "a connection that is removed twice": message("^[^']*(?:'[^']*': )?the connection .* removed"),
    "a property that the type of an environment's node does not have": is_of_another_type,
    "a property of the type that an environment changes": is_of_the_type_before,
    "a flow without steps that only an environment has": is_a_flow_of_an_environment,
    "a type that is open under two names": is_open_by_two_names,
    "a finding that is waived twice": message("is waived twice"),
    "a waiver of an environment that is not there": message("there is no environment"),
    "a step that starts where the flow has not been": message("which the flow has not reached"),
    "a CIDR block with bits beyond its mask": has_bits_beyond_its_mask,
    "a range of ports that goes backwards": goes_backwards,
    "a scalar that YAML 1.2 reads otherwise": is_read_otherwise,
    "a key that stands twice": message("stands twice in this mapping"),
    "a key that is no text": message("mapping keys must be strings"),
    "more than the bounds admit": message("(?:expand to|stands in) more than"),
}


@pytest.fixture(scope="session")
def refusals(catalogue) -> Callable[..., tuple[Problem, ...]]:
    """Return what the parser finds wrong with a model, or with a file that one includes.

    What the file itself includes is not there.
    """

    def read(text: str, *, fragment: bool = False) -> tuple[Problem, ...]:
        problems = Problems()
        texts = {"main.yaml": "archlint: 1\nname: x\n"} if fragment else {}
        try:
            documents = [
                read_document(text, path, problems)
                for path, text in {**texts, "m.yaml": text}.items()
            ]
            build_models(documents, catalogue, problems)
        except SourceError as error:
            return error.problems
        return ()

    return read


def is_not_read(error: ValidationError, problems: tuple[Problem, ...], reading: Reading) -> bool:
    """Tell whether an error lies in a node of an environment that the parser did not read."""
    node, rest = node_at(tuple(error.absolute_path))
    if error.validator == "propertyNames" and rest == ("nodes",):
        return False
    return any(
        node == way_of(problem, reading)
        for problem in problems
        if re.search("to change$|stands twice in this environment", problem.message)
    )


def is_not_looked_up(
    error: ValidationError, problems: tuple[Problem, ...], reading: Reading
) -> bool:
    """Tell whether an error lies in the second of two nodes of one id, whose names go unread."""
    node, _ = node_at(tuple(error.absolute_path))
    return error.validator == "pattern" and any(
        node == way_of(problem, reading)
        for problem in problems
        if "is defined twice" in problem.message
    )


@pytest.fixture(scope="session")
def verdicts(refusals, as_editor, editor_errors, fragment_errors):
    """What parser and schema find wrong, without what a schema cannot say."""

    def judge(text: str, *, fragment: bool = False) -> tuple[list[str], list[str]]:
        reading = as_editor(text)
        problems = refusals(text, fragment=fragment)
        refused = [
            problem.message
            for problem in problems
            if not any(is_such(problem, reading) for is_such in UNSAYABLE.values())
        ]
        errors = [
            f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
            for error in (fragment_errors if fragment else editor_errors)(reading.data)
            if tuple(error.absolute_path) not in reading.odd
            and not is_not_read(error, problems, reading)
            and (refused or not is_not_looked_up(error, problems, reading))
        ]
        # The parser reads no further where it cannot read an end, and so may miss what follows it.
        if not refused and any(is_read_otherwise(problem, reading) for problem in problems):
            return [], []
        return refused, errors

    return judge


@pytest.fixture(scope="session")
def unsayable() -> dict[str, Says]:
    return UNSAYABLE
