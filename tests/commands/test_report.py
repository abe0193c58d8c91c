"""`archlint report` and `archlint check --framework`: rules, controls, and exit status."""

import json

import jsonschema
import pytest

from archlint.edge.bundled import bundled

FRAMEWORK = """\
framework: acme-1.0
title: Acme's own
version: "1"
publisher: Acme
source: the wiki
mapping: vendor
controls:
  A.1: {title: Databases stand by}
  A.2: {title: Caches are redis}
  A.3: {title: Nothing checks it}
"""
CLAIMS = {"database-standby": "[A.1]", "cache-redis": "[A.2]"}


@pytest.fixture
def own(project):
    """A framework beside the sample rules, two of which speak of it."""
    (project / "rules" / "frameworks").mkdir()
    (project / "rules" / "frameworks" / "acme.yaml").write_text(FRAMEWORK)
    for rule, claimed in CLAIMS.items():
        path = project / "rules" / "sample" / f"{rule}.yaml"
        path.write_text(f"{path.read_text()}controls: {{acme-1.0: {claimed}}}\n")
    return project


def states(screen):
    [framework] = json.loads(screen.out)["frameworks"]
    return {control["id"]: control["state"] for control in framework["controls"]}


@pytest.fixture
def report(run, own):  # noqa: ARG001 - it must be there
    def report(*words, framework="acme-1.0"):
        named = ("--framework", framework) if framework else ()
        return run("report", "shop.yaml", "--rules", "rules", *named, *words)

    return report


def test_it_tells_the_state_of_each_control_and_ends_with_0(report):
    screen = report("--format", "json")
    assert (screen.status, screen.err) == (0, "")
    assert states(screen) == {"A.1": "unknown", "A.2": "no_subject", "A.3": "not_implemented"}


def test_a_violation_does_not_fail_it(report, own):
    model = own / "shop.yaml"
    model.write_text(model.read_text().replace("name: Orders", "multi_az: false"))
    screen = report("--format", "json")
    assert screen.status == 0
    assert states(screen)["A.1"] == "violated"


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("text", "Acme's own 1 (Acme)\n  model     shop.yaml (Shop)\n"),
        ("markdown", "# Compliance of Shop\n"),
        ("html", "<!DOCTYPE html>\n"),
        ("json", '{"archlint": '),
    ],
)
def test_each_format_goes_to_the_terminal_or_to_a_file(report, own, form, begins):
    screen = report("--format", form)
    assert screen.out.startswith(begins)
    assert report("--format", form, "-o", "report.out") == (0, "", "")
    assert (own / "report.out").read_text(encoding="utf-8") == screen.out


def test_text_is_the_default(report):
    assert report() == report("--format", "text")


def test_the_page_brings_its_style_along(report):
    assert "prefers-color-scheme" in report("--format", "html").out


def test_without_a_name_it_reports_on_what_rules_speak_of(report):
    told = json.loads(report("--format", "json", framework="").out)["frameworks"]
    assert "acme-1.0" in [framework["id"] for framework in told]
    rules = {
        rule["id"] for rule in json.loads(report("--format", "json", framework="").out)["rules"]
    }
    assert set(CLAIMS) <= rules


def test_several_frameworks_are_told_in_the_order_in_which_they_are_named(report):
    told = json.loads(report("--framework", "hipaa", "--format", "json").out)["frameworks"]
    assert [one["id"] for one in told] == ["acme-1.0", "hipaa-security-rule"]
    again = json.loads(report("--framework", "acme", "--format", "json").out)["frameworks"]
    assert [one["id"] for one in again] == ["acme-1.0"]


def test_a_framework_may_be_named_in_capitals(report):
    told = json.loads(report("--framework", "HIPAA", "--format", "json").out)["frameworks"]
    assert [one["id"] for one in told] == ["acme-1.0", "hipaa-security-rule"]


def test_an_environment_may_be_named(report, own):
    model = own / "shop.yaml"
    model.write_text(
        model.read_text()
        + "environments:\n  lab: {nodes: {db: {multi_az: true}, spare: {multi_az: true}}}\n"
    )
    screen = report("--env", "lab", "--format", "json")
    assert states(screen)["A.1"] == "satisfied"
    assert json.loads(screen.out)["environment"] == "lab"
    assert report("--env", "all").status == 2
    assert report("--env", "labs").status == 2


def test_a_rule_that_the_configuration_leaves_out_is_told_with_its_reason(report, own):
    (own / "archlint.toml").write_text(
        'models = ["shop.yaml"]\n[[ignore]]\nrule = "database-standby"\nreason = "Too noisy."\n'
    )
    screen = report()
    assert "not judged       A.1" in screen.out, screen.err
    assert "The settings leave out the rule database-standby: Too noisy." in screen.out


@pytest.mark.parametrize(
    ("name", "message", "step"),
    [
        ("acme-1.1", "'acme-1.1' is no framework", "did you mean 'acme-1.0'?"),
        ("hippa", "'hippa' is no framework", "did you mean 'hipaa'?"),
        ("xyz", "'xyz' is no framework", "there are: acme-1.0, aws-fsbp,"),
        ("cis-aws", "'cis-aws' is more than one framework", "name 'cis-aws-3.0' or 'cis-aws-5.0'"),
    ],
)
@pytest.mark.parametrize("command", ["report", "check"])
@pytest.mark.usefixtures("own")
def test_a_name_that_is_unclear_is_refused(run, command, name, message, step):
    screen = run(command, "shop.yaml", "--rules", "rules", "--framework", name)
    assert (screen.status, screen.out) == (2, "")
    assert f"error: {message}\n  next: {step}" in screen.err


