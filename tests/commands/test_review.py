"""A change reviewed through the whole tool: two revisions, judged by the rules of one."""

import json
import shutil
from pathlib import Path

import pytest

MODEL = "model/architecture.yaml"
SHOP = """\
archlint: 1
name: Shop
data:
  orders: {classification: confidential}
nodes:
  users: {type: actor.user}
  aws:
    type: aws.cloud
    nodes:
      vpc:
        type: aws.vpc
        nodes:
          public: {type: aws.subnet, access: public}
          private: {type: aws.subnet, access: private}
  alb: {type: aws.alb, in: public, scheme: internet-facing}
  api: {type: aws.ecs_service, in: private}
  db: {type: aws.rds, in: private, multi_az: true, encrypted: true, stores: [orders]}
connections:
  - users -> alb: {protocol: https}
  - alb -> api: {protocol: https}
  - api -> db: {encrypted: true, carries: [orders]}
"""
SAME = """\
# What we sell with.
archlint: 1
name: "Shop"
connections:
  - {from: api, to: db, carries: [orders], encrypted: true}
  - {from: alb, to: [api], protocol: https}   # behind the balancer
  - users -> alb: {protocol: https}
nodes:
  db: {stores: [orders], encrypted: true, multi_az: true, type: aws.rds, in: [private]}
  api: {in: private, type: aws.ecs_service}
  alb: {scheme: internet-facing, type: aws.alb, in: public}
  aws: {type: aws.cloud}
  vpc: {type: aws.vpc, in: aws}
  private: {type: aws.subnet, access: private, in: vpc}
  public: {type: aws.subnet, access: public, in: vpc}
  users: {type: actor.user}
data:
  orders: {classification: confidential}
"""
OPEN = SHOP.replace("db: {type: aws.rds, in: private", "db: {type: aws.rds, in: public").replace(
    "connections:\n", "connections:\n  - users -> db: {protocol: https}\n"
)
INTRODUCED = {
    "database-private-subnet@db",
    "no-direct-internet-to-datastore@users->db",
    "rds-private-subnet@db",
}
OWN_RULE = """\
id: database-owner
title: Databases have an owner
severity: error
applies_to: {kind: database}
require: {owner: {stated: true}}
why: Somebody must be asked.
fix: State the owner.
tags: [own]
examples:
  pass: [{nodes: {db: {type: generic.database, owner: me}}}]
  fail: [{nodes: {db: {type: generic.database}}}]
"""
OWNED = SHOP.replace("db: {type: aws.rds,", "db: {type: aws.rds, owner: shop,")
OWN_SETTINGS = 'rules = ["company"]\nselect = ["company"]\n'
OWN = {"archlint.toml": OWN_SETTINGS, "company/database-owner.yaml": OWN_RULE, MODEL: OWNED}


@pytest.fixture
def repository(run, repository, monkeypatch):  # noqa: ARG001 - `run` changes the folder first
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.fixture
def review(run):
    """Reviews what the last commit changes, and returns the JSON and the exit status."""

    def review(*words, base="main"):
        screen = run("review", "--base", base, "--format", "json", *words)
        return json.loads(screen.out), screen.status

    return review


def ids(findings):
    return {finding["id"] for finding in findings}


def told(report):
    """What became of each part, in words that are easy to compare."""
    return {(one["change"], one["kind"], one["id"]) for one in report["changes"]}


# --- what an architect asks ----------------------------------------------------------------------


def test_a_database_that_moves_into_the_open_is_a_move_and_its_findings_are_introduced(
    repository, run, review
):
    repository.commit({MODEL: SHOP})
    repository.branch("exposed")
    repository.commit({MODEL: OPEN})
    report, status = review()
    assert status == 1
    assert told(report) == {
        ("moved", "node", "db"),
        ("added", "connection", "users->db"),
    }
    assert ids(report["introduced"]) >= INTRODUCED
    assert report["fixed"] == []
    text = run("review", "--base", "main").out
    assert "users -> db" in text
    reached = [one for one in report["consequences"] if one["kind"] == "datastore-reachable"]
    assert [hop["source"] for hop in reached[0]["path"]] == ["users"]


