"""Time `archlint review` as a user starts it: two revisions, every shipped rule, whole processes.

    python benchmarks/review.py [--runs N] [--sizes 1000 10000]

Makes a repository whose base is the generated topology. Its head moves the first database to a
public subnet, lets the internet connect to it, and adds a comment at the top, so that every line
moves.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import write_model
from measuring import Series, measure
from topology import topology

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000)
TARGETS = {10_000: 8.0}
_DATABASE = re.compile(
    r"^  (?P<id>[\w-]+):\n    type: aws\.rds\n(?:    .*\n)*?    in: (?P<place>.+)\n", re.M
)


def changed(text: str) -> str:
    """Return the model of the head.

    Raises:
        ValueError: If the model has no database in a place of its own.
    """
    found = _DATABASE.search(text)
    public = re.search(r"^ *(?P<id>[\w-]+): \{type: aws\.subnet, access: public", text, re.M)
    if found is None or public is None:
        raise ValueError("the generated model has no database, or no public subnet")
    moved = text[: found.start("place")] + public["id"] + text[found.end("place") :]
    added = f"connections:\n  - {{from: internet, to: {found['id']}, id: straight}}\n"
    return "# A comment, so that every line moves.\n" + moved.replace("connections:\n", added, 1)


def commit(folder: Path, message: str) -> None:
    """Commit everything in a folder."""
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for words in (("add", "--all"), (*identity, "commit", "--quiet", "--message", message)):
        subprocess.run(["git", *words], cwd=folder, check=True)


def repository(size: int, folder: Path) -> None:
    """Make the repository of a size."""
    model = folder / "model" / "architecture.yaml"
    model.parent.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "main"], cwd=folder, check=True)
    write_model(topology(size), model)
    commit(folder, "The base")
    model.write_text(changed(model.read_text(encoding="utf-8")), encoding="utf-8")
    commit(folder, "The head")


def main() -> None:
    """Time what the command line asks for, and print a Markdown table."""
    parser = argparse.ArgumentParser(description="Time archlint review.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    asked = parser.parse_args()
    print("| nodes on each side | wall, median | wall, range | processor | peak memory | target |")
    print("|---|---|---|---|---|---|")
    for size in asked.sizes:
        with tempfile.TemporaryDirectory() as place:
            folder, caches = Path(place, "repository"), Path(place, "caches")
            folder.mkdir()
            repository(size, folder)
            environment = os.environ | {
                "PYTHONPATH": str(ROOT),
                "PYTHONPYCACHEPREFIX": str(caches),
                "XDG_CACHE_HOME": str(caches),
            }
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            command = [sys.executable, "-m", "archlint", "review", "--base", "HEAD~1"]
            runs = [
                measure(command, folder, environment=environment) for _ in range(asked.runs + 1)
            ]
        failed = [run for run in runs if run.status != 1]
        if failed:
            sys.exit(f"review ended with {failed[0].status}: {failed[0].output[-500:]}")
        series = Series(tuple(runs[1:]))
        target = f"{TARGETS[size]:g} s" if size in TARGETS else ""
        print(
            f"| {size:,} | {series.median:.3f} s | {series.fastest:.3f} to {series.slowest:.3f} s "
            f"| {series.cpu:.3f} s | {series.memory:.0f} MiB | {target} |"
        )


if __name__ == "__main__":
    main()
