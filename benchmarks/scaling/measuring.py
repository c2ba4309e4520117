"""Commands with their cost, made-up inputs, and rows of a table."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent.parent
BUDGETGRAPH = [sys.executable, "-m", "budgetgraph"]
PAGE_KB = os.sysconf("SC_PAGE_SIZE") / 1024


@dataclass
class Cost:
    """What a command took: wall and processor seconds, and the most memory at once in MB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Inputs:
    """Which disclosures are made up: the seed, and how many projects each has, e.g. `20-60`."""

    seed: int
    projects: str

    def write(self, folder: Path, count: int) -> Path:
        """Return the folder with so many disclosures, a fifth of them with faults.

        Those that are there stay: a number gives the same disclosure whatever the count.
        """
        out = folder / "in"
        there = len(list(out.glob("*.txt")))
        if there > count:
            raise ValueError(f"{out} holds {there} disclosures already")
        command = [sys.executable, HERE / "generate.py", "--out", out, "--seed", str(self.seed)]
        command += ["--start", str(there), "--count", str(count - there)]
        command += ["--projects", self.projects, "--faults", "0.2", "--no-truth"]
        subprocess.run(command, check=True)
        return out


def run(command: list[object], check: bool = True) -> Cost:
    """Run a command; return what it and its children took."""
    start, before = time.monotonic(), os.times()
    with subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        peak = [0.0]
        watcher = threading.Thread(target=_watch, args=(process, peak), daemon=True)
        watcher.start()
        _, words = process.communicate()
    watcher.join()
    after = os.times()
    if check and process.returncode not in {0, 1}:
        raise SystemExit(f"{command}: {words.decode()[-2000:]}")
    cpu = after.children_user + after.children_system
    return Cost(
        time.monotonic() - start, cpu - before.children_user - before.children_system, peak[0]
    )


def _watch(process: "subprocess.Popen[bytes]", peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], memory_of(process.pid))
        time.sleep(0.2)


def memory_of(pid: int) -> float:
    """Return the resident memory of a process and its descendants in MB."""
    total = 0.0
    try:
        total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_KB / 1024
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                total += memory_of(int(child))
    except (OSError, IndexError):
        pass  # it has ended
    return total


def times_of(pid: int) -> tuple[float, float]:
    """Return the seconds that the busiest thread of a process ran, and waited for a core."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        ran, waited, _ = (task / "schedstat").read_text().split()
        found.append((int(ran) / 1e9, int(waited) / 1e9))
    return max(found)


def size_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def head(*columns: str) -> None:
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}", flush=True)


def row(*values: object) -> None:
    shown = (f"{value:,.2f}" if isinstance(value, float) else str(value) for value in values)
    print(f"| {' | '.join(shown)} |", flush=True)


def peak_mb() -> float:
    """Return the most memory that this process has held, in MB."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
