"""Settings choose among rules and set their severities."""

from dataclasses import replace

import pytest

from archlint.architecture.catalogue_reader import read_catalogue
from archlint.config import resolve
from archlint.config.applying import apply_settings
from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.finding import Severity
from archlint.ruleset import read_rules
from archlint.source import SourceError

ROUGH = (
    ("rds-backup", "aws", "error", ("backup", "availability")),
    ("rds-multi-az", "aws", "warning", ("availability",)),
    ("no-loops", "own", "note", ()),
)


@pytest.fixture(scope="module")
def rules():
    files, data = FileReader(), bundled()
    catalogue = read_catalogue([], data.icon_index(files), shipped=data.type_files(files))
    [shipped, *_] = read_rules(data.rule_files(files), catalogue)
    return tuple(
        replace(shipped, id=name, pack=pack, severity=Severity(severity), tags=tags)
        for name, pack, severity, tags in ROUGH
    )


@pytest.fixture
def applied(read, rules):
    def judge(text, **command_line):
        return apply_settings(resolve(read(text), **command_line), rules)

    return judge


def ids(rules):
    return [rule.id for rule in rules]


IGNORE = '[[ignore]]\nrule = "{}"\nreason = "Why."\n'


@pytest.mark.parametrize(
    ("text", "command_line", "kept"),
    [
        ("", {}, ["rds-backup", "rds-multi-az", "no-loops"]),
        ('packs = ["own"]', {}, ["no-loops"]),
        ('select = ["rds-*"]', {}, ["rds-backup", "rds-multi-az"]),
        ('select = ["backup", "note"]', {}, ["rds-backup", "no-loops"]),
        ('packs = ["own"]\nselect = ["availability"]', {}, []),
        ('select = ["aws"]', {"select": ["error", "own"]}, ["rds-backup"]),
        ("", {"select": ["own"]}, ["no-loops"]),
        (IGNORE.format("availability"), {}, ["no-loops"]),
        (IGNORE.format("rds-*"), {"ignore": ["own"]}, []),
        (
            'select = ["error"]\n[severity.rules]\nno-loops = "error"',
            {},
            ["rds-backup", "no-loops"],
        ),
    ],
)
def test_packs_words_and_the_command_line_choose_the_rules(applied, text, command_line, kept):
    assert ids(applied(text, **command_line).rules) == kept


def test_an_ignored_rule_keeps_its_reason(applied):
    text = IGNORE.format("rds-backup") + '[[ignore]]\nrule = "aws"\nreason = "Other."\n'
    ignored = applied(text).ignored
    assert [(rule.rule.id, rule.reason) for rule in ignored] == [
        ("rds-backup", "Why."),
        ("rds-multi-az", "Other."),
    ]
    assert [rule.entry.location.line for rule in ignored] == [2, 5]


def test_a_rule_that_is_not_used_anyway_does_not_count_as_ignored(applied):
    assert applied('packs = ["own"]\n' + IGNORE.format("aws")).ignored == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "error warning note"),
        ('[severity.packs]\naws = "note"', "note note note"),
        (
            '[severity.packs]\naws = "note"\n[severity.tags]\nbackup = "warning"',
            "warning note note",
        ),
        (
            '[severity.rules]\nrds-backup = "note"\n[severity.tags]\navailability = "error"',
            "note error note",
        ),
        ('[severity.tags]\nbackup = "note"\navailability = "warning"', "warning warning note"),
        ('[severity.tags]\nbackup = "warning"\navailability = "note"', "warning note note"),
    ],
)
def test_the_nearest_severity_wins_and_of_two_tags_the_strongest(applied, text, expected):
    assert " ".join(rule.severity for rule in applied(text).rules) == expected


def test_every_word_that_means_nothing_is_told_with_its_place(applied):
    text = (
        'packs = ["awss"]\nselect = ["rds-multi-as"]\n[[ignore]]\nrule = "zzz"\nreason = "x"\n'
        '[severity.rules]\nno-lops = "note"\n[severity.tags]\nrds-backup = "note"\n'
        '[severity.packs]\nzzz = "note"\n'
    )
    with pytest.raises(SourceError) as caught:
        applied(text)
    assert [(p.location.line, p.message, p.hint) for p in caught.value.problems] == [
        (1, "'awss' is no pack", "did you mean 'aws'? there are: aws, own"),
        (2, "'rds-multi-as' is no rule, tag, pack or severity", "did you mean 'rds-multi-az'?"),
        (4, "'zzz' is no rule, tag, pack or severity", "see 'archlint rules list'"),
        (7, "'no-lops' is no rule", "did you mean 'no-loops'? see 'archlint rules list'"),
        (9, "'rds-backup' is no tag", "did you mean 'backup'? see 'archlint rules list'"),
        (11, "'zzz' is no pack", "there are: aws, own"),
    ]


@pytest.mark.parametrize("words", [{"select": ["rds-bakup"]}, {"ignore": ["rds-bakup"]}])
def test_a_word_of_the_command_line_that_means_nothing_has_no_place(applied, words):
    with pytest.raises(SourceError, match="'rds-bakup' is no rule") as caught:
        applied("", **words)
    assert caught.value.problems[0].location is None


def test_the_command_line_may_name_a_rule_that_the_configuration_leaves_out(applied):
    assert applied(IGNORE.format("own"), select=["no-loops"]).rules == ()
