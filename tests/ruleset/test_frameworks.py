"""Frameworks are read with every problem at its place."""

from __future__ import annotations

import pytest

from archlint.ruleset.frameworks import named_frameworks, read_frameworks
from archlint.source import SourceError

HERE = "§"  # stands before the text that a problem is shown at
HEAD = (
    "framework: acme-1.0\ntitle: Acme's own\nversion: 2026\npublisher: Acme\n"
    "source: the wiki, page 'Controls'\nmapping: vendor\n"
)
CONTROLS = "controls:\n  A.1: {title: Encrypt, source: section 1}\n  A.2:\n"


def read(*texts):
    return read_frameworks([(f"{number}.yaml", text) for number, text in enumerate(texts, 1)])


def problems(*texts):
    with pytest.raises(SourceError) as caught:
        read(*texts)
    return [f"{p.location} {p.message} | {p.hint}" for p in caught.value.problems]


def marked(text):
    before, _, after = text.partition(HERE)
    lines = before.split("\n")
    return before + after, f"{len(lines)}:{len(lines[-1]) + 1}"


def test_a_framework_is_read_with_its_places():
    [framework] = read(HEAD + "remark: >\n  Ours\n  alone.\n" + CONTROLS)
    assert (framework.id, framework.version, framework.mapping) == ("acme-1.0", "2026", "vendor")
    assert framework.remark == "Ours alone."
    assert str(framework.location) == "1.yaml:1:12"
    first, second = framework.controls.values()
    assert (first.id, first.title, first.source) == ("A.1", "Encrypt", "section 1")
    assert str(first.location) == "1.yaml:11:3"
    assert (second.id, second.title, second.not_expressible) == ("A.2", "", "")


def test_what_a_model_cannot_say_keeps_its_reason():
    [framework] = read(HEAD + "controls: {A.1: {not_expressible: People are not modelled.}}\n")
    assert framework.controls["A.1"].not_expressible == "People are not modelled."


def test_control_ids_are_texts_as_they_are_written():
    [framework] = read(HEAD + 'controls: {"1.10": {}, "5.4": {}, 2.2.4: {}, SC-7(4): {}}\n')
    assert list(framework.controls) == ["1.10", "5.4", "2.2.4", "SC-7(4)"]


WRONG = {
    "a misspelt key": (HEAD + "§remarks: x\n" + CONTROLS, "unknown key 'remarks' in a framework"),
    "a rule": ("§id: own\n", "this is a rule where a framework of controls should be"),
    "a missing key": (
        "§" + HEAD.replace("publisher: Acme\n", "") + CONTROLS,
        "a framework needs 'publisher' | add 'publisher:'",
    ),
    "an id that cannot be one": (
        HEAD.replace("acme-1.0", "§Acme 1") + CONTROLS,
        "'Acme 1' cannot be a framework's id",
    ),
    "an unknown kind of mapping": (
        HEAD.replace("vendor", "§vendors") + CONTROLS,
        "'vendors' is no kind of mapping | did you mean 'vendor'?",
    ),
    "a third party's mapping without a remark": (
        HEAD.replace("vendor", "§third-party") + CONTROLS,
        "a third party's mapping needs 'remark'",
    ),
    "controls as a list": (
        HEAD + "controls:\n  §- A.1\n",
        "'controls' needs controls by id, found a list",
    ),
    "no controls": (HEAD + "controls: §{}\n", "'controls' needs controls by id"),
    "a misspelt key of a control": (
        HEAD + "controls: {A.1: {§titel: x}}\n",
        "unknown key 'titel' in a control | did you mean 'title'?",
    ),
    "a control that is a text": (
        HEAD + "controls: {A.1: §Encrypt}\n",
        "expected a control as a mapping, found the text 'Encrypt'",
    ),
    "not expressible without a reason": (
        HEAD + "controls: {A.1: {not_expressible: §''}}\n",
        "'not_expressible' of the control 'A.1' gives no reason",
    ),
    "a number that was meant as a control's id": (
        HEAD + "controls: {A.1: {}, §1.10: {}}\n",
        "mapping keys must be strings, found the number 1.10",
    ),
    "a control listed twice": (
        HEAD + "controls:\n  A.1: {}\n  §A.1: {}\n",
        "'A.1'",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_at_its_place(name):
    text, message = WRONG[name]
    text, place = marked(text)
    [problem] = problems(text)
    assert problem.startswith(f"1.yaml:{place} ")
    assert message in problem


def test_every_problem_of_every_file_is_told():
    wrong = HEAD.replace("vendor", "vendors") + "remarks: x\n" + CONTROLS
    other = HEAD.replace("acme-1.0", "acme-2.0") + "controls: {}\n"
    assert [said.partition(":")[0] for said in problems(wrong, "- a\n", other)] == [
        "1.yaml",
        "1.yaml",
        "2.yaml",
        "3.yaml",
    ]


def test_two_frameworks_cannot_bear_one_id():
    [problem] = problems(HEAD + CONTROLS, HEAD + CONTROLS)
    assert problem.startswith("2.yaml:1:12 the framework 'acme-1.0' is defined twice")
    assert "1.yaml:1:12" in problem


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("cis-1.0", ["cis-1.0"]),
        ("cis", ["cis-1.0", "cis-2.0"]),
        ("hipaa", ["hipaa-rule"]),
        ("hip", []),
        ("", []),
        ("HIPAA", []),
        ("nist", ["nist"]),
    ],
)
def test_a_framework_may_be_named_by_the_beginning_of_its_id(name, meant):
    ids = ("cis-1.0", "cis-2.0", "hipaa-rule", "nist", "nist-800")
    known = read(*(HEAD.replace("acme-1.0", one) + CONTROLS for one in ids))
    assert [framework.id for framework in named_frameworks(name, known)] == meant