def test_the_way_back_is_fixed(repository, review):
    repository.commit({MODEL: OPEN})
    repository.branch("mended")
    repository.commit({MODEL: SHOP})
    report, status = review()
    assert status == 0
    assert report["introduced"] == []
    assert ids(report["fixed"]) >= INTRODUCED
    assert ("moved", "node", "db") in told(report)


def test_other_order_comments_and_nesting_are_no_architectural_change(repository, run, review):
    repository.commit({MODEL: SHOP})
    repository.branch("tidy")
    repository.commit({MODEL: SAME})
    report, status = review()
    assert (status, report["changes"], report["consequences"]) == (0, [], [])
    assert report["introduced"] == report["fixed"] == report["rule_changes"] == []
    assert report["unchanged"]  # what was found before is found still
    for form in ("text", "markdown"):
        assert "no architectural change" in run("review", "--base", "main", "--format", form).out


def test_a_renamed_node_keeps_its_findings(repository, review):
    repository.commit({MODEL: OPEN})
    repository.branch("renamed")
    repository.commit({MODEL: OPEN.replace("  db: {", "  store: {").replace("-> db", "-> store")})
    report, status = review()
    assert status == 0
    assert told(report) == {("renamed", "node", "store")}
    assert report["introduced"] == report["fixed"] == []
    assert "rds-private-subnet@store" in ids(report["unchanged"])


def test_a_connection_that_gets_an_id_keeps_its_findings(repository, review):
    plain = SHOP.replace("users -> alb: {protocol: https}", "users -> alb: {protocol: http}")
    repository.commit({MODEL: plain})
    repository.branch("named")
    repository.commit({MODEL: plain.replace("{protocol: http}", "{protocol: http, id: web}")})
    report, _ = review()
    assert told(report) == {("renamed", "connection", "users->alb#web")}
    assert report["introduced"] == report["fixed"] == []
    assert "internet-traffic-encrypted@users->alb#web" in ids(report["unchanged"])


def test_what_the_change_leaves_unsaid_is_not_fixed(repository, review):
    repository.commit({MODEL: SHOP.replace("encrypted: true, stores", "encrypted: false, stores")})
    repository.branch("silent")
    repository.commit({MODEL: SHOP.replace("encrypted: true, stores", "stores")})
    report, status = review()
    assert status == 0
    assert "rds-encrypted@db" in ids(report["unsettled"]), ids(report["unsettled"])
    assert "rds-encrypted@db" not in ids(report["fixed"])
    report, status = review("--strict")
    assert (status, report["strict"]) == (1, True)
    assert [one["id"] for one in report["unsettled"] if one["severity"] == "error"] == [
        "confidential-data-encrypted-at-rest@db"
    ]
    assert report["summary"]["failing"] == 1


def test_the_text_counts_what_fails_by_being_unknown(repository, run):
    repository.commit({MODEL: SHOP})
    repository.branch("silent")
    repository.commit({MODEL: SHOP.replace("encrypted: true, stores", "stores")})
    told = run("review", "--base", "main", "--strict").out
    assert told.startswith("0 introduced, 0 fixed, 7 unchanged, 2 newly unknown"), told
    assert told.endswith("1 introduced or newly unknown of that strength\n"), told
    marked = run("review", "--base", "main", "--strict", "--format", "markdown").out
    assert "- **newly unknown:** `rds-encrypted@db`" in marked


def test_a_change_that_removes_the_model_is_told_so(repository, run):
    repository.commit({MODEL: SHOP})
    repository.branch("gone")
    repository.git("rm", "--quiet", MODEL)
    repository.commit({"README": "Gone."})
    screen = run("review", "--base", "main")
    assert screen.status == 2
    assert f"HEAD has no {MODEL}, which main has" in screen.err


# --- a change cannot grade itself ----------------------------------------------------------------


WEAKER = {
    "the rule asks for nothing": {
        "company/database-owner.yaml": OWN_RULE.replace(
            "require: {owner: {stated: true}}", "require: {id: '*'}"
        ).replace("  fail: [{nodes: {db: {type: generic.database}}}]\n", "")
    },
    "the rule is a note": {
        "company/database-owner.yaml": OWN_RULE.replace("severity: error", "severity: note")
    },
    "the rule applies to nothing here": {
        "company/database-owner.yaml": OWN_RULE.replace("{kind: database}", "{kind: queue}")
        .replace("generic.database", "aws.sqs")
        .replace("owner: me", "owner: me")
    },
    "the configuration ignores the rule": {
        "archlint.toml": OWN_SETTINGS
        + '[[ignore]]\nrule = "database-owner"\nreason = "It is in the way."\n'
    },
    "the configuration lowers the severity": {
        "archlint.toml": OWN_SETTINGS + '[severity.rules]\ndatabase-owner = "note"\n'
    },
}


