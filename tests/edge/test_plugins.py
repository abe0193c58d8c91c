"""Loading rules written in Python: installed ones, and those that the command line names."""

from __future__ import annotations

import sys

import pytest

from archlint.edge.files import FileReader
from archlint.edge.loading import load_rulebook
from archlint.edge.plugins import installed_rules, plugin_fingerprint, plugin_rules
from archlint.edge.sources import Extent
from archlint.errors import ArchlintError
from archlint.source import SourceError

RULES = """\
from archlint.plugin import rule, satisfied


def make(name):
    @rule(id=name, title="A title", severity="note", why="A reason.", fix="A way.")
    def judging(graph):
        yield satisfied(graph.model)
    return judging


second, first = make("own-b"), make("own-a")
again = first
LIST = [second, first]
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Install a module `acme_NAME` with an entry point of the group, on the path."""
    site = tmp_path / "site"
    monkeypatch.setattr(sys, "path", [*sys.path, str(site)])

    def lay(name, text=RULES, value=""):
        metadata = site / f"acme_{name}-1.0.dist-info"
        metadata.mkdir(parents=True)
        value = value or f"acme_{name}"
        (metadata / "entry_points.txt").write_text(f"[archlint.rules]\n{name} = {value}\n")
        (metadata / "METADATA").write_text(f"Name: acme-{name}\nVersion: 1.0\n")
        (site / f"acme_{name}.py").write_text(text, encoding="utf-8")

    yield lay
    for name in [name for name in sys.modules if name.startswith("acme_")]:
        del sys.modules[name]


def own(rules):
    return [(rule.pack, rule.id) for rule in rules if rule.pack != "model"]


def test_the_rules_of_a_module_count_in_the_order_of_their_names_once_each(install):
    install("one")
    found = [rule for rule in installed_rules() if rule.pack == "one"]
    assert own(found) == [("one", "own-a"), ("one", "own-b")]
    assert found[0].location.path == "acme_one.py"
    assert found[0].location.line == 5


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("acme_two:second", [("two", "own-b")]),
        ("acme_two:LIST", [("two", "own-b"), ("two", "own-a")]),
    ],
)
def test_a_rule_or_a_list_of_rules_counts_as_it_is(install, value, expected):
    install("two", value=value)
    assert own(installed_rules()) == expected


def test_entry_points_are_taken_by_name(install):
    install("b", RULES.replace("own", "late"))
    install("a")
    assert [pack for pack, _ in own(installed_rules())] == ["a", "a", "b", "b"]


@pytest.mark.parametrize(
    ("text", "value", "message"),
    [
        ("raise ValueError('no luck')", "", "ValueError: no luck"),
        ("raise SystemExit(0)", "", "SystemExit: 0"),
        ("import asyncio; raise asyncio.CancelledError", "", "CancelledError"),
        ("raise BaseExceptionGroup('a', [SystemExit(0)])", "", "BaseExceptionGroup: a"),
        ("raise GeneratorExit", "", "GeneratorExit"),
        ("import acme_missing", "", "ModuleNotFoundError: No module named 'acme_missing'"),
        (RULES, "acme_bad:third", "AttributeError: "),
        (RULES, "acme_bad:make", "is neither a module nor a rule nor a list of rules"),
        ("LIST = [1]", "acme_bad:LIST", "TypeError: 'acme_bad:LIST' holds something that is not"),
        ("NAME = 'x'", "acme_bad:NAME", "is neither a module nor a rule nor a list of rules"),
        ("x = 1", "", "ValueError: 'acme_bad' holds no rule"),
        (RULES.replace("note", "high"), "", "ValueError: the rule 'own-b': 'severity' must be"),
    ],
)
def test_an_entry_point_that_fails_is_named_and_never_skipped(install, text, value, message):
    install("bad", text, value)
    with pytest.raises(SourceError) as caught:
        installed_rules()
    (problem,) = caught.value.problems
    where = f"the entry point 'bad = {value or 'acme_bad'}' of acme-bad 1.0 cannot be loaded: "
    assert problem.message.startswith(where)
    assert message in problem.message
    assert isinstance(caught.value.__cause__, ExceptionGroup)


def test_every_entry_point_that_fails_is_told(install):
    install("bad1", "raise ValueError")
    install("bad2", "raise KeyError")
    with pytest.raises(SourceError) as caught:
        load_rulebook(FileReader(), Extent())
    assert len(caught.value.problems) == 2
    assert caught.value.__cause__ is not None


