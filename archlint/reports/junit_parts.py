"""The parts of JUnit's XML: suites of tests, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from archlint.text import escape_terminal, visible

_COUNTED = {
    "tests": "testcase",
    "failures": "testcase/failure",
    "errors": "testcase/error",
    "skipped": "testcase/skipped",
}


def document(suites: Sequence[Element]) -> Iterator[str]:
    """Give suites as pieces of XML, with the counts that readers of it want."""
    root = Element("testsuites", {"name": "archlint"})
    for suite in suites:
        tests = {kind: str(len(suite.findall(path))) for kind, path in _COUNTED.items()}
        suite.attrib.update(tests)
        root.append(suite)
    for kind in ("tests", "failures", "errors"):
        root.set(kind, str(sum(int(suite.get(kind, "0")) for suite in suites)))
    indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield tostring(root, encoding="unicode")
    yield "\n"


def empty_suite(name: str, properties: Mapping[str, str]) -> Element:
    """Make a suite without tests."""
    suite = Element("testsuite", {"name": visible(name)})
    listed = SubElement(suite, "properties")
    for key, value in properties.items():
        SubElement(listed, "property", {"name": key, "value": visible(value)})
    return suite


def add_test(suite: Element, class_name: str, name: str) -> Element:
    """Add a test to a suite; it has passed as long as nothing else is said of it."""
    names = {"classname": visible(class_name), "name": escape_terminal(name)}
    return SubElement(suite, "testcase", names)


def add_outcome(test: Element, tag: str, kind: str, message: str, lines: Sequence[str]) -> None:
    """Say of a test that it failed, had an error or was skipped, and why."""
    said = escape_terminal(message)
    outcome = SubElement(test, tag, {"type": kind, "message": said})
    outcome.text = "\n".join(escape_terminal(line) for line in (message, *lines))
