"""Time `archlint check` as a user starts it: whole processes, with every shipped rule.

    python benchmarks/run.py [--runs N] [--sizes 1000 10000 100000]

Prints a Markdown table: for the model of this repository and for generated ones the wall time, the
processor time and the peak memory of the process, beside what is aimed at.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generate import write_model
from measuring import Run, Series, measure
from topology import topology

from model import exposed

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000, 100_000)
CLINICEASE = "ClinicEase"
UNCHANGED = "ClinicEase, unchanged"


@dataclass(frozen=True, slots=True)
class Target:
    """What is aimed at: wall time in seconds and, if it is bounded, memory in MiB."""

    wall: float
    memory: float | None = None


TARGETS = {
    CLINICEASE: Target(0.35),
    UNCHANGED: Target(0.1),
    "10,000 nodes": Target(3),
    "100,000 nodes": Target(40, 1536),
}
RATIO = 12  # the time of 100,000 nodes to that of 10,000


class Checker:
    """Starts `archlint check` in processes of their own.

    Attributes:
        has_cache: Whether this version can answer an unchanged model from a cache.
    """

    def __init__(self, caches: Path) -> None:
        """Keep archlint's caches, and Python's compiled modules, in a folder of their own."""
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(caches / "python"),
            "XDG_CACHE_HOME": str(caches),
        }
        # Users have their modules compiled once; without this, every run would pay for it.
        self._environment.pop("PYTHONDONTWRITEBYTECODE", None)
        text = subprocess.run(
            [*self._command(), "--help"],
            cwd=ROOT,
            env=self._environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        self.has_cache = "--no-cache" in text

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "archlint", "check", *arguments]

    def run(self, model: Path, *, cached: bool = False) -> Run:
        """Check a model once, or stop the script if that fails."""
        options = ["--quiet", "--exit-zero"]
        if self.has_cache and not cached:
            options.append("--no-cache")
        run = measure(self._command(str(model), *options), ROOT, environment=self._environment)
        if run.status != 0:
            sys.exit(f"archlint check {model} ended with {run.status}")
        return run

    def series(self, model: Path, runs: int, *, cached: bool = False) -> Series:
        """Check a model several times, after one run that warms the file system's cache."""
        self.run(model, cached=cached)
        return Series(tuple(self.run(model, cached=cached) for _ in range(runs)))


def row(name: str, series: Series) -> str:
    """Return a line of the table."""
    target = TARGETS.get(name)
    aimed = verdict = ""
    if target is not None:
        met = series.median <= target.wall
        aimed = f"{target.wall:g} s"
        if target.memory is not None:
            aimed += f", {target.memory:.0f} MiB"
            met = met and series.memory <= target.memory
        verdict = "met" if met else "not met"
    return (
        f"| {name} | {series.median:.3f} s | {series.fastest:.3f} to {series.slowest:.3f} s "
        f"| {series.cpu:.3f} s | {series.memory:.0f} MiB | {aimed} | {verdict} |"
    )


def ratio_row(results: dict[str, Series]) -> str:
    """Return the line that tells how time grows, or nothing when a size was left out."""
    small, large = results.get("10,000 nodes"), results.get("100,000 nodes")
    if small is None or large is None:
        return ""
    ratio = large.median / small.median
    verdict = "met" if ratio <= RATIO else "not met"
    return f"| 100,000 to 10,000 nodes | {ratio:.1f} times | | | | {RATIO} times | {verdict} |"


def measure_all(checker: Checker, folder: Path, sizes: Sequence[int], runs: int) -> None:
    """Measure every model and print the table."""
    print("| model | wall, median | wall, range | processor | peak memory | target | |")
    print("|---|---|---|---|---|---|---|")
    results: dict[str, Series] = {}

    def add(name: str, model: Path, *, cached: bool = False) -> None:
        results[name] = checker.series(model, runs, cached=cached)
        print(row(name, results[name]), flush=True)

    add(CLINICEASE, ROOT / "model" / "architecture.yaml")
    if checker.has_cache:
        add(UNCHANGED, ROOT / "model" / "architecture.yaml", cached=True)
    for size in sizes:
        path = folder / f"{size}.yaml"
        write_model(topology(size), path)
        add(f"{size:,} nodes", path)
        if checker.has_cache:
            add(f"{size:,} nodes, unchanged", path, cached=True)
    path = folder / "exposed.yaml"
    path.write_text("".join(line + "\n" for line in exposed(10_000)), encoding="utf-8")
    add("10,000 nodes, half of them found", path)
    if growth := ratio_row(results):
        print(growth)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description="Time `archlint check`.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    arguments = parser.parse_args()
    print(f"{arguments.runs} runs each, Python {platform.python_version()}, {os.cpu_count()} cores")
    print()
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(Path(folder) / "caches")
        measure_all(checker, Path(folder), arguments.sizes, arguments.runs)


if __name__ == "__main__":
    main()
