"""Stand-ins for the programs that the scripts of a CI service call, and what they were asked."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

ARCHLINT = """\
import json, os, pathlib, sys

words, stub = sys.argv[1:], pathlib.Path(os.environ["STUB"])
with open(stub / "archlint.calls", "a") as calls:
    calls.write(json.dumps(words) + "\\n")
print(os.environ.get("STUB_PRINTS", "1 introduced"))
print(os.environ.get("STUB_ERRORS", ""), file=sys.stderr, end="")
if "--pictures" in words:
    if os.environ.get("STUB_DRAWS_NOT"):
        sys.exit(2)
    folder = pathlib.Path(words[words.index("--pictures") + 1])
    for side in ("before", "after", "diff"):
        (folder / f"architecture-{side}.svg").write_text("<svg/>")
if not os.environ.get("STUB_WRITES_NOT"):
    for option, value in zip(words, words[1:]):
        format, _, file = value.partition(":")
        if option == "--format" and file:
            known = stub / f"report.{format}"
            text = known.read_text() if known.exists() else format + "\\n"
            pathlib.Path(file).write_text(text)
sys.exit(0 if "--exit-zero" in words else int(os.environ.get("STUB_STATUS", "1")))
"""


@dataclass
class Stubs:
    """Programs in a folder that stands first in the path, and what they write down and answer."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, source: str) -> Path:
        """Make a program of Python source."""
        program = self.folder / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!{sys.executable} -I\n{source}", encoding="utf-8")
        program.chmod(0o755)
        return program

    def calls(self, name: str) -> list[Any]:
        """Return what a program was asked, in order."""
        file = self.folder / f"{name}.calls"
        if not file.exists():
            return []
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]

    def answer(self, name: str, value: object) -> None:
        """Lay down what a program answers."""
        text = value if isinstance(value, str) else json.dumps(value)
        (self.folder / name).write_text(text, encoding="utf-8")

    def path(self) -> str:
        """Return a search path with these programs in front of the machine's."""
        return os.pathsep.join([str(self.folder / "bin"), os.environ.get("PATH", os.defpath)])


@pytest.fixture
def stubs(tmp_path: Path) -> Stubs:
    """Stand-ins, `archlint` among them."""
    folder = tmp_path / "stubs"
    folder.mkdir()
    stubs = Stubs(folder)
    stubs.environment = {"STUB": str(folder), "PATH": stubs.path(), "HOME": str(tmp_path)}
    stubs.add("archlint", ARCHLINT)
    stubs.answer("report.markdown", "<!-- archlint review: model/architecture.yaml -->\n# Review\n")
    return stubs


@pytest.fixture
def tool() -> Callable[[str], str]:
    """Finds a program beside this Python or in the path; skips the test where it is missing."""

    def find(name: str) -> str:
        places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        found = shutil.which(name, path=places)
        if found is None:
            pytest.skip(f"{name} is not installed")
        return found

    return find
