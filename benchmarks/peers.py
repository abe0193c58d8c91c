"""Time archlint beside `checkov` and `cfn-lint` on the same topology, in one run.

    python benchmarks/peers.py [--sizes 500 1000 10000] [--limit 300] [--environments FOLDER]

Each tool is installed into a virtual environment of its own (from PyPI; archlint from this
checkout), so that none decides what another gets. `--environments` keeps them for the next run.
Prints a Markdown table. The tools do not do the same work: docs/benchmarks.md says what each does.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generate import write_model, write_templates
from measuring import Run, Series, measure
from topology import topology

ROOT = Path(__file__).resolve().parent.parent
SIZES = (500, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool and how it is started.

    Attributes:
        name: Its package.
        version: The version to install; empty for archlint, which is installed from the checkout.
        arguments: What it is given, with `{model}`, `{templates}` and `{files}`.
        statuses: The exit statuses that mean that it has judged.
        findings: Counts its findings in what it wrote.
    """

    name: str
    version: str
    arguments: tuple[str, ...]
    statuses: frozenset[int]
    findings: Callable[[str], int]


def _archlint_findings(output: str) -> int:
    return int(json.loads(output)["summary"]["violated"])


def _checkov_findings(output: str) -> int:
    return int(json.loads(output)["summary"]["failed"])


def _cfn_lint_findings(output: str) -> int:
    return len(json.loads(output or "[]"))


TOOLS = (
    Tool(
        "archlint",
        "",
        ("check", "{model}", "--format", "json"),
        frozenset({0, 1}),
        _archlint_findings,
    ),
    Tool(
        "checkov",
        "3.3.30",
        (
            *("--directory", "{templates}", "--framework", "cloudformation"),
            *("--quiet", "--compact", "--skip-download", "--output", "json"),
        ),
        frozenset({0, 1}),
        _checkov_findings,
    ),
    Tool(
        "cfn-lint",
        "1.58.0",
        ("--format", "json", "{files}"),
        frozenset({0, 2, 4, 6, 8, 10, 12, 14}),  # sums of: 2 errors, 4 warnings, 8 informational
        _cfn_lint_findings,
    ),
)


def install(tool: Tool, folder: Path) -> Path:
    """Install a tool into an environment of its own, if it is not there, and return its program."""
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    program = scripts / tool.name
    stamp = folder / "installed.txt"
    wanted = tool.version
    if wanted and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return program
    if not scripts.is_dir():
        print(f"making an environment for {tool.name} ...", file=sys.stderr)
        venv.create(folder, with_pip=True)
    what = f"{tool.name}=={wanted}" if wanted else str(ROOT)
    pip = [str(scripts / "python"), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    subprocess.run([*pip, what], check=True, stdout=sys.stderr)
    # So that the first run does not pay for compiling, and the others not.
    compiling = [str(scripts / "python"), "-m", "compileall", "-q", str(folder / "lib")]
    subprocess.run(compiling, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stamp.write_text(wanted, encoding="utf-8")
    return program


def version_of(tool: Tool) -> str:
    """Return the version that is measured."""
    if tool.version:
        return tool.version
    namespace: dict[str, str] = {}
    text = (ROOT / "archlint" / "__init__.py").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("__version__"))
    exec(line, namespace)  # noqa: S102 - the checkout's own line, read without importing
    return namespace["__version__"]


def command(tool: Tool, program: Path, folder: Path, *, no_cache: bool) -> list[str]:
    """Return how a tool is started on the topology in a folder."""
    files = sorted(str(file) for file in (folder / "templates").iterdir())
    words = [str(program)]
    for argument in tool.arguments:
        if argument == "{files}":
            words += files
        else:
            words.append(
                argument.format(model=folder / "model.yaml", templates=folder / "templates")
            )
    return [*words, "--no-cache"] if no_cache else words


def has_no_cache(tool: Tool, program: Path) -> bool:
    """Tell whether a tool is archlint with a cache that must be left out of a cold run."""
    if tool.name != "archlint":
        return False
    asked = [str(program), "check", "--help"]
    return "--no-cache" in subprocess.run(asked, check=True, capture_output=True, text=True).stdout


def judge(tool: Tool, words: Sequence[str], folder: Path, limit: float) -> Run | None:
    """Run a tool; `None` when it has not finished within the limit."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    run = measure(words, folder, environment=environment, limit=limit)
    if run.status < 0:
        return None
    if run.status not in tool.statuses:
        sys.exit(f"{' '.join(words[:4])} ... ended with {run.status}:\n{run.output[:2000]}")
    return run


def row(tool: Tool, nodes: int, resources: int, runs: Sequence[Run | None], limit: float) -> str:
    """Return a line of the table."""
    size = f"{nodes:,} nodes" if tool.name == "archlint" else f"{resources:,} resources"
    done = [run for run in runs if run is not None]
    head = f"| {tool.name} | {version_of(tool)} | {size} "
    if len(done) < len(runs):
        return f"{head}| not finished within {limit:g} s | | | |"
    series = Series(tuple(done))
    return (
        f"{head}| {series.median:.2f} s | {series.cpu:.2f} s | {series.memory:.0f} MiB "
        f"| {tool.findings(done[0].output):,} |"
    )


def compare(programs: dict[str, Path], sizes: Sequence[int], runs: int, limit: float) -> None:
    """Run every tool on every size and print the table."""
    print("| tool | version | judged | wall, median | processor | peak memory | findings |")
    print("|---|---|---|---|---|---|---|")
    without_cache = {tool.name: has_no_cache(tool, programs[tool.name]) for tool in TOOLS}
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            system = topology(size)
            write_model(system, folder / "model.yaml")
            resources = write_templates(system, folder / "templates")
            for tool in TOOLS:
                words = command(
                    tool, programs[tool.name], folder, no_cache=without_cache[tool.name]
                )
                results = [judge(tool, words, folder, limit)]
                while results[-1] is not None and len(results) < runs:
                    results.append(judge(tool, words, folder, limit))
                print(row(tool, system.nodes, resources, results, limit), flush=True)


def main() -> None:
    """Install what is missing and compare."""
    parser = argparse.ArgumentParser(description="Time archlint beside checkov and cfn-lint.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=300, help="seconds for one run")
    parser.add_argument("--environments", type=Path, help="keep the environments in this folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.environments or Path(temporary)).resolve()
        programs = {tool.name: install(tool, folder / tool.name) for tool in TOOLS}
        print(
            f"{arguments.runs} runs each, Python {platform.python_version()}, "
            f"{os.cpu_count()} cores\n"
        )
        compare(programs, arguments.sizes, arguments.runs, arguments.limit)


if __name__ == "__main__":
    main()