@pytest.mark.parametrize("weaker", WEAKER.values(), ids=WEAKER)
def test_a_change_of_the_rules_that_would_let_it_pass_is_told_and_does_not_help(
    repository, review, weaker
):
    repository.commit(OWN)
    repository.branch("sly")
    repository.commit({MODEL: SHOP, **weaker})
    report, status = review()
    assert status == 1
    assert ids(report["introduced"]) == {"database-owner@db"}
    [change] = report["rule_changes"]
    assert (change["rule"], change["effect"] in ("weakened", "disabled")) == (
        "database-owner",
        True,
    )


DECOY = {MODEL: OPEN, "decoy.yaml": SHOP, "archlint.toml": 'models = ["decoy.yaml"]\n'}
MOVED = {MODEL: None, "plan.yaml": SHOP, "archlint.toml": 'models = ["plan.yaml"]\n'}
AROUND = {
    MODEL: SHOP.partition("name: Shop\n")[2],
    "plan.yaml": f"archlint: 1\nname: Shop\ninclude: [{MODEL}]\n",
    "archlint.toml": 'models = ["plan.yaml"]\n',
}


@pytest.mark.parametrize("settings", [{}, {"archlint.toml": f'models = ["{MODEL}"]\n'}])
@pytest.mark.parametrize(
    ("head", "effect"), [(DECOY, "weakened"), (MOVED, "changed"), (AROUND, "changed")]
)
def test_a_model_that_is_left_unchecked_loosens(repository, review, settings, head, effect):
    repository.commit({MODEL: SHOP, **settings})
    repository.branch("other")
    repository.commit({path: text for path, text in head.items() if text is not None})
    if head[MODEL] is None:
        repository.git("rm", "--quiet", MODEL)
        repository.commit({})
    report, _ = review()
    [change] = report["rule_changes"]
    assert (change["rule"], change["effect"]) == ("models", effect)


def test_the_rules_of_the_head_judge_where_they_are_asked_for(repository, review):
    repository.commit(OWN)
    repository.branch("sly")
    repository.commit({MODEL: SHOP, **WEAKER["the rule asks for nothing"]})
    report, status = review("--rules", "head")
    assert (status, report["judged_by"], report["introduced"]) == (0, "head", [])
    [change] = report["rule_changes"]
    assert change["effect"] == "weakened"
    assert ids(change["hidden"]) == {"database-owner@db"}


def test_a_rule_with_a_new_id_hides_nothing(repository, review):
    repository.commit({**OWN, MODEL: SHOP})
    repository.branch("renamed")
    (repository.folder / "company/database-owner.yaml").unlink()
    renamed = OWN_RULE.replace("id: database-owner", "id: data-owner\naliases: [database-owner]")
    repository.commit({"company/data-owner.yaml": renamed})
    [change] = review()[0]["rule_changes"]
    assert (change["effect"], change["hidden"]) == ("changed", [])


def test_rules_that_the_command_line_names_are_those_of_the_base(repository, review):
    repository.commit({**OWN, "archlint.toml": ""})
    repository.branch("sly")
    repository.commit({MODEL: SHOP, **WEAKER["the rule asks for nothing"]})
    words = ("--rules", "company", "--select", "company")
    assert ids(review(*words)[0]["introduced"]) == {"database-owner@db"}


