"""What holds for every shipped rule, in YAML and in Python: words, examples, controls."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

import pytest
import yaml

from archlint.architecture.ids import is_id
from archlint.architecture.parsing import parse
from archlint.architecture.reader import read_model
from archlint.edge.bundled import FRAMEWORKS, bundled
from archlint.edge.files import FileReader
from archlint.edge.loading import load_rulebook
from archlint.edge.sources import Extent
from archlint.finding import Outcome
from archlint.graph import ArchitectureGraph
from archlint.ruleset import DeclaredRule, check, read_rules, run_examples
from archlint.ruleset.example_judging import build_rule_example
from archlint.source import SourceError

from . import mutation
from .minimality import superfluous
from .mutants import OPERATORS, OPPOSITE, RELATIONS, SIBLINGS, Mutator
from .trees import at, places, plain, replaced, written

FILES = [
    file for file in sorted(bundled().rules.glob("*/*.yaml")) if file.parent.name != FRAMEWORKS
]
RULES = {rule.id: rule for rule in load_rulebook(FileReader(), Extent()).rules}
DECLARED = [rule_id for rule_id, rule in RULES.items() if isinstance(rule, DeclaredRule)]
FIRING = Path(__file__).resolve().parents[1] / "cases" / "firing"
MODELS = sorted(FIRING.glob("**/*.yaml"))

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


@pytest.fixture(scope="module")
def built(catalogue):
    """Every example of every rule, with its model."""
    return {
        rule.id: [build_rule_example(example, 1, catalogue) for example in rule.examples]
        for rule in RULES.values()
    }


@pytest.fixture(scope="module")
def mutants(catalogue):
    """Every mutant of every declared rule."""
    mutator = Mutator(catalogue)
    return {
        subject.rule.id: [made for _, made in mutation.mutants(subject, mutator, catalogue)]
        for subject in mutation.subjects(catalogue)
    }


# --- Names and words ------------------------------------------------------------------------------


def test_there_are_rules():
    assert len(RULES) >= 168
    assert len(DECLARED) == len(FILES)


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_file_is_named_after_its_rule_and_its_folder_is_the_pack(file):
    rule = RULES[file.stem]
    assert rule.location.path.endswith(f"/{rule.pack}/{rule.id}.yaml")
    assert rule.pack == file.parent.name


@every_rule
def test_an_id_is_in_kebab_case(rule):
    assert is_id(rule.id)
    assert "_" not in rule.id


def test_titles_are_unique():
    counts = Counter(rule.title.casefold() for rule in RULES.values())
    assert [title for title, count in counts.items() if count > 1] == []


@every_rule
def test_a_rule_reads_well(rule):
    assert rule.title[0].isupper()
    assert not rule.title.endswith((".", "!", "?"))
    assert len(rule.title) <= 80
    for text in (rule.why, rule.fix, rule.limits):
        assert not text or (text[0].isupper() and text.endswith("."))
    assert rule.tags
    assert list(rule.tags) == list(dict.fromkeys(rule.tags))


def test_rules_are_plain_yaml():
    """Other tools can read them: no tags, one document, nothing that only archlint understands."""
    for file in FILES:
        assert isinstance(yaml.safe_load(file.read_text(encoding="utf-8")), dict)


# --- What they name -------------------------------------------------------------------------------


@pytest.mark.skipif(
    importlib.util.find_spec("archlint.ruleset.frameworks") is None,
    reason="there are no frameworks yet",
)
def test_every_control_is_in_the_list_of_its_framework():
    from archlint.edge.loading import load_frameworks

    frameworks = {f.id: f.controls for f in load_frameworks(FileReader(), Extent())}
    assert [
        (rule.id, framework, control)
        for rule in RULES.values()
        for framework, controls in rule.controls.items()
        for control in controls
        if control not in frameworks.get(framework, ())
    ] == []


WORDS = {
    *(*OPERATORS, *OPPOSITE, *RELATIONS, *SIBLINGS, "type", "kind", "id", "name", "tags"),
    *("connection", "model", "spread_over", "what", "glob", "matches"),
}


@pytest.mark.parametrize("rule_id", DECLARED)
def test_no_property_that_the_catalogue_lacks_can_be_named(catalogue, rule_id):
    """Misspell each property that a rule names: the rule does not load."""
    file = next(file for file in FILES if file.stem == rule_id)
    whole = plain(parse(file.read_text(encoding="utf-8"), "a.yaml"))
    whole.pop("examples")
    named_ones = [
        path
        for path, _ in places({key: whole[key] for key in ("applies_to", "require")})
        if len(path) > 1
        and isinstance(path[-1], str)
        and path[-1] not in WORDS
        and path[-1].partition(".")[0] not in ("meta", "labels")
    ]
    for path in named_ones:
        around = at(whole, path[:-1])
        renamed = {f"{k}-x" if k == path[-1] else k: v for k, v in around.items()}
        text = written(replaced(whole, path[:-1], renamed))
        with pytest.raises(SourceError, match=f"{path[-1].partition('.')[0]}.*-x"):
            read_rules([("pack", "a.yaml", text)], catalogue)


# --- Examples -------------------------------------------------------------------------------------


@every_rule
def test_a_rule_has_a_passing_and_a_failing_example(rule):
    assert {example.expected for example in rule.examples} >= {Outcome.SATISFIED, Outcome.VIOLATED}


@every_rule
def test_every_example_is_true(catalogue, rule):
    results = run_examples([rule], catalogue)
    assert [(r.kind, r.number, r.message) for r in results if not r.passed] == []
    assert len(results) == len(rule.examples)


@every_rule
def test_every_example_that_does_not_pass_says_what_the_rule_must_tell(built, rule):
    silent = [
        f"line {item.example.location.line}: {item.example.expected}"
        for item in built[rule.id]
        if item.example.expected is not Outcome.SATISFIED and not item.example.because
    ]
    assert silent == []


@every_rule
def test_the_reason_for_a_failure_is_not_told_of_what_passes(built, rule):
    passing = {
        fact
        for item in built[rule.id]
        if item.example.expected is Outcome.SATISFIED
        for finding in check(item.graph, [rule]).satisfied()
        for fact in (finding.message, *(fact.message for fact in finding.evidence))
    }
    assert [
        item.example.because
        for item in built[rule.id]
        if item.example.expected is Outcome.VIOLATED and item.example.because
        if all(any(text in fact for fact in passing) for text in item.example.because)
    ] == []


@every_rule
def test_nothing_in_an_example_is_superfluous(catalogue, built, mutants, rule):
    found = [
        f"line {item.example.location.line}: {item.example.expected}: {name}"
        for item in built[rule.id]
        for name in superfluous(rule, item, mutants.get(rule.id, []), catalogue)
    ]
    assert found == []


# --- Models in which they find something ----------------------------------------------------------


def listed(model: Path) -> list[str]:
    """Return the ids of the findings that a model must have."""
    lines = model.with_suffix(".findings.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("model", MODELS, ids=[str(m.relative_to(FIRING)) for m in MODELS])
def test_what_is_listed_for_a_model_is_found_in_it(catalogue, model):
    read = read_model(model.read_text(encoding="utf-8"), model.name, catalogue)
    report = check(ArchitectureGraph(read), RULES.values())
    ids = listed(model)
    assert sorted(set(ids) - {finding.id for finding in report.findings}) == []
    assert ids == sorted(set(ids))
    assert ids


def test_every_list_of_findings_has_a_model():
    lists = sorted(FIRING.glob("**/*.findings.txt"))
    assert lists == [model.with_suffix(".findings.txt") for model in MODELS]


def test_every_rule_finds_something_in_a_model_that_is_not_its_example():
    fired = {finding.partition("@")[0] for model in MODELS for finding in listed(model)}
    assert sorted(RULES.keys() - fired) == []
