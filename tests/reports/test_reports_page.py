"""The page on reports tells the severities that the formats write."""

import re
from pathlib import Path

import pytest

from archlint.finding import Severity
from archlint.reports import github, gitlab

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reports.md"
pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="pages stand in a checkout only")


def cells(first):
    [row] = re.findall(rf"^\| {first} \|.*$", PAGE.read_text(encoding="utf-8"), re.M)
    return [cell.strip(" `:") for cell in row.strip("|").split("|")]


@pytest.mark.parametrize("severity", Severity)
def test_a_severity_is_what_the_page_says(severity):
    _, sarif, junit, annotation, quality = cells(severity.value)
    assert sarif == severity.value
    assert junit == f"failure of type `{severity.value}"
    assert annotation == github._COMMANDS[severity]
    assert quality == gitlab._SEVERITIES[severity]
