"""A configuration is read whole, or refused with every problem and its place."""

import pytest

from archlint.config import Located, Settings, check_version, read_settings
from archlint.config.toml import MAX_BYTES
from archlint.finding import Severity
from archlint.source import Location, SourceError

WHOLE = """\
required-version = ">=0.1"
models = ["model/architecture.yaml"]
types = ["model/types"]
rules = ["architecture/rules",
         "more.yaml"]
packs = ["aws", "generic"]
fail-on = "warning"
select = ["network", "rds-*"]

[[ignore]]
rule = "rds-multi-az"
reason = "One zone is enough for a trial."

[severity.rules]
rds-multi-az = "note"
[severity]
tags.network = "error"
packs = {generic = "warning"}
[parameters.rds-backup-retention]
days = 14
ports = [22, "8000-8010"]
"""


def texts(stated):
    return [item.text for item in stated]


def test_every_key_is_read_with_its_place(read):
    settings = read(WHOLE)
    assert settings.required_version.text == ">=0.1"
    assert texts(settings.models) == ["model/architecture.yaml"]
    assert texts(settings.types) == ["model/types"]
    assert settings.rules[1] == Located("more.yaml", Location("archlint.toml", 5, 10))
    assert texts(settings.packs) == ["aws", "generic"]
    assert settings.fail_on is Severity.WARNING
    assert texts(settings.select) == ["network", "rds-*"]
    [entry] = settings.ignore
    assert entry[:2] == ("rds-multi-az", "One zone is enough for a trial.")
    assert entry.location.line == 11
    stated = {name: dict(table) for name, table in settings.severities.tables()}
    assert stated["rules"]["rds-multi-az"].severity is Severity.NOTE
    assert stated["tags"]["network"] == (Severity.ERROR, Location("archlint.toml", 17, 16))
    assert stated["packs"]["generic"].location.line == 18
    given = settings.parameters["rds-backup-retention"]
    assert given["days"] == (14, Location("archlint.toml", 20, 8))
    assert given["ports"].value == (22, "8000-8010")


def test_an_empty_file_gives_the_defaults(read):
    settings = read("")
    assert settings == Settings(path="archlint.toml")
    assert (settings.fail_on, settings.packs) == (Severity.ERROR, None)