def test_every_problem_is_told_at_once(report, own):
    (own / "shop.yaml").write_text("archlint: 1\nname: Shop\nnodes: {a: {type: aws.rdss}}\n")
    screen = report(framework="hippa")
    assert screen.status == 2
    assert "'hippa' is no framework" in screen.err
    assert "aws.rdss" in screen.err


def test_scripts_are_told_of_failures_in_their_own_format(report, own):
    (own / "shop.yaml").write_text("archlint: 1\nname: Shop\nnodes: {a: {type: aws.rdss}}\n")
    screen = report("--format", "json")
    assert screen.status == 2
    made = json.loads(screen.out)
    assert made["errors"][0]["location"] == {"path": "shop.yaml", "line": 3, "column": 19}
    schema = json.loads((bundled().render / "schemas" / "report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(made)
    assert report().out == ""


def test_a_model_without_nodes_cannot_be_judged(report, own):
    (own / "shop.yaml").write_text("archlint: 1\nname: Shop\n")
    screen = report()
    assert screen.status == 2
    assert "there is nothing to check" in screen.err


@pytest.mark.parametrize("file", ["shop.yaml", "rules/frameworks/acme.yaml"])
def test_what_was_read_is_not_replaced(report, own, file):
    before = (own / file).read_text()
    screen = report("-o", file)
    assert screen.status == 2
    assert f"the report would replace '{file}', which was read" in screen.err
    assert (own / file).read_text() == before


# check --framework


def checked(run, *words):
    screen = run("check", "shop.yaml", "--rules", "rules", "--format", "json", *words)
    made = json.loads(screen.out)
    return [rule["id"] for rule in made["rules"]], made


@pytest.mark.usefixtures("own")
def test_check_keeps_the_rules_that_speak_of_a_framework(run):
    assert checked(run, "--framework", "acme-1.0")[0] == sorted(CLAIMS)
    chosen = checked(run, "--framework", "acme-1.0", "--select", "database-*")
    assert chosen[0] == ["database-standby"]
    left = checked(run, "--framework", "acme", "--ignore", "database-standby")
    assert left[0] == ["cache-redis"]


def test_check_with_two_frameworks_keeps_the_rules_of_either(run, own):
    rule = own / "rules" / "sample" / "database-inside.yaml"
    rule.write_text(f"{rule.read_text()}controls: {{aws-fsbp: [RDS.46]}}\n")
    chosen = checked(
        run, "--framework", "acme-1.0", "--framework", "aws-fsbp", "--select", "sample"
    )
    assert chosen[0] == ["cache-redis", "database-inside", "database-standby"]


@pytest.mark.usefixtures("own")
def test_check_refuses_a_framework_that_no_rule_speaks_of(run):
    screen = run(
        "check",
        "shop.yaml",
        "--rules",
        "rules",
        "--framework",
        "acme",
        "--select",
        "database-inside",
    )
    assert screen.status == 2
    assert "no rule that is left is evidence for a control of acme-1.0" in screen.err


def test_controls_are_told_of_findings_and_rules(run, own):
    model = own / "shop.yaml"
    model.write_text(model.read_text().replace("name: Orders", "multi_az: false"))
    _, made = checked(run, "--framework", "acme-1.0")
    assert [finding["controls"] for finding in made["findings"]] == [{"acme-1.0": ["A.1"]}]
    assert [rule["controls"] for rule in made["rules"]] == [
        {"acme-1.0": ["A.2"]},
        {"acme-1.0": ["A.1"]},
    ]
    screen = run("check", "shop.yaml", "--rules", "rules", "--framework", "acme-1.0")
    assert "  controls: acme-1.0 A.1\n" in screen.out
    sarif = run(
        "check", "shop.yaml", "--rules", "rules", "--framework", "acme", "--format", "sarif"
    )
    rules = json.loads(sarif.out)["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["properties"]["controls"] for rule in rules] == [
        {"acme-1.0": ["A.2"]},
        {"acme-1.0": ["A.1"]},
    ]
    assert "external/acme-1.0/A.1" in rules[1]["properties"]["tags"]


def test_what_the_settings_change_in_a_rule_is_told(run, project):
    (project / "archlint.toml").write_text("[parameters.rds-backup-retention]\ndays = 30\n")
    for shape in ("text", "markdown", "html"):
        told = " ".join(
            run("report", "shop.yaml", "--framework", "hipaa", "--format", shape).out.split()
        )
        assert "rds-backup-retention asks: days is 30, and not 7" in told.replace("\\", "")


def test_waivers_and_a_baseline_are_told_as_what_they_are(report, own):
    model = own / "shop.yaml"
    violated = model.read_text().replace("name: Orders", "multi_az: false")
    violated = violated.replace("[public, private]}", "[public, private], multi_az: true}")
    waiver = "{finding: database-standby@db, reason: Trial, expires: 2030-01-31}"
    model.write_text(f"{violated}\nwaivers: [{waiver}]\n")
    of_day = ("--format", "json", "--today")
    assert states(report(*of_day, "2030-01-31"))["A.1"] == "waived"
    assert states(report(*of_day, "2030-02-01"))["A.1"] == "violated"
    assert states(report(*of_day, "2030-01-31", "--no-waivers"))["A.1"] == "violated"
    known = ("--baseline", "known.json")
    (own / "known.json").write_text('{"archlint-baseline": 1}')
    assert report("--format", "json", *known).status == 2
