"""What is wrong with a rule is said when it is loaded, with the place in its file."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.ruleset import read_rules
from archlint.ruleset.example_reader import without_examples
from archlint.source import SourceError

HEAD = "id: a-rule\ntitle: A title\nseverity: error\nwhy: A reason.\nfix: A way.\n"
HERE = "§"  # stands before the text that a problem is shown at


@pytest.fixture
def problems(catalogue):
    """Read rules and give what is wrong, as `path:line:column message | hint`."""

    def read(*texts):
        files = [("pack", f"rules/{number}.yaml", text) for number, text in enumerate(texts, 1)]
        try:
            read_rules(files, catalogue)
        except SourceError as error:
            return [f"{p.location} {p.message} | {p.hint}" for p in error.problems]
        return []

    return read


def marked(text):
    """Take the mark out of a text; give the rest, and its line and column."""
    before, _, after = text.partition(HERE)
    lines = before.split("\n")
    return before + after, f"{len(lines)}:{len(lines[-1]) + 1}"


def on_db(require):
    return f"{HEAD}applies_to: {{type: aws.rds}}\nrequire: {require}\n"


WRONG = {
    # Keys of the rule
    "a misspelt key": (
        HEAD + "§aplies_to: {type: aws.rds}\napplies_to: {type: aws.rds}\nrequire: {id: a}\n",
        "unknown key 'aplies_to' in a rule | did you mean 'applies_to'?",
    ),
    "a missing key": (
        HEAD.replace("id:", "§id:", 1) + "applies_to: {type: aws.rds}\n",
        "a rule needs 'require' | add 'require:'",
    ),
    "controls without a framework": (
        on_db("{id: a}") + "controls: §[RDS.46]\n",
        "'controls' must be a mapping, found a list",
    ),
    "a control named twice": (
        on_db("{id: a}") + "controls: {aws-fsbp: §[RDS.46, RDS.46]}\n",
        "the control 'RDS.46' stands twice under 'aws-fsbp' | remove one of them",
    ),
    "parameters without names": (
        on_db("{id: a}") + "parameters: §[days]\n",
        "'parameters' must be a mapping, found a list",
    ),
    "mandatory is true or false": (
        on_db("{id: a}") + "mandatory: §always\n",
        "'mandatory' must be true or false, found the text 'always'",
    ),
    "an alias that is the rule's own id": (
        on_db("{id: a}") + "aliases: [§a-rule]\n",
        "a rule's alias is its own id",
    ),
    "an alias that is no id": (
        on_db("{id: a}") + "aliases: [§B Rule]\n",
        "'B Rule' cannot be an id",
    ),
    "a page that is no address": (
        on_db("{id: a}") + "help: §docs/x.md\n",
        "'docs/x.md' is no address of a page | write one that begins with https://, without blanks",
    ),
    "a page whose address holds a blank": (
        on_db("{id: a}") + "help: §https://example.com/a b\n",
        "'https://example.com/a b' is no address of a page",
    ),
    "a todo example without a reason": (
        on_db("{id: a}") + "examples: {todo: [§{expect: fail, nodes: {}}]}\n",
        "a 'todo' example needs 'why' | add 'why:'",
    ),
    "a todo example that expects nothing there is": (
        on_db("{id: a}") + "examples: {todo: [{expect: §fails, why: w, nodes: {}}]}\n",
        "'fails' is nothing to expect | did you mean 'fail'?",
    ),
    "an unknown severity": (
        on_db("{id: a}").replace("severity: error", "severity: §warn"),
        "unknown severity 'warn' | did you mean 'warning'?",
    ),
    "an id that cannot be one": (
        on_db("{id: a}").replace("id: a-rule", "id: §A Rule"),
        "'A Rule' cannot be an id",
    ),
    "a title that is none": (
        on_db("{id: a}").replace("title: A title", "title: §[a, b]"),
        "'title' must be a text, found a list",
    ),
    "not a mapping": ("§- a\n- b\n", "expected a rule as a mapping, found a list"),
    # Patterns
    "an unknown condition": (
        on_db("{§wihtin: {type: aws.subnet}}"),
        "unknown property or condition 'wihtin' | did you mean 'within'?",
    ),
    "an unknown property": (
        on_db("{§multi_as: true}"),
        "unknown property or condition 'multi_as' | did you mean 'multi_az'?",
    ),
    "an unknown condition on a connection": (
        HEAD + "applies_to: {connection: {}}\nrequire: {§protocl: https}\n",
        "unknown condition 'protocl' | did you mean 'protocol'?",
    ),
    "an unknown condition on an edge": (
        on_db("{connects_to: {by: {§inherted: true}}}"),
        "unknown condition 'inherted' | did you mean 'inherited'?",
    ),
    "an unknown condition on data": (
        on_db("{stores: {§clasification: public}}"),
        "unknown condition 'clasification' | did you mean 'classification'?",
    ),
    "an unknown condition on the model": (
        HEAD + "applies_to: {model: true}\nrequire: {§hass: {}}\n",
        "unknown condition 'hass' on the model | did you mean 'has'?",
    ),
    "an unknown type": (
        HEAD + "applies_to: {type: §aws.rdss}\nrequire: {id: a}\n",
        "unknown type 'aws.rdss' | did you mean 'aws.rds'?",
    ),
    "a glob that means no type": (
        HEAD + "applies_to: {type: §'awz.*'}\nrequire: {id: a}\n",
        "no type matches 'awz.*'",
    ),
    "an unknown kind": (
        HEAD + "applies_to: {kind: §databse}\nrequire: {id: a}\n",
        "unknown kind 'databse' | did you mean 'database'?",
    ),
    "an unknown kind of connection": (
        HEAD + "applies_to: {connection: {kind: §trafic}}\nrequire: {encrypted: true}\n",
        "unknown kind of edge 'trafic' | write traffic or uses",
    ),
    "a type that is no text": (
        HEAD + "applies_to: {type: §{a: b}}\nrequire: {id: a}\n",
        "'type' must be a text or a list of texts, found a mapping",
    ),
    "no pattern": (on_db("§private"), "expected a pattern on a node, found the text 'private'"),
    "all without a list": (
        on_db("{all: §{multi_az: true}}"),
        "'all' needs a list of patterns, found a mapping",
    ),
    "any of nothing": (on_db("{any: §[]}"), "'any' needs a list of patterns, found a list"),
    "a connection beside other things": (
        HEAD + "applies_to: {connection: {}, §type: aws.rds}\nrequire: {encrypted: true}\n",
        "'type' cannot stand beside 'connection'",
    ),
    "a model that is neither true nor a pattern": (
        HEAD + "applies_to: {model: §yes}\nrequire: {has: {}}\n",
        "expected a pattern on the model, found the text 'yes'",
    ),
    # Relations
    "a key beside a quantifier": (
        on_db("{within: {every: {type: aws.subnet}, §access: private}}"),
        "'access' cannot stand beside 'every' | put it into the pattern after 'every:'",
    ),
    "two quantifiers": (
        on_db("{within: {some: {type: aws.subnet}, §none: {type: aws.subnet}}}"),
        "'none' cannot stand beside 'some'",
    ),
    "by where there are no edges": (
        on_db("{within: {every: {type: aws.subnet}, §by: {kind: traffic}}}"),
        "'by' cannot stand beside 'every'",
    ),
    "a count without bounds": (
        on_db("{connects_to: {count: §{where: {type: aws.acm}}}}"),
        "a count without bounds | add gte, gt, lte or lt",
    ),
    "bounds that no number is within": (
        on_db("{connects_to: {count: §{where: {type: aws.acm}, gte: 2, lt: 2}}}"),
        "no number is within these bounds | widen them",
    ),
    "ordered bounds that nothing is within": (
        on_db("{backup_retention_days: §{gte: 7, lte: 6}}"),
        "no number is within these bounds | widen them",
    ),
    "one of no values": (
        on_db("{multi_az: §[]}"),
        "'multi_az' is to be one of no values | write at least one",
    ),
    "a count that is a number": (
        on_db("{connects_to: {count: §2}}"),
        "'count' needs bounds, found the number 2 | write '{gte: 2}'",
    ),
    "a bound that is no number": (
        on_db("{connects_to: {count: {gte: §two}}}"),
        "'gte' must be a number, found the text 'two'",
    ),
    "a misspelt bound": (
        on_db("{connects_to: {count: {gte: 2, §wher: {}}}}"),
        "unknown key 'wher' | did you mean 'where'?",
    ),
    "a spread without what": (on_db("{spread_over: §{gte: 2}}"), "'spread_over' needs 'what'"),
    "a spread over what no boundary has": (
        on_db("{spread_over: {what: §zoen, gte: 2}}"),
        "no boundary has the property 'zoen' | did you mean 'zone'?",
    ),
    "a spread without bounds": (
        on_db("{spread_over: §{what: zone}}"),
        "a count without bounds",
    ),
    # Tests of values
    "a literal of a wrong type": (
        on_db("{multi_az: §maybe}"),
        "'multi_az' must be true or false, found the text 'maybe'",
    ),
    "yes for true": (
        on_db("{multi_az: §yes}"),
        "'multi_az' must be true or false, found the text 'yes' | write true",
    ),
    "a number that is none": (
        on_db("{backup_retention_days: {gte: §seven}}"),
        "'backup_retention_days' must be a whole number of days, found the text 'seven'",
    ),
    "a number out of reach": (
        on_db("{backup_retention_days: {gte: §99}}"),
        "'backup_retention_days' must be at most 35",
    ),
    "a misspelt enum": (
        on_db("{engine: §postgress}"),
        "'engine' cannot be 'postgress' | did you mean 'postgres'?",
    ),
    "a misspelt enum in a list": (
        on_db("{engine: [mysql, §postgress]}"),
        "'engine' cannot be 'postgress' | did you mean 'postgres'?",
    ),
    "an unknown test": (
        on_db("{backup_retention_days: {§gtee: 7}}"),
        "unknown test 'gtee' | did you mean 'gte'?",
    ),
    "an order where there is none": (
        on_db("{engine: {§gte: mysql}}"),
        "'gte' compares numbers or ordered words, and 'engine' is neither",
    ),
    "a text test on a number": (
        on_db("{backup_retention_days: {§glob: '3*'}}"),
        "'glob' is for texts, and 'backup_retention_days' is none",
    ),
    "includes on a single value": (
        on_db("{engine: {§includes: mysql}}"),
        "'includes' is for lists of single values, ports and CIDR blocks, and 'engine' is none",
    ),
    "a quantifier on a single value": (
        on_db("{engine: {§some: mysql}}"),
        "'some' is for lists, and 'engine' is none",
    ),
    "a literal on a list": (
        on_db("{security_groups: §web}"),
        "'security_groups' is a list, which a single value never equals",
    ),
    "a flag that is none": (
        on_db("{engine: {exists: §1}}"),
        "'exists' must be true or false, found the number 1",
    ),
    "compared with nothing": (
        on_db("{engine: §null}"),
        "'engine' is compared with nothing | write 'absent: true' or 'exists: false'",
    ),
    "a regular expression that is none": (
        on_db("{engine: {matches: §'(post'}}"),
        "this regular expression cannot be used: missing )",
    ),
    "a look-around": (
        on_db("{engine: {matches: §'(?=post).*'}}"),
        "this regular expression cannot be used: invalid perl operator: (?=",
    ),
    "a back-reference": (
        on_db(r"{engine: {matches: §'(a)\1'}}"),
        r"this regular expression cannot be used: invalid escape sequence: \1",
    ),
    "a path across a list": (
        HEAD + "applies_to: {type: aws.alb}\nrequire: {§listeners.protocol: https}\n",
        "the path 'listeners.protocol' crosses a list | ask of its elements with some",
    ),
    "a path into a single value": (
        on_db("{§engine.version: 1}"),
        "'engine.version' goes into a single value",
    ),
    "an unknown part of an element": (
        HEAD + "applies_to: {type: aws.alb}\nrequire: {listeners: {some: {§protocl: https}}}\n",
        "'listeners' has no 'protocl' | did you mean 'protocol'?",
    ),
    "a wrong literal inside an element": (
        HEAD + "applies_to: {type: aws.alb}\nrequire: {listeners: {some: {port: §99999}}}\n",
        "'listeners.port' must be a port, found the number 99999",
    ),
    "a wrong literal to include": (
        HEAD
        + "applies_to: {type: aws.alb}\n"
        + "require: {listeners: {some: {port: {includes: §ssh}}}}\n",
        "'listeners.port' must be a port, found the text 'ssh'",
    ),
    "a bound that is no word of the order": (
        on_db("{stores: {classification: {gte: §secret}}}"),
        "'classification' cannot be 'secret'",
    ),
    # Properties that not all have
    "a property that one selectable type lacks": (
        HEAD + "applies_to: {type: [aws.rds, aws.s3]}\nrequire: {§multi_az: true}\n",
        "'multi_az' is not a property of 'aws.s3'",
    ),
    "a property that a type of the kind lacks": (
        HEAD + "applies_to: {kind: database}\nrequire: {§multi_az: true}\n",
        "'multi_az' is not a property of 'aws.dynamodb'",
    ),
    "a property of no type that is meant": (
        on_db("{within: {type: aws.vpc, §access: private}}"),
        (
            "no type that this pattern may mean has 'access' | "
            "it is a property of aws.subnet, azure.subnet, gcp.subnet and generic.subnet"
        ),
    ),
    "a property without any type": (
        on_db("{within: {§access: private}}"),
        "'access' is not a property of every node | name a type or kind that has it",
    ),
    # Examples
    "examples that are no mapping": (
        on_db("{id: a}") + "examples: §[{nodes: {}}]\n",
        "'examples' must be a mapping, found a list",
    ),
    "an example of an unknown sort": (
        on_db("{id: a}") + "examples: {§passes: []}\n",
        "unknown key 'passes' in 'examples' | did you mean 'pass'?",
    ),
    "an example that is no list": (
        on_db("{id: a}") + "examples: {pass: §{nodes: {}}}\n",
        "'pass' needs a list of models, found a mapping",
    ),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_rule_is_refused_at_its_place(problems, text, message):
    text, place = marked(text)
    (found,) = problems(text)
    assert found.startswith(f"rules/1.yaml:{place} {message}")


def test_a_selection_may_ask_for_what_only_some_types_have(problems):
    text = HEAD + "applies_to: {kind: database, multi_az: true}\nrequire: {id: a}\n"
    assert problems(text) == []


def test_a_selection_of_models_may_too(problems):
    text = HEAD + "applies_to: {model: {has: {kind: database, multi_az: true}}}\n"
    assert problems(text + "require: {has: {kind: cache}}\n") == []


@pytest.mark.parametrize(
    "named", ["{kind: database}, {type: aws.rds}", "{kind: database, type: aws.rds}"]
)
def test_types_named_under_all_narrow_what_stands_beside(problems, named):
    text = HEAD + "applies_to: {}\n"
    assert problems(text + f"require: {{all: [{named}], multi_az: true}}\n") == []


def test_a_type_in_the_requirement_narrows_too(problems):
    text = HEAD + "applies_to: {kind: database}\n"
    text += "require: {any: [{type: aws.rds, multi_az: true}, {not: {type: aws.rds}}]}\n"
    assert problems(text) == []


def test_a_selection_may_ask_a_referenced_node_for_what_only_some_types_have(problems):
    text = HEAD + "applies_to: {type: aws.s3, kms_key: {health_checks: true}}\n"
    assert problems(text + "require: {id: a}\n") == []


def test_an_id_given_twice_names_both_places(problems):
    text = on_db("{id: a}")
    (found,) = problems(text, text)
    assert found.startswith("rules/2.yaml:1:5 the rule 'a-rule' is defined twice")
    assert "rules/1.yaml:1:5" in found


def test_every_problem_of_every_file_is_told_at_once(problems):
    first = on_db("{multi_as: true, engine: postgress}").replace("error", "eror")
    second = on_db("{within: {kind: subnt}}").replace("a-rule", "b-rule")
    found = [problem.split(" ")[0] for problem in problems(first, "a: [", second)]
    assert found[:3] == ["rules/1.yaml:3:11", "rules/1.yaml:7:11", "rules/1.yaml:7:35"]
    assert found[3].startswith("rules/2.yaml:")
    assert found[4:] == ["rules/3.yaml:7:26"]


def test_a_broken_first_file_hides_nothing(problems):
    found = problems("a: [", on_db("{multi_as: true}"))
    assert [problem.partition(":")[0] for problem in found] == ["rules/1.yaml", "rules/2.yaml"]


def test_a_rule_beside_a_broken_one_is_not_returned_alone(catalogue):
    files = [("p", "a.yaml", on_db("{id: a}")), ("p", "b.yaml", "id: [")]
    with pytest.raises(SourceError):
        read_rules(files, catalogue)


@pytest.mark.parametrize("pattern", ["(a*)*b", "(a|a)*b", "(a|aa)+$", "(.*a){20}b"])
def test_a_hostile_regular_expression_runs_in_linear_time(judge, pattern):
    rule = {"applies_to": {}, "require": {"owner": {"matches": pattern}}}
    model = {"nodes": {"a": {"type": "aws.rds", "owner": "a" * 50_000 + "c"}}}
    start = time.perf_counter()
    assert judge(rule, model).summary.violated == 1
    assert time.perf_counter() - start < 2


def test_a_hostile_glob_runs_in_linear_time(judge):
    rule = {"applies_to": {}, "require": {"owner": {"glob": "*a" * 200 + "b"}}}
    model = {"nodes": {"a": {"type": "aws.rds", "owner": "a" * 50_000 + "c"}}}
    start = time.perf_counter()
    assert judge(rule, model).summary.violated == 1
    assert time.perf_counter() - start < 2


def test_a_former_id_belongs_to_one_rule_alone(problems):
    def rule(name, former):
        return on_db("{id: a}").replace("id: a-rule", f"id: {name}") + f"aliases: [{former}]\n"

    taken = problems(rule("a", "old"), rule("b", "old"))
    assert taken == [
        (
            "rules/2.yaml:1:5 the rule 'b' has the alias 'old', which is the rule 'a' under a "
            "former id | remove the alias from one of them"
        )
    ]
    assert problems(rule("a", "b"), rule("b", "c")) == [
        (
            "rules/1.yaml:1:5 the rule 'a' has the alias 'b', which is the rule 'b'"
            " | remove the alias from one of them"
        )
    ]


def test_the_examples_of_a_rule_can_be_left_unread():
    rule = on_db("{id: a}")
    assert without_examples(f"{rule}examples:\n  pass:\n    - nodes: {{}}\n") == rule
    for whole in (rule, f"{rule}examples:\n  pass: []\n\ntags: [a]\n", f"{rule}examples: {{}}\n"):
        assert without_examples(whole) == whole


def test_the_shipped_rules_are_the_same_without_their_examples(catalogue):
    files = bundled().rule_files(FileReader({}))
    short = [(pack, path, without_examples(text)) for pack, path, text in files]
    whole = read_rules(files, catalogue)
    assert read_rules(short, catalogue) == tuple(replace(rule, examples=()) for rule in whole)
    assert all(rule.examples for rule in whole)