def test_a_finding_that_the_change_waives_is_told_as_waived(repository, run, review):
    repository.commit({MODEL: SHOP})
    repository.branch("waived")
    waivers = "waivers:\n" + "".join(
        f"  - {{finding: {name}, reason: For the trial., expires: 2027-03-31}}\n"
        for name in sorted(INTRODUCED)
    )
    repository.commit({MODEL: OPEN + waivers})
    words = ("--today", "2027-01-01", "--select", ",".join(n.split("@")[0] for n in INTRODUCED))
    report, status = review(*words)
    assert (status, report["introduced"], ids(report["waived"])) == (0, [], INTRODUCED)
    assert review(*words, "--no-waivers")[1] == 1
    sarif = json.loads(run("review", "--base", "main", "--format", "sarif", *words).out)
    results = sarif["runs"][0]["results"]
    assert all(result["suppressions"] for result in results)
    assert len(results) == len(INTRODUCED)


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ("expires: 2027-03-31, ", "expires: 2099-01-01, ", True),
        ("expires: 2027-03-31, ", "", True),
        ("expires: 2027-03-31, ", "expires: 2027-03-31, approved_by: me, ", False),
        ("expires: 2027-03-31, ", "expires: 2027-02-01, ", False),
        ("", "expires: 2099-01-01, ", False),
    ],
)
def test_a_waiver_that_the_change_prolongs_is_told(repository, review, before, after, is_told):
    name = "rds-private-subnet@db"
    waiver = f"waivers:\n  - {{finding: {name}, %sreason: For the trial.}}\n"
    repository.commit({MODEL: OPEN + waiver % before})
    repository.branch("longer")
    repository.commit({MODEL: OPEN + waiver % after})
    report, status = review("--today", "2027-01-01", "--select", "rds-private-subnet")
    assert (status, ids(report["waived"])) == (0, {name} if is_told else set())


# --- where it is read ----------------------------------------------------------------------------


def test_neither_revision_is_read_from_the_working_tree(repository, review):
    repository.commit({MODEL: SHOP})
    repository.branch("exposed")
    repository.commit({MODEL: OPEN})
    shutil.rmtree(repository.folder / "model")
    report, status = review()
    assert status == 1
    assert ids(report["introduced"]) >= INTRODUCED
    assert repository.git("status", "--porcelain") == f"D {MODEL}"
    assert any("not committed" in remark for remark in report["remarks"])


def test_the_working_tree_is_reviewed_where_it_is_asked_for(repository, review):
    repository.commit({MODEL: SHOP})
    repository.write({MODEL: OPEN})
    assert review()[1] == 0
    report, status = review("--working-tree")
    assert status == 1
    assert (report["head"]["name"], report["head"]["commit"]) == ("working tree", None)


def test_what_the_base_did_since_the_branch_began_is_not_the_changes_doing(repository, review):
    repository.commit({MODEL: SHOP})
    repository.branch("mine")
    repository.commit({MODEL: SHOP + "flows:\n  buy: {steps: [users -> alb]}\n"})
    repository.git("checkout", "--quiet", "main")
    repository.commit({MODEL: OPEN})
    repository.git("checkout", "--quiet", "mine")
    report, status = review()
    assert (status, told(report)) == (0, {("added", "flow", "buy")})


def test_rules_that_the_base_has_today_and_the_fork_point_has_not_are_told(repository, review):
    repository.commit({**OWN, "company/database-owner.yaml": OWN_RULE.replace("error", "note")})
    repository.branch("stale")
    repository.commit({MODEL: SHOP})
    assert review()[0]["remarks"] == []
    repository.git("checkout", "--quiet", "main")
    repository.commit({"README.md": "A shop.\n"})
    repository.git("checkout", "--quiet", "stale")
    assert review()[0]["remarks"] == []
    repository.git("checkout", "--quiet", "main")
    repository.commit({"company/database-owner.yaml": OWN_RULE})
    repository.git("checkout", "--quiet", "stale")
    [remark] = review()[0]["remarks"]
    assert "main has other rules or settings" in remark
    assert review("--rules", "head")[0]["remarks"] == []


def test_included_files_are_those_of_the_revision(repository, review):
    head, _, rest = SHOP.partition("nodes:\n")
    nodes, _, connections = rest.partition("connections:\n")
    parts = {
        MODEL: f"{head}include: [parts/*.yaml]\nconnections:\n{connections}",
        "model/parts/nodes.yaml": f"nodes:\n{nodes}",
    }
    repository.commit(parts)
    repository.branch("exposed")
    repository.edit("model/parts/nodes.yaml", "aws.rds, in: private", "aws.rds, in: public")
    repository.commit({})
    (repository.folder / "model/parts/nodes.yaml").write_text("]")
    report, status = review()
    assert (status, told(report)) == (1, {("moved", "node", "db")})