def test_two_rules_of_one_id_are_told_with_both_their_places(install):
    install("x")
    install("y")
    with pytest.raises(SourceError) as caught:
        load_rulebook(FileReader(), Extent())
    assert [problem.message for problem in caught.value.problems] == [
        f"the rule 'own-{letter}' is defined twice: in the pack 'y' (acme_y.py:5:1) and in the "
        "pack 'x' (acme_x.py:5:1)"
        for letter in "ab"
    ]


def test_a_rule_of_the_same_id_as_a_declared_one_is_told(install):
    install("x", RULES.replace("own-a", "rds-multi-az"))
    with pytest.raises(SourceError, match=r"'rds-multi-az' is defined twice: .*rules/aws/rds-mu"):
        load_rulebook(FileReader(), Extent())


def test_the_fingerprint_names_who_provides_rules_and_imports_nothing(install):
    install("bad", "raise ValueError")
    told = {found.distribution: found for found in plugin_fingerprint()}
    assert told["acme-bad"] == ("acme-bad", "1.0", False)
    assert "acme_bad" not in sys.modules


# --- named on the command line ------------------------------------------------------------------


def test_a_file_is_run_under_a_private_name(tmp_path, monkeypatch):
    file = tmp_path / "yaml.py"
    file.write_text(RULES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    path = list(sys.path)
    rules = plugin_rules("./yaml.py")
    assert own(rules) == [("yaml", "own-a"), ("yaml", "own-b")]
    assert rules[0].location.path == "./yaml.py"
    assert sys.modules["yaml"].__file__ != str(file)
    assert sys.path == path
    assert [entry.name for entry in tmp_path.iterdir()] == ["yaml.py"]


def test_a_changed_file_is_read_again(tmp_path):
    file = tmp_path / "own.py"
    for name in ("own-a", "new-a"):
        file.write_text(RULES.replace("own-a", name), encoding="utf-8")
        assert sorted(rule.id for rule in plugin_rules(str(file))) == sorted([name, "own-b"])


def test_a_file_may_hold_dataclasses(tmp_path):
    file = tmp_path / "own.py"
    text = "from __future__ import annotations\nfrom dataclasses import dataclass\n"
    file.write_text(f"{text}{RULES}\n@dataclass\nclass A:\n    b: int\n", encoding="utf-8")
    assert len(plugin_rules(str(file))) == 2


def test_a_dotted_name_is_imported(install):
    install("named", value="acme_named:first")
    assert own(plugin_rules("acme_named")) == [("acme_named", "own-a"), ("acme_named", "own-b")]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no.such.module", "the plug-in 'no.such.module' cannot be loaded: ModuleNotFoundError"),
        ("./missing.py", "the plug-in './missing.py' cannot be loaded: FileNotFoundError"),
        ("./folder/", "the plug-in './folder/' cannot be loaded: IsADirectoryError"),
        ("./leaves.py", "the plug-in './leaves.py' cannot be loaded: SystemExit: 0"),
        ("json", "ValueError: 'json' holds no rule"),
    ],
)
def test_what_cannot_be_loaded_is_named(tmp_path, monkeypatch, name, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "leaves.py").write_text("raise SystemExit(0)\n")
    with pytest.raises(ArchlintError) as caught:
        plugin_rules(name)
    assert message in str(caught.value)
    assert "--debug" in caught.value.hint


@pytest.mark.parametrize("error", ["GeneratorExit", "BaseException('off')"])
def test_a_file_that_ends_by_what_is_no_exception_is_named(tmp_path, error):
    file = tmp_path / "ends.py"
    file.write_text(f"raise {error}\n")
    with pytest.raises(ArchlintError, match=error.partition("(")[0]):
        plugin_rules(str(file))


def test_the_user_may_interrupt_a_plug_in(tmp_path, install):
    file = tmp_path / "slow.py"
    file.write_text("raise KeyboardInterrupt\n")
    with pytest.raises(KeyboardInterrupt):
        plugin_rules(str(file))
    install("slow", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        installed_rules()


def test_named_and_installed_rules_join_the_declared_ones(tmp_path):
    file = tmp_path / "own.py"
    file.write_text(RULES, encoding="utf-8")
    rules = load_rulebook(FileReader(), Extent(plugins=[str(file)])).rules
    packs = {rule.pack for rule in rules}
    assert {"own", "model", "aws"} <= packs
    assert [rule.id for rule in rules] == sorted(rule.id for rule in rules)
