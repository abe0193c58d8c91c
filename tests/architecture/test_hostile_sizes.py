"""Inputs that are too large for files, each read by a process of its own under a memory limit."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from archlint.edge.bundled import bundled

ROOT = Path(__file__).resolve().parents[2]
MEGABYTES = 500
SECONDS = 60  # far more than any takes: it ends a hang, it measures nothing

# Reads a model and writes what happened. The limit is on the address space, which is more than the
# memory in use. It is set where the system has such limits; macOS does not keep to them.
PROGRAM = f"""
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({MEGABYTES} << 20, {MEGABYTES} << 20))
except (ImportError, ValueError, OSError):
    pass
from pathlib import Path
from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.decoding import decode
from archlint.architecture.reader import read_model
from archlint.source import SourceError
types, source = Path(sys.argv[1]), Path(sys.argv[2])
catalogue = read_catalogue(
    [(p.name, p.read_text("utf-8")) for p in types.glob("*.yaml")],
    (types / "diagrams-index.tsv").read_text("utf-8"),
)
try:
    model = read_model(decode(source.read_bytes(), "m.yaml"), "m.yaml", catalogue)
except SourceError as error:
    print(json.dumps([f"{{p.location}}: {{p.message}}" for p in error.problems]))
else:
    print(json.dumps([]))