def test_a_folder_below_reviews_its_own_project(repository, review, monkeypatch):
    repository.commit({f"shop/{MODEL}": SHOP, "archlint.toml": 'models = ["other.yaml"]\n'})
    repository.branch("exposed")
    repository.commit({f"shop/{MODEL}": OPEN, "shop/archlint.toml": ""})
    monkeypatch.chdir(repository.folder / "shop")
    report, _ = review(MODEL)
    assert report["model"] == MODEL
    assert ids(report["introduced"]) >= INTRODUCED


def test_a_model_that_is_new_is_new_as_a_whole(repository, review):
    repository.commit({"README.md": "A shop.\n"})
    repository.branch("first")
    repository.commit({MODEL: OPEN})
    report, status = review()
    assert status == 1
    assert {one["change"] for one in report["changes"]} == {"added"}
    assert ids(report["introduced"]) >= INTRODUCED
    assert any("all of it is new" in remark for remark in report["remarks"])


def test_an_environment_that_changes_too_is_told(repository, review):
    repository.commit({MODEL: SHOP + "environments:\n  staging: {nodes: {db: {multi_az: true}}}\n"})
    repository.branch("staging")
    repository.edit(MODEL, "db: {multi_az: true}", "db: {multi_az: false}")
    repository.commit({})
    report, status = review()
    assert (status, report["changes"]) == (0, [])
    assert "--env staging" in report["remarks"][0]
    report, _ = review("--env", "staging")
    assert told(report) == {("changed", "node", "db")}
    assert ids(report["introduced"]) == {"rds-multi-az@db"}


def test_a_change_of_an_environment_alone_is_no_lack_of_change(repository, run):
    overlay = "environments:\n  prod:\n    nodes:\n      db: {in: %s}\n"
    repository.commit({MODEL: SHOP + overlay % "private"})
    repository.branch("exposed")
    repository.commit({MODEL: SHOP + overlay % "public"})
    for form in ("text", "markdown"):
        first = run("review", "--base", "main", "--format", form).out.partition("main (")[0]
        assert "1 environment changed besides" in first
        assert "no architectural change" not in first


def test_types_of_the_project_are_those_of_each_side(repository, review):
    kind = "acme.store: {name: Store, kinds: [%s], properties: {}}\n"
    model = "archlint: 1\nname: S\nnodes:\n  store: {type: acme.store}\n"
    files = {
        "archlint.toml": 'types = ["types"]\n',
        "types/acme.yaml": kind % "queue",
        MODEL: model,
    }
    repository.commit(files)
    repository.branch("other")
    repository.commit({"types/acme.yaml": kind % "database"})
    report, _ = review("--select", "database-private-subnet")
    assert "type acme.store" in [one["rule"] for one in report["rule_changes"]]


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ("database", "service", "weakened"),
        ("database, queue", "database", "weakened"),
        ("database", "database, queue", "changed"),
    ],
)
def test_a_type_that_loses_a_kind_is_told_to_loosen(repository, run, review, before, after, effect):
    kind = "acme.store: {name: Store, kinds: [%s], properties: {}}\n"
    model = "archlint: 1\nname: S\nnodes:\n  store: {type: acme.store}\n"
    files = {"archlint.toml": 'types = ["types"]\n', MODEL: model}
    repository.commit({**files, "types/acme.yaml": kind % before})
    repository.branch("other")
    repository.commit({"types/acme.yaml": kind % after})
    [change] = [one for one in review()[0]["rule_changes"] if one["rule"] == "type acme.store"]
    assert change["effect"] == effect
    first = run("review", "--base", "main", "--format", "markdown").out.partition("<details>")[0]
    assert ("type acme.store" in first) == (effect == "weakened")


# --- what it leaves ------------------------------------------------------------------------------


def test_pictures_are_written_and_the_comment_refers_to_them(repository, run):
    repository.commit({MODEL: SHOP})
    repository.branch("exposed")
    repository.commit({MODEL: OPEN})
    url = "https://example.org/files/"
    words = ("--format", "markdown", "--pictures", "out", "--picture-url", url)
    screen = run("review", "--base", "main", *words)
    assert sorted(path.name for path in Path("out").iterdir()) == [
        f"architecture-{view}.{suffix}"
        for view in ("after", "before", "diff")
        for suffix in ("png", "svg")
    ]
    assert screen.out.startswith(f"<!-- archlint review: {MODEL} -->\n")
    assert f"({url}architecture-diff.png)" in screen.out
    assert "wrote out/architecture-diff.png" in screen.err


