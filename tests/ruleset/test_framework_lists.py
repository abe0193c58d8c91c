"""The shipped frameworks list the controls that were confirmed, and the rules claim no others.

`data/controls.yaml` says which control ids were confirmed for each check, and by whom: A the
vendor's own page, L the vendor's list, P, T and N third parties.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from archlint.edge.bundled import bundled
from archlint.edge.files import FileReader
from archlint.edge.plugins import installed_rules
from archlint.ruleset import read_rules
from archlint.ruleset.claims import check_claims
from archlint.ruleset.frameworks import THIRD_PARTY, read_frameworks
from archlint.source import Problems

CHECKS = yaml.safe_load((Path(__file__).parent / "data" / "controls.yaml").read_text("utf-8"))
COLUMNS = {
    "cis_v3": ("cis-aws-3.0", r"\d+(\.\d+)+"),
    "cis_v5": ("cis-aws-5.0", r"\d+(\.\d+)+"),
    "pci_dss_4_0_1": ("pci-dss-4.0.1", r"\d+(\.\d+)+"),
    "nist_800_53_r5": ("nist-800-53-r5", r"[A-Z]{2}-\d+(\(\d+\))?"),
    "hipaa": ("hipaa-security-rule", r"164\.\d{3}(\([a-zA-Z0-9]+\))+"),
}
# Nothing was read, or by third parties alone.
UNCONFIRMED = re.compile(r"\?|not read|\bP only\b|\((P|P,T|[^()]*; T)\)$|^-|^AWS Config")
# Said of ids that are confirmed: for which control they hold, and that there are more.
REMARK = re.compile(r" \((\+\d+ more in N|[A-Z]\w*(\.\d+)?( only)?|EC2\.13, .*|encryption)\)$")
# No source prints a short title of its own.
WITHOUT_TITLE = {("hipaa-security-rule", "164.314(b)(2)(i)")}


def confirmed():
    """Give the pairs of framework and control that the checks confirm."""
    for check in CHECKS:
        for control in check["security_hub"]:
            letters = re.match(r"[A-Z]+", control["confirmed_by"])[0]
            if "A" in letters or "L" in letters:
                yield (
                    "aws-fsbp" if control["in_fsbp_list"] else "aws-security-hub",
                    control["id"],
                )
        for column, (framework, pattern) in COLUMNS.items():
            cell = str(check[column])
            if UNCONFIRMED.search(cell):
                continue
            for one in REMARK.sub("", cell).split(", "):
                assert re.fullmatch(pattern, one), f"{check['id']}, {column}: {one!r}"
                yield framework, one


@pytest.fixture(scope="module")
def frameworks():
    return read_frameworks(bundled().framework_files(FileReader()))


@pytest.fixture(scope="module")
def rules(catalogue):
    return [*read_rules(bundled().rule_files(FileReader()), catalogue), *installed_rules()]


def listed(frameworks):
    return {(framework.id, control) for framework in frameworks for control in framework.controls}


def test_every_confirmed_control_is_listed_and_no_other(frameworks):
    assert sorted(listed(frameworks)) == sorted(set(confirmed()))


def test_the_rules_claim_listed_controls_only(frameworks, rules):
    problems = Problems()
    check_claims(rules, frameworks, problems)
    assert problems.found() == ()


@pytest.mark.parametrize(
    ("framework", "control"),
    [
        ("aws-fsbp", "RDS.46"),
        ("aws-security-hub", "ELB.16"),  # confirmed by the vendor's page, not in its FSBP list
        ("cis-aws-3.0", "2.2.1"),  # "2.2.1 (EC2.7)"
        ("nist-800-53-r5", "SC-7(4)"),
        ("hipaa-security-rule", "164.314(b)(2)(i)"),  # "... (SNS)"
    ],
)
def test_a_remark_does_not_hide_what_is_confirmed(framework, control):
    assert (framework, control) in set(confirmed())


@pytest.mark.parametrize(
    ("framework", "control"),
    [
        ("aws-security-hub", "RDS.39"),  # a third party alone
        ("cis-aws-3.0", "5.2"),  # "5.2, 5.3 (P,T)"
        ("cis-aws-5.0", "1.15"),  # "1.15 (P)"
        ("cis-aws-5.0", "3.3"),  # "3.3 (Config; T)"
    ],
)
def test_what_third_parties_alone_say_is_not_confirmed(framework, control):
    assert (framework, control) not in set(confirmed())


def test_hipaa_is_marked_as_a_third_partys_mapping_and_the_others_are_not(frameworks):
    kinds = {framework.id: framework.mapping == THIRD_PARTY for framework in frameworks}
    assert kinds.pop("hipaa-security-rule") is True
    assert set(kinds.values()) == {False}


def test_every_framework_says_whose_mapping_it_is(frameworks):
    assert [framework.id for framework in frameworks if not framework.remark] == []


def test_every_control_has_a_title_where_a_source_prints_one(frameworks):
    lacking = {
        (framework.id, control.id)
        for framework in frameworks
        for control in framework.controls.values()
        if not control.title
    }
    # The requirements of PCI DSS are their publisher's; nobody prints short titles of them.
    assert {pair for pair in lacking if pair[0] != "pci-dss-4.0.1"} == WITHOUT_TITLE


def test_a_file_is_called_as_its_framework(frameworks):
    for framework in frameworks:
        assert framework.location.path.endswith(f"/frameworks/{framework.id}.yaml")