PLUGINS = (
    "plug-ins are named on the command line only (--plugin), so that checking a stranger's change "
    "runs none of its code | remove this key, and pass --plugin where archlint is run"
)
REFUSED = {
    "parameters that are no values": (
        "[parameters.a]\nx = {b = 1}\ny = [[1]]\nz = 2026-01-01",
        [
            f"{place}: '{key}' must be a single value or a list of them, found {found} | "
            f"write {key} = 7, or {key} = [22, 3389]"
            for place, key, found in (
                ("2:5", "x", "a table"),
                ("3:5", "y", "a list"),
                ("4:5", "z", "a date or time"),
            )
        ],
    ),
    "parameters that are no table": (
        "parameters = 7",
        [
            (
                "1:14: 'parameters' must be a table, found a number | "
                "write [parameters] on a line of its own"
            )
        ],
    ),
    "an unknown key": (
        'models = ["a"]\nfail_on = "note"',
        ["2:1: unknown key 'fail_on' in the configuration | did you mean 'fail-on'?"],
    ),
    "an unknown key without a near one": (
        "[severity]\nzzz = 1",
        ["2:1: unknown key 'zzz' in [severity] | [severity] may have: rules, tags, packs"],
    ),
    "plug-ins": ('plugins = ["x.py"]', [f"1:1: {PLUGINS}"]),
    "a plug-in": ('\n[plugin]\nname = "x"', [f"2:2: {PLUGINS}"]),
    "a text for a list": (
        'models = "a.yaml"',
        [
            (
                "1:10: 'models' must be a list of texts, found the text 'a.yaml' | "
                'write models = ["model/architecture.yaml"]'
            )
        ],
    ),
    "items of other types": (
        "packs = [1, true,\n [], {}, 2020-01-01]",
        [
            f"{place}: 'packs' must be a text, found {what} | write packs = [\"aws\"]"
            for place, what in (
                ("1:10", "a number"),
                ("1:13", "true"),
                ("2:2", "a list"),
                ("2:6", "a table"),
                ("2:10", "a date or time"),
            )
        ],
    ),
    "empty texts": (
        'select = ["", " "]',
        [
            "1:11: 'select' has an empty text | write select = [\"network\"]",
            "1:15: 'select' has an empty text | write select = [\"network\"]",
        ],
    ),
    "an empty list": ("packs = []", ["1:1: 'packs' lists nothing | leave the key out"]),
    "a word twice": (
        'select = ["a", "b", "a"]',
        ["1:21: 'select' lists 'a' twice | remove one of them"],
    ),
    "a path twice": (
        'rules = ["a/b", "./a//b/"]',
        ["1:17: 'rules' lists './a//b/' twice, written differently | remove one of them"],
    ),
    "paths that lead out": (
        'models = ["/etc/x", "a/../../x", "C:/x", "a\\\\b"]\ntypes = [".."]',
        [
            "1:11: '/etc/x' is an absolute path | write it relative to the project's root",
            (
                "1:21: 'a/../../x' leads out of its folder by '..' | "
                "name a place below the project's root"
            ),
            "1:34: 'C:/x' is an absolute path | write it relative to the project's root",
            "1:42: 'a\\b' holds a backslash | write '/' between folders, on every system",
            "2:10: '..' leads out of its folder by '..' | name a place below the project's root",
        ],
    ),
    "paths that are none": (
        'models = ["a\\u0000", "*.yaml", " a"]',
        [
            "1:11: 'a\\x00' holds a character that cannot be seen | rename the file or folder",
            "1:22: '*.yaml' is a pattern | name the files or the folder",
            "1:32: ' a' begins or ends with a blank | remove the blank",
        ],
    ),
    "severities": (
        'fail-on = "warn"\n[severity.tags]\nx = "zzz"\ny = 1',
        [
            "1:11: 'warn' is no severity | did you mean 'warning'?",
            "3:5: 'zzz' is no severity | write error, warning or note",
            "4:5: 'y' must be a text, found a number | write y = \"warning\"",
        ],
    ),
    **{
        f"help-url {stated}": (
            f'help-url = "{stated}"',
            [
                (
                    f"1:12: '{stated}' is no address of pages: {fault} | "
                    'write help-url = "https://example.com/rules/{rule}"'
                )
            ],
        )
        for stated, fault in {
            "example.com/{rule}": "it must begin with https://",
            "https://example.com/": (
                "it must hold {rule} once, where the rule's id belongs, and no other braces"
            ),
            "https://example.com/{rule}/{pack}": (
                "it must hold {rule} once, where the rule's id belongs, and no other braces"
            ),
            "https://example.com/a b/{rule}": (
                "it must be an address: ASCII letters, and no blanks"
            ),
        }.items()
    },
    "an ignored rule without a reason": (
        '[[ignore]]\nrule = "a"\n\n[[ignore]]\nreason = " "\nwhy = 1',
        [
            "1:3: an [[ignore]] entry needs 'reason' | say why: reason = \"...\"",
            "4:3: an [[ignore]] entry needs 'rule' | name what to leave out: rule = \"...\"",
            "5:10: 'reason' has an empty text | write reason = \"...\"",
            (
                "6:1: unknown key 'why' in an [[ignore]] entry | "
                "an [[ignore]] entry may have: rule, reason"
            ),
        ],
    ),
    "a rule ignored twice": (
        '[[ignore]]\nrule = "a"\nreason = "x"\n[[ignore]]\nrule = "a"\nreason = "y"',
        ["5:8: 'a' is ignored twice | remove one of the entries"],
    ),
    "texts for tables": (
        'ignore = ["a"]\nseverity = "note"',
        [
            (
                "1:11: 'ignore' must be a list of tables, found the text 'a' | "
                "write [[ignore]] on a line of its own, and its keys below"
            ),
            (
                "2:12: 'severity' must be a table, found the text 'note' | "
                "write [severity] on a line of its own"
            ),
        ],
    ),
    "a table for an array of tables": (
        '[ignore]\nrule = "a"',
        [
            (
                "1:1: 'ignore' must be a list of tables, found a table | "
                "write [[ignore]] on a line of its own, and its keys below"
            )
        ],
    ),
    "what is no specifier": (
        'required-version = "0.1 or so"',
        ["1:20: '0.1 or so' is no version specifier | write required-version = \">=0.1\""],
    ),
    "TOML that is none": (
        'models = ["a"]\nfail-on = warning',
        ['2:11: this is not TOML: Invalid value | write a text in double quotes: key = "text"'],
    ),
    "a list without an end": (
        'models = ["a"\n\n',
        [
            (
                "1:14: this is not TOML: Unclosed array | "
                "correct it; https://toml.io/en/v1.0.0 tells how TOML is written"
            )
        ],
    ),
    "a key twice": (
        'models = ["a"]\nmodels = ["b"]',
        [
            (
                "2:15: this is not TOML: Cannot overwrite a value | "
                "a key may stand once only: remove one of them"
            )
        ],
    ),
    "too many levels": (
        "x = " + "[" * 100,
        ["1:38: more than 32 levels stand inside each other | no settings need so many"],
    ),
    "too large a file": (
        "#" * (MAX_BYTES + 1),
        ["1:1: the file is larger than 1 MiB | shorten it"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=list(REFUSED))
def test_what_cannot_be_used_is_refused_where_it_stands(refusal, text, expected):
    assert refusal(text) == expected


def test_a_number_of_too_many_digits_is_refused(refusal):
    [problem] = refusal(f"x = {'1' * 5000}")
    assert problem.startswith("1:1: this is not TOML: ")


def test_problems_of_different_keys_are_told_together(refusal):
    assert len(refusal('models = 1\nrulez = 1\nfail-on = ""\n')) == 3


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_counted_whatever_ends_them(refusal, end):
    [problem] = refusal(f"# one{end}# two{end}modles = 1{end}")
    assert problem.startswith("3:1: unknown key 'modles'")


@pytest.mark.parametrize("version", ["0.1.0", "0.1.1.dev3", "0.9"])
def test_a_version_that_is_allowed_passes(read, version):
    check_version(read('required-version = ">=0.1,<1"'), version)


def test_a_version_that_is_not_allowed_is_refused_with_both_named(read):
    with pytest.raises(SourceError) as caught:
        check_version(read('\nrequired-version = ">=0.2"'), "0.1.0")
    [problem] = caught.value.problems
    assert problem.message == "the project requires archlint '>=0.2', and this is 0.1.0"
    assert problem.hint == "install a version that is allowed: pip install 'archlint>=0.2'"
    assert problem.location == Location("archlint.toml", 2, 20)


def test_a_configuration_for_another_version_is_not_judged_by_this_one(refusal):
    text = 'required-version = ">=7"\nkey-of-the-future = 1'
    assert len(refusal(text, version="7.1")) == 1
    [problem] = refusal(text, version="0.1.0")
    assert "requires archlint '>=7'" in problem


def test_the_table_of_a_shared_file_is_read_with_its_places():
    text = '[project]\nname = "x"\n[tool.archlint]\nmodels = ["a.yaml"]\n[[tool.archlint.ignore]]\n'
    with pytest.raises(SourceError) as caught:
        read_settings(text, "pyproject.toml", table=("tool", "archlint"))
    assert [str(p.location) for p in caught.value.problems] == ["pyproject.toml:5:17"] * 2
    assert read_settings("[tool.x]\n", "pyproject.toml", table=("tool", "archlint")) is None