"""

HEAD = "archlint: 1\nname: x\n"


def node(meta: str) -> str:
    return HEAD + "nodes: {u: {type: actor.user, meta: " + meta + "}}\n"


def listed(pattern: str, count: int, start: int = 0) -> str:
    return ", ".join(pattern.format(i=i, j=i - 1) for i in range(start, start + count))


def alias_bomb(levels: int, width: int, last: str) -> str:
    lines = ["a0: &a0 lol"]
    for level in range(1, levels + 1):
        inner = ", ".join([f"*a{level - 1}"] * width)
        lines.append(f"a{level}: &a{level} " + last.format(inner))
    return "\n".join(lines)


def merge_bomb() -> str:
    # Every level merges nine times the level before, under keys of its own.
    lines = ["a0: &a0 {k: v}"]
    for level in range(1, 11):
        inner = ", ".join(f"k{i}: *a{level - 1}" for i in range(9))
        lines.append(f"a{level}: &a{level} {{{inner}, <<: *a{level - 1}}}")
    return "\n".join(lines)


REFUSED = {
    "ten levels of nine aliases": (alias_bomb(10, 9, "[{}]"), "expand to more than 2,000,000"),
    "ten levels of nine merges": (merge_bomb(), "expand to more than 2,000,000"),
    "1,500 levels of block mappings": (
        "".join(" " * i + f"a{i}:\n" for i in range(1_500)),
        "nesting too deep (limit 60)",
    ),
    "200,000 levels of lists": ("[" * 200_000, "nesting too deep (limit 60)"),
    "200,000 levels of mappings": ("{a: " * 200_000, "nesting too deep (limit 60)"),
    "200,000 dashes": ("- " * 200_000, "nesting too deep (limit 60)"),
    "200,000 question marks": ("? " * 200_000, "nesting too deep (limit 60)"),
    "50,000 levels made of aliases": (
        node("[&a0 [x], " + listed("&a{i} [*a{j}]", 50_000, 1) + "]"),
        "nesting too deep (limit 60)",
    ),
    "50,000 %TAG directives": (
        "".join(f"%TAG !a{i}! x\n" for i in range(50_000)) + "---\n" + HEAD,
        "there are more than 20 %TAG directives",
    ),
    "50,000 %TAG directives ended by carriage returns": (
        "".join(f"%TAG !a{i}! x\r" for i in range(50_000)) + "---\r" + HEAD,
        "there are more than 20 %TAG directives",
    ),
    "an 8 MB key": (HEAD + "k" * 8_000_000 + ": 1", "expected 'key: value' here"),
    "an 8 MB id": (
        HEAD + "nodes:\n  ? " + "K" * 8_000_000 + "\n  : {type: actor.user}",
        "cannot be an id",
    ),
    "an 8 MB type": (HEAD + "nodes: {u: {type: " + "t" * 8_000_000 + "}}", "unknown type"),
    "8 MB of arrows": (
        HEAD + "connections: ['" + "->" * 4_000_000 + " x y']",
        "is not a connection",
    ),
    "an 8 MB indent before an error": (HEAD + " " * 8_000_000 + "x: ]", "a second ': '"),
    "an 8 MB CIDR block": (
        HEAD + "nodes: {v: {type: aws.vpc, cidr: '" + "1" * 8_000_000 + "'}}",
        "must be a CIDR block",
    ),
    "lists that multiply to 100,000,000 connections": (
        HEAD + "connections: [{from: &l [" + listed("n{i}", 10_000) + "], to: *l}]",
        "the connections expand to more than 250,000",
    ),
    "lists that multiply to 100,000,000 steps": (
        HEAD + "flows: {f: {steps: [{from: &l [" + listed("n{i}", 10_000) + "], to: *l}]}}",
        "the steps of this flow expand to more than 250,000",
    ),
    "a chain of 20,000 boundaries": (
        HEAD
        + "nodes: {" + listed("n{j}: {{type: generic.group, in: n{i}}}", 20_000, 1)
        + ", n20000: {type: generic.group}}",
        "stands in more than 100 boundaries, one around the other",
    ),
    "100,000 unknown keys": (
        HEAD + "nodes: {u: {type: actor.user, " + listed("k{i}: 1", 100_000) + "}}",
        "there are more than the 100 problems listed here",
    ),
    "20,000 unknown ends beside 20,000 nodes": (
        HEAD
        + "nodes: {" + listed("n{i}: {{type: actor.user}}", 20_000) + "}\n"
        + "connections: [" + listed("m{i} -> k{i}", 20_000) + "]",
        "there are more than the 100 problems listed here",
    ),
    "20,000 unknown types": (
        HEAD + "nodes: {" + listed("n{i}: {{type: aws.t{i}}}", 20_000) + "}",
        "there are more than the 100 problems listed here",
    ),
    "20,000 duplicate keys": (
        HEAD + "\n".join(["a: 1"] * 20_000),
        "there are more than the 100 problems listed here",
    ),
    "a circle of 20,000 boundaries, each placed in the first as well": (
        HEAD
        + "nodes: {n0: {type: generic.group, in: n1}, "
        + listed("n{j}: {{type: generic.group, in: [n{i}, n0]}}", 20_000, 2)
        + ", n20001: {type: generic.group}}",
        "the placement goes in a circle: n0 in n1 in n2 in n3 in ... in ",
    ),
}  # fmt: skip
ACCEPTED = {
    "an 8 MB text": HEAD + "description: " + "x" * 8_000_000,
    "an 8 MB quoted text over many lines": HEAD + 'description: "' + "x y\n  " * 1_300_000 + '"',
    "50,000 anchors": node("[" + listed("&a{i} x", 50_000) + "]"),
    "50,000 aliases": node("[&a x, " + ", ".join(["*a"] * 50_000) + "]"),
    "20,000 keys of one mapping": node("{" + listed("k{i}: 1", 20_000) + "}"),
}  # fmt: skip


@pytest.fixture
def outcome(tmp_path):
    def run(text: str) -> list[str]:
        source = tmp_path / "m.yaml"
        source.write_text(text, encoding="utf-8", newline="")
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(bundled().types), str(source)],
            capture_output=True,
            check=False,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            cwd=ROOT,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    return run


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_size_is_refused_with_a_place_and_a_short_message(outcome, name):
    text, message = REFUSED[name]
    said = outcome(text)
    assert message in "\n".join(said)
    assert len(said) <= 101
    assert all(line.startswith("m.yaml:") and len(line) < 500 for line in said)


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_large_file_that_is_a_model_is_read(outcome, name):
    assert outcome(ACCEPTED[name]) == []
