"""Waivers in a model: what they say, and everything that can be wrong with one."""

from datetime import date

import pytest

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.architecture.documents import read_document
from archlint.architecture.reader import build_models
from archlint.architecture.waivers import MAX_GLOBS
from archlint.finding import Waiver
from archlint.source import Location, Problems

HEAD = "archlint: 1\nname: Shop\nenvironments: {staging: {}}\nwaivers:\n"


def test_a_waiver_says_what_why_until_when_and_by_whom(read):
    model = read(
        f"{HEAD}  - finding: rds-multi-az@db\n    reason: |\n      For the\n      trial.\n"
        "    expires: 2027-03-31\n    approved_by: The CTO\n"
    )
    assert model.waivers == (
        Waiver(
            "rds-multi-az@db",
            "For the trial.",
            date(2027, 3, 31),
            "The CTO",
            Location("m.yaml", 5, 14),
        ),
    )


def test_an_end_and_an_approver_may_be_left_out_and_a_date_stand_in_quotes(read):
    model = read(
        f"{HEAD}  - {{finding: a@b, reason: x}}\n"
        "  - {finding: a@c, reason: x, expires: '2028-02-29'}\n"
    )
    assert [(w.expires, w.approved_by) for w in model.waivers] == [
        (None, ""),
        (date(2028, 2, 29), ""),
    ]


@pytest.mark.parametrize(
    ("waiver", "place", "message", "hint"),
    [
        ("{finding: a, reason: x}", "5:15", "'a' is not the id of a finding", "write RULE@SUBJECT"),
        ("{finding: a@b@c@d, reason: x}", "5:15", "is not the id", "write RULE@SUBJECT"),
        ("{finding: '', reason: x}", "5:15", "is not the id of a finding", "write RULE@SUBJECT"),
        ("{finding: [a@b], reason: x}", "5:15", "'finding' must be a text", "write a text"),
        ("{finding: a@b}", "5:5", "a waiver needs 'reason'", "add 'reason:'"),
        ("{reason: x}", "5:5", "a waiver needs 'finding'", "add 'finding:'"),
        ("{finding: a@b, reason: ' '}", "5:28", "'reason' of a waiver is empty", "say why"),
        ("{finding: a@b, reason: x, approved_by: ''}", "5:44", "is empty", "or leave it out"),
        ("{finding: a@b, reason: x, expires: soon}", "5:40", "must be a date", "such as 2027-03"),
        (
            "{finding: a@b, reason: x, expires: 2027-02-29}",
            "5:40",
            "a day that there is not: 2027-02-29",
            "such as",
        ),
        ("{finding: a@b, reason: x, expires: 20270331}", "5:40", "the number 20270331", "such as"),
        ("{finding: a@b, reason: x, expires: }", "5:40", "found nothing", "such as"),
        ("{finding: a@b, reason: x, expired: 1}", "5:31", "unknown key 'expired'", "'expires'?"),
        ("{finding: a@b@stagin, reason: x}", "5:15", "no environment 'stagin'", "'staging'?"),
        ("a@b", "5:5", "expected a waiver as a mapping", "finding, reason"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_the_next_step(
    complaints, waiver, place, message, hint
):
    [said] = complaints(f"{HEAD}  - {waiver}\n")
    assert said.startswith(f"m.yaml:{place}: ")
    assert message in said
    assert hint in said


def test_every_problem_is_told_at_once(complaints):
    said = complaints(f"{HEAD}  - {{finding: a, reason: '', expires: x}}\n  - 5\n")
    assert len(said) == 4


def test_a_finding_waived_twice_names_both_places(complaints):
    text = f"{HEAD}  - {{finding: a@b, reason: x}}\n  - {{finding: a@b, reason: y}}\n"
    [said] = complaints(text)
    assert "'a@b' is waived twice: on line 5 and on line 6" in said


def test_globs_are_bounded_and_ids_are_not(read, complaints):
    def waivers(form, count):
        return HEAD + "".join(
            f"  - {{finding: '{form.format(n)}', reason: x}}\n" for n in range(count)
        )

    assert len(read(waivers("a@b{}*", MAX_GLOBS)).waivers) == MAX_GLOBS
    assert len(read(waivers("a@b{}", MAX_GLOBS + 1)).waivers) == MAX_GLOBS + 1
    [said] = complaints(waivers("a@b{}?", MAX_GLOBS + 1))
    assert f"more than {MAX_GLOBS} waivers are globs" in said


def test_an_environment_may_not_have_waivers_of_its_own(complaints):
    [said] = complaints(
        "archlint: 1\nname: x\nenvironments: {e: {waivers: [{finding: a@b, reason: x}]}}\n"
    )
    assert "unknown key 'waivers' in an environment" in said


def test_every_environment_and_every_file_of_the_model_shares_the_waivers():
    problems = Problems()
    texts = {
        "m.yaml": "archlint: 1\nname: x\nenvironments: {e: }\n"
        "waivers: [{finding: a@b, reason: x}]\n",
        "n.yaml": "waivers: [{finding: a@c@e, reason: x}]\n",
    }
    documents = [read_document(text, path, problems) for path, text in texts.items()]
    models = build_models(documents, read_catalogue([], ""), problems, environment="all")
    places = [(waiver.finding, waiver.location.path) for waiver in models.base.waivers]
    assert places == [("a@b", "m.yaml"), ("a@c@e", "n.yaml")]
    assert models.environments["e"].waivers == models.base.waivers
