"""Time `archlint check` as a user starts it: whole processes, cold, with every shipped rule.

    python benchmarks/run.py [RUNS]

Prints, for the model of this repository and for generated ones, the median and the extremes of the
wall time, and the peak memory of the process.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import exposed, model

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000, 100_000)


def measure(path: Path) -> tuple[float, int]:
    """Run one check; return its wall time in seconds and its peak memory in kilobytes."""
    command = [sys.executable, "-m", "archlint", "check", str(path), "--quiet", "--exit-zero"]
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return elapsed, usage.ru_maxrss


def report(name: str, path: Path, runs: int) -> None:
    """Measure one model and print its line."""
    measure(path)  # warms the file system's cache and the compiled modules
    results = [measure(path) for _ in range(runs)]
    times = sorted(elapsed for elapsed, _ in results)
    memory = max(kilobytes for _, kilobytes in results) / 1024
    print(
        f"{name:>16}  {statistics.median(times):7.3f} s  "
        f"({times[0]:.3f} to {times[-1]:.3f})  {memory:7.0f} MB"
    )


def main() -> None:
    """Measure every model."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(f"archlint check, {runs} runs each, Python {sys.version.split()[0]}")
    report("ClinicEase", ROOT / "model" / "architecture.yaml", runs)
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / f"{size}.yaml"
            path.write_text("".join(line + "\n" for line in model(size)), encoding="utf-8")
            report(f"{size:,} nodes", path, runs)
        path = Path(folder) / "exposed.yaml"
        path.write_text("".join(line + "\n" for line in exposed(10_000)), encoding="utf-8")
        report("10,000 exposed", path, runs)


if __name__ == "__main__":
    main()
