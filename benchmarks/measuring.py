"""Run a program as a user starts it, and measure the process."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One process, from start to end.

    Attributes:
        wall: How long it took, in seconds.
        cpu: The processor time of it and of the processes that it waited for, in seconds.
        memory: The peak of its memory in MiB; of several processes, that of the largest.
        status: Its exit status; negative when it was ended at the limit.
        output: What it wrote to its standard output.
    """

    wall: float
    cpu: float
    memory: float
    status: int
    output: str


def measure(
    command: Sequence[str],
    folder: Path,
    *,
    environment: Mapping[str, str] | None = None,
    limit: float | None = None,
) -> Run:
    """Run a command and measure it.

    Args:
        command: The program and its arguments.
        folder: Where it runs.
        environment: Its environment variables, if not those of this process.
        limit: When to end it, in seconds.
    """
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            list(command),
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            start_new_session=True,
        )
        watch = threading.Timer(limit, os.killpg, (process.pid, 9)) if limit else None
        if watch:
            watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        if watch:
            watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        return Run(
            wall=wall,
            cpu=usage.ru_utime + usage.ru_stime,
            memory=usage.ru_maxrss / 1024,
            status=process.returncode,
            output=output.read().decode("utf-8", "replace"),
        )


@dataclass(frozen=True, slots=True)
class Series:
    """The same command several times.

    Attributes:
        runs: At least one.
    """

    runs: tuple[Run, ...]

    @property
    def median(self) -> float:
        """The median of the wall times, in seconds."""
        return statistics.median(run.wall for run in self.runs)

    @property
    def fastest(self) -> float:
        """The least wall time, in seconds."""
        return min(run.wall for run in self.runs)

    @property
    def slowest(self) -> float:
        """The greatest wall time, in seconds."""
        return max(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        """The median of the processor times, in seconds."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def memory(self) -> float:
        """The greatest peak of memory, in MiB."""
        return max(run.memory for run in self.runs)