def test_other_formats_tell_what_is_introduced_alone(repository, run):
    repository.commit({MODEL: OPEN})
    repository.branch("more")
    repository.edit(MODEL, "multi_az: true", "multi_az: false")
    repository.commit({})
    words = ("review", "--base", "main", "--fail-on", "warning", "--format")
    sarif = run(*words, "sarif")
    results = json.loads(sarif.out)["runs"][0]["results"]
    assert (sarif.status, [one["ruleId"] for one in results]) == (1, ["rds-multi-az"])
    assert [one["check_name"] for one in json.loads(run(*words, "gitlab").out)] == ["rds-multi-az"]
    assert run(*words, "github").out.count("::warning ") == 1


# --- what cannot be judged -----------------------------------------------------------------------


def test_a_commit_that_is_named_by_its_id_is_called_by_the_beginning(repository, run):
    commit = repository.commit({MODEL: SHOP})
    repository.branch("exposed")
    repository.commit({MODEL: OPEN})
    out = run("review", "--base", commit).out
    assert f"(was {commit[:8]}:{MODEL}:17:" in out
    assert commit not in out
    assert f"\n{commit[:8]} -> HEAD (" in out


def test_a_broken_base_is_told_with_the_revision(repository, run):
    repository.commit({MODEL: SHOP.replace("type: aws.alb", "type: aws.allb")})
    repository.branch("mended")
    repository.commit({MODEL: SHOP})
    screen = run("review", "--base", "main")
    assert (screen.status, screen.out) == (2, "")
    assert f"main:{MODEL}:15:" in screen.err
    assert "alb: {type: aws.allb" in screen.err  # the line itself


def test_a_broken_head_is_told_in_the_comment_too(repository, run):
    repository.commit({MODEL: SHOP})
    repository.branch("broken")
    repository.commit({MODEL: SHOP.replace("type: aws.alb", "type: aws.allb")})
    screen = run("review", "--base", "main", "--format", "markdown")
    assert screen.status == 2
    assert screen.out.startswith(f"<!-- archlint review: {MODEL} -->\n")
    assert "aws.allb" in screen.out
    assert json.loads(run("review", "--base", "main", "--format", "json").out)["errors"]


def test_the_comment_on_a_broken_head_replaces_the_one_before(repository, run):
    repository.commit({"archlint.toml": 'models = ["shop.yaml"]\n', "shop.yaml": SHOP})
    words = ("review", "--base", "main", "--format", "markdown", "--env", "staging")
    staging = "environments:\n  staging: {nodes: {db: {multi_az: true}}}\n"
    repository.commit({"shop.yaml": SHOP + staging})
    marker = run(*words).out.splitlines()[0]
    assert marker == "<!-- archlint review: shop.yaml (staging) -->"
    repository.commit({"shop.yaml": "]"})
    screen = run(*words)
    assert (screen.status, screen.out.splitlines()[0]) == (2, marker)


def test_a_broken_rule_of_the_head_fails_though_the_base_judges(repository, run):
    repository.commit(OWN)
    repository.branch("broken")
    repository.commit({"company/database-owner.yaml": OWN_RULE.replace("owner:", "ownr:")})
    assert run("review", "--base", "main").status == 2


@pytest.mark.parametrize("command", ["review", "diff"])
@pytest.mark.parametrize("file", [MODEL, "archlint.toml"])
def test_a_report_does_not_replace_what_is_reviewed(repository, run, command, file):
    repository.commit({MODEL: SHOP, "archlint.toml": 'fail-on = "error"\n'})
    repository.branch("exposed")
    repository.commit({MODEL: OPEN})
    before = (repository.folder / file).read_text()
    screen = run(command, "--base", "main", "--format", "json", "-o", file)
    assert (screen.status, (repository.folder / file).read_text()) == (2, before)
    assert f"would replace '{file}'" in screen.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--base", "nowhere"), "nowhere"),
        (("--base=--output=x",), "--output=x"),
        (("--base", "main", "--env", "all"), "one environment"),
        (("--base", "main", "other.yaml"), "other.yaml"),
    ],
)
def test_what_is_not_there_is_told(repository, run, words, said):
    repository.commit({MODEL: SHOP})
    screen = run("review", *words)
    assert (screen.status, screen.out) == (2, "")
    assert said in screen.err
