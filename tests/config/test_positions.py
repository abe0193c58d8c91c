"""Each key and value of a TOML text is found where it stands."""

import tomllib
from string import ascii_letters

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archlint.config.positions import MAX_DEPTH, Positions, TooDeep

modest = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])

TEXT = '''\
# a comment with [a] = "b"
plain = 1
"quoted # [x]" = "a \\" ] b" # trailing
dotted . inner = ["one",	# not two
  """two
three = 3
""", ['deep'], {x = 1, "y.z" = '2'},
]

[table."ta.ble"]
key = \'\'\'
key = 5 \'\'\'\'
when = 1979-05-27 07:32:00

[[ many ]]
name = 1
[[many]]
name	=	2
[many.inside]
of = "the second"
[[many.below]]
k = 1
[[many]]
[[many.below]]
k = 2
'''


@pytest.mark.parametrize(
    ("path", "line", "word"),
    [
        (("plain",), 2, "plain"),
        (("quoted # [x]",), 3, '"quoted'),
        (("dotted", "inner"), 4, "inner"),
        (("dotted", "inner", 1), 5, '"""two'),
        (("dotted", "inner", 2, 0), 7, "'deep'"),
        (("dotted", "inner", 3, "y.z"), 7, '"y.z"'),
        (("table", "ta.ble"), 10, '"ta.ble"'),
        (("table", "ta.ble", "when"), 13, "when"),
        (("many", 0, "name"), 16, "name"),
        (("many", 1, "name"), 18, "name"),
        (("many", 1, "inside", "of"), 20, "of"),
        (("many", 1, "below", 0, "k"), 22, "k"),
        (("many", 2), 23, "many"),
        (("many", 2, "below", 0, "k"), 25, "k"),
        (("table", "ta.ble", "nowhere", 5), 10, '"ta.ble"'),
        (("nowhere",), 1, "#"),
    ],
)
def test_a_key_is_found_or_else_the_one_around_it(path, line, word):
    tomllib.loads(TEXT)
    at = Positions(TEXT).key(path)
    assert TEXT.count("\n", 0, at) + 1 == line
    assert TEXT.startswith(word, at)


KEYS = st.text(ascii_letters + "-_ .#[]{}='\"\\\n\té€", max_size=6)
LEAVES = st.one_of(
    st.integers(-999, 999),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.text(ascii_letters + " \"'\\#[]{},=\n\t\u2028é", max_size=12),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=4)


def basic(text, quotes='"'):
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    if len(quotes) == 3:
        escapes.pop("\n")
    return quotes + "".join(escapes.get(char, char) for char in text) + quotes


def literal(text):
    if "'" in text or "\n" in text:
        return basic(text)
    return f"'{text}'"


def basic_lines(text):
    return basic(text, '"""')


def literal_lines(text):
    return basic_lines(text) if "''" in text else f"'''\n{text}'''"


class Writer:
    """Writes values as TOML in any of the ways that it allows."""

    def __init__(self, draw):
        self.draw = draw

    def one_of(self, *choices):
        return self.draw(st.sampled_from(choices))

    def key(self, key):
        if key and all(char in ascii_letters + "-_" for char in key) and self.one_of(True, False):
            return key
        return self.one_of(basic, literal)(key)

    def value(self, value):
        gap = self.one_of("", " ", "\n  ", " # not, ] this = 1\n")
        match value:
            case bool():
                return str(value).lower()
            case str():
                return self.one_of(basic, literal, basic_lines, literal_lines)(value)
            case list():
                items = f",{gap}".join(map(self.value, value))
                return f"[{gap}{items}{gap}]"
            case dict():
                pairs = (f"{self.key(k)} = {self.value(v)}" for k, v in value.items())
                return f"{{ {', '.join(pairs)} }}"
            case int() | float():
                return repr(value)
            case _:
                return value.isoformat()

    def table(self, values, route=()):
        inner = []
        for key, value in values.items():
            name = self.key(key)
            if isinstance(value, dict) and self.one_of(True, False):
                inner.append((False, (*route, name), value))
            elif self.are_tables(value) and self.one_of(True, False):
                inner += [(True, (*route, name), item) for item in value]
            elif isinstance(value, dict) and value and self.one_of(True, False):
                for low, leaf in value.items():
                    yield f"{name}{self.one_of('.', ' . ')}{self.key(low)} = {self.value(leaf)}"
            else:
                yield f"{name}{self.one_of('=', ' = ')}{self.value(value)}{self.one_of('', ' # x')}"
        for many, name, value in inner:
            dotted = self.one_of(".", " . ").join(name)
            yield f"[[{dotted}]]" if many else f"[ {dotted} ]"
            yield from self.table(value, name)

    @staticmethod
    def are_tables(value):
        return isinstance(value, list) and value and all(isinstance(v, dict) for v in value)


@st.composite
def toml(draw):
    values = draw(DOCUMENTS)
    return draw(st.sampled_from(["\n", "\r\n"])).join([*Writer(draw).table(values), ""])


def routes(value, path=()):
    if path:
        yield path, value
    items = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else items
    for key, inner in items:
        yield from routes(inner, (*path, key))


def value_at(text, offset):
    """Read the value that begins at an offset, by trying ever longer pieces."""
    for end in range(offset + 1, len(text) + 1):
        rest = text[end:].lstrip(" \t")
        if not rest or rest[0] in ",]}#\r\n":
            try:
                yield tomllib.loads(f"x = {text[offset:end]}")["x"]
            except tomllib.TOMLDecodeError:
                continue


def keys_at(text, offset):
    """Read the key that begins at an offset, by trying ever longer pieces."""
    for end in range(offset + 1, len(text) + 1):
        try:
            [key] = tomllib.loads(f"{text[offset:end]} = 1")
            yield key
        except (ValueError, tomllib.TOMLDecodeError):
            continue


@modest
@given(toml())
@example("a.b.c = [{d = '''x''''}, 1]\n")
@example('[[a]]\n[[a.b]]\n[[a]]\nb = """"x"""""\nc = 1\n')
@example('"\\u0061b" = 1\n')
def test_every_key_and_value_of_a_toml_text_is_found(text):
    data = tomllib.loads(text)
    known = Positions(text).known()
    assert set(known) == {path for path, _ in routes(data)}
    for path, value in routes(data):
        key, at = known[path]
        if isinstance(path[-1], str):
            assert path[-1] in keys_at(text, key)
        if not isinstance(value, dict | list) or text[at] in "{":
            assert value in value_at(text, at)


@modest
@given(st.text(ascii_letters[:3] + "\"'[]{}=.,#\\ \n\t-1é\u2028", max_size=80))
def test_a_text_that_is_not_toml_is_scanned_as_far_as_it_goes(text):
    positions = Positions(text)
    assert 0 <= positions.key(("a", 0, "b")) <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 40,
        "a = " + "{a=" * 40,
        "a = 1\n" + "[" + ".".join("a" * 40) + "]",
        ".".join("a" * 200_000) + " = 1",
        "a = " + "[" * 200_000,
    ],
)
def test_what_is_too_deep_is_refused_before_it_is_read(text):
    with pytest.raises(TooDeep):
        Positions(text)


def test_the_greatest_depth_can_be_read():
    text = f"{'.'.join('a' * MAX_DEPTH)} = {'[' * MAX_DEPTH}1{']' * MAX_DEPTH}"
    assert len(Positions(text).known()) == len(list(routes(tomllib.loads(text))))
