"""What a rule asks, in words."""

import pytest

from archlint.ruleset.requirement import requirement


@pytest.fixture
def words(read_rule):
    """What a rule asks, as indented text, from what it applies to and requires."""

    def said(applies_to, require):
        rule = read_rule({"applies_to": applies_to, "require": require})
        lines = requirement(rule)
        return "\n".join("  " * depth + ("- " if depth else "") + text for depth, text in lines)

    return said


RDS = {"type": "aws.rds"}
SENTENCES = {
    "a value": (RDS, {"multi_az": True}, "Every aws.rds must have multi_az true."),
    "bounds": (
        RDS,
        {"backup_retention_days": {"gte": 7}},
        "Every aws.rds must have backup_retention_days at least 7.",
    ),
    "something there": (RDS, {"kms_key": {"exists": True}}, "Every aws.rds must have kms_key."),
    "nothing there": (RDS, {"kms_key": {"absent": True}}, "Every aws.rds must have no kms_key."),
    "something stated": (RDS, {"owner": {"stated": True}}, "Every aws.rds must state owner."),
    "left out": (RDS, {"owner": {"stated": False}}, "Every aws.rds must not state owner."),
    "stated, and what": (
        RDS,
        {"all": [{"multi_az": {"stated": True}}, {"multi_az": True}]},
        "Every aws.rds must have multi_az true.",
    ),
    "placement": (
        RDS,
        {"within": {"every": {"type": "aws.subnet", "access": "private"}}},
        "Every aws.rds must be within only aws.subnet with access private.",
    ),
    "not one of them": (
        {"kind": "database"},
        {"within": {"none": {"all": [{"kind": "subnet"}, {"not": {"access": "private"}}]}}},
        "Every database must be within no subnet with access not private.",
    ),
    "elements": (
        {"type": "aws.alb"},
        {"listeners": {"none": {"protocol": "http"}}},
        "Every aws.alb must have in listeners no element with protocol http.",
    ),
    "an edge": (
        {"type": "aws.alb"},
        {"connects_to": {"type": "aws.acm"}},
        "Every aws.alb must connect to an aws.acm.",
    ),
    "a path": (
        {"kind": "datastore"},
        {"reached_from": {"none": {"kind": "internet"}, "avoiding": {"kind": "cdn"}}},
        "Every datastore must be reached from no internet, avoiding any cdn.",
    ),
    "zones": (
        RDS,
        {"spread_over": {"what": "zone", "gte": 2}},
        "Every aws.rds must be spread over at least 2 different zones.",
    ),
    "a connection": (
        {"connection": {"carries": {"classification": "restricted"}}},
        {"encrypted": True},
        (
            "Every connection that carries data with classification restricted must have encrypted "
            "true."
        ),
    ),
    "connections of a kind": (
        {"connection": {"kind": "traffic"}},
        {"to": {"kind": "cdn"}},
        "Every connection of traffic must lead to cdn.",
    ),
    "the model": (
        {"model": True},
        {"has": {"type": "aws.cloudtrail"}},
        "The model must have an aws.cloudtrail.",
    ),
    "a model with something": (
        {"model": {"has": {"type": "aws.rds"}}},
        {"has": {"type": "aws.backup"}},
        "A model that has an aws.rds must have an aws.backup.",
    ),
    "either": (
        {"type": "aws.alb"},
        {"any": [{"connects_to": {"type": "aws.waf"}}, {"connected_from": {"type": "aws.waf"}}]},
        "Every aws.alb must either connect to an aws.waf or be connected from an aws.waf.",
    ),
    "not": (RDS, {"not": {"tags": "test"}}, "Every aws.rds must not have tags test."),
}


@pytest.mark.parametrize(("applies_to", "require", "sentence"), SENTENCES.values(), ids=SENTENCES)
def test_what_is_plain_is_one_sentence(words, applies_to, require, sentence):
    assert words(applies_to, require) == sentence


def test_alternatives_of_alternatives_are_lists(words):
    require = {
        "any": [
            {"encrypted": True},
            {"all": [{"owner": "me"}, {"any": [{"multi_az": True}, {"tags": ["a"]}]}]},
        ]
    }
    assert words(RDS, require) == (
        "Every aws.rds must do one of these:\n"
        "  - have encrypted true\n"
        "  - all of these:\n"
        "    - have owner me\n"
        "    - either have multi_az true or have tags a"
    )


def test_what_a_rule_leaves_out_is_a_list_too(words):
    where = {"all": [{"kind": "compute"}, {"not": {"any": [{"tags": ["a"]}, {"name": "b"}]}}]}
    assert words(where, {"owner": "me"}) == (
        "Every node that meets all of these:\n"
        "  - is compute\n"
        "  - none of these:\n"
        "    - has tags a\n"
        "    - has name b\n"
        "It must have owner me."
    )
