"""Tell where the time of `archlint check` goes.

    python benchmarks/phases.py 10000              # a generated model of so many nodes
    python benchmarks/phases.py model/architecture.yaml
    python benchmarks/phases.py 10000 --functions  # the functions that take the most

Everything runs in this process, once, with archlint's own functions; the clock stands around them.
(It is not called profile.py because that would hide a module of Python's own.)
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SHOWN_RULES = 10
SHOWN_FUNCTIONS = 30


class Clock:
    """Adds up the time of named phases.

    Attributes:
        phases: Seconds by phase, in the order in which they began.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.phases: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time what is done inside."""
        self.phases.setdefault(name, 0.0)
        begin = time.perf_counter()
        try:
            yield
        finally:
            self.phases[name] += time.perf_counter() - begin


def time_phases(model: Path, clock: Clock, rules: Clock) -> None:
    """Run the steps of `archlint check`, each as a phase."""
    with clock.phase("import"):
        from archlint.architecture.catalogue_reader import read_catalogue
        from archlint.architecture.collector import collector_held
        from archlint.architecture.documents import read_document
        from archlint.architecture.reader import build_models
        from archlint.commands import check as _command  # what the command imports besides
        from archlint.edge.bundled import bundled
        from archlint.edge.files import FileReader, shown
        from archlint.edge.plugins import installed_rules
        from archlint.graph import ArchitectureGraph
        from archlint.reports.text import TextOptions, reports_as_text
        from archlint.ruleset import check, engine, read_rules
        from archlint.source import Problems
    assert _command  # noqa: S101 - only imported
    files, data = FileReader(), bundled()
    with collector_held():
        with clock.phase("read files"):
            type_files, index = data.type_files(files), data.icon_index(files)
            rule_files = data.rule_files(files)
            text = files.read(model)
        with clock.phase("catalogue"):
            catalogue = read_catalogue([], index, shipped=type_files)
        with clock.phase("rules"):
            loaded = [*read_rules(rule_files, catalogue), *installed_rules()]
        with clock.phase("model: text to tree"):
            document = read_document(text, shown(model), Problems())
        with clock.phase("model: tree to values"):
            values = build_models([document], catalogue, Problems()).base
        del document
        with clock.phase("graph"):
            graph = ArchitectureGraph(values)
        engine._judge = timed(engine._judge, rules)
        with clock.phase("judge"):
            report = check(graph, loaded)
        with clock.phase("report"):
            from archlint.reports.style import Style

            for _ in reports_as_text([report], files.texts, TextOptions(Style(), 100)):
                pass


class TimedJudge:
    """A rule's judge, with the clock around each of its steps."""

    def __init__(self, judge: Any, name: str, rules: Clock) -> None:
        """Keep the judge, the rule's id and the clock."""
        self.finding = judge.finding
        self._judge = judge
        self._name = name
        self._rules = rules

    def judgements(self) -> Iterator[Any]:
        """Give the judgements of the rule."""
        with self._rules.phase(self._name):
            steps = iter(self._judge.judgements())
        while True:
            with self._rules.phase(self._name):
                judgement = next(steps, None)
            if judgement is None:
                return
            yield judgement


def timed(make: Callable[..., Any], rules: Clock) -> Callable[..., TimedJudge]:
    """Return the function that makes the judge of a rule, so that the judge is timed."""
    return lambda rule, *rest: TimedJudge(make(rule, *rest), rule.id, rules)


def print_table(heading: str, phases: dict[str, float], total: float) -> None:
    """Print seconds and shares as a Markdown table."""
    print(f"\n| {heading} | seconds | share |\n|---|---|---|")
    for name, seconds in phases.items():
        print(f"| {name} | {seconds:.4f} | {seconds / total:.0%} |")


def print_phases(model: Path) -> None:
    """Print the phases of one check, and the rules that took the longest."""
    clock, rules = Clock(), Clock()
    time_phases(model, clock, rules)
    total = sum(clock.phases.values())
    print(f"{total:.3f} s, of {len(rules.phases)} rules")
    print_table("phase", clock.phases, total)
    slowest = sorted(rules.phases.items(), key=lambda item: -item[1])[:SHOWN_RULES]
    print_table("rule (a fact is counted where it is first asked for)", dict(slowest), total)


def print_functions(model: Path) -> None:
    """Print the functions that take the most time by themselves."""
    import cProfile
    import pstats

    from archlint.cli import main as archlint

    profile = cProfile.Profile()
    with Path(os.devnull).open("w") as nowhere:
        out, sys.stdout = sys.stdout, nowhere
        try:
            profile.runcall(archlint, ["check", str(model), "--exit-zero"])
        finally:
            sys.stdout = out
    pstats.Stats(profile).sort_stats("tottime").print_stats(SHOWN_FUNCTIONS)


def main() -> None:
    """Profile what the command line asks for."""
    parser = argparse.ArgumentParser(description="Tell where the time of `archlint check` goes.")
    parser.add_argument("model", help="a number of nodes, or the path of a model")
    parser.add_argument("--functions", action="store_true", help="by function, not by phase")
    arguments = parser.parse_args()
    show = print_functions if arguments.functions else print_phases
    if not arguments.model.isdigit():
        show(Path(arguments.model))
        return
    from generate import write_model
    from topology import topology

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.yaml"
        write_model(topology(int(arguments.model)), path)
        show(path)


if __name__ == "__main__":
    main()
