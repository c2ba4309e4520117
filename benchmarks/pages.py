"""Pages of `budgetgraph serve`: time per page, and a mixed load of many clients.

usage: pages.py STORE [--clients 50] [--seconds 60]

Starts a server on the store, asks every kind of page that it has not shown yet (kept pages do not
help; a second page about one budget has its facts at hand), prints the median and the slowest, then
lets clients ask a mix for a while and counts what was not answered with 200. Fails where a page
takes over the goal or a client meets an error. The server's answer is measured beside the same
answer without any work: /health. Beside the time that a reader waits stands the time that the
server and its workers compute (Linux), which other work on the machine does not change much.
"""

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import httpx

GOAL_MILLISECONDS = 300
ROUNDS = 15
_FINE, _MISSING = 200, 404
QUESTIONS = ("spending-by-function", "revenue-by-source", "dependence-on-appropriation")
SPARQL = "SELECT ?p ?n WHERE { ?p a <https://w3id.org/budgetgraph/ns#Project> ; ?q ?n } LIMIT 50"


def main() -> int:
    parser = argparse.ArgumentParser(description="time of pages and load")
    parser.add_argument("store")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--port", type=int, default=8199)
    options = parser.parse_args()
    command = [sys.executable, "-m", "budgetgraph", "serve", "-s", options.store]
    command += ["--port", str(options.port), "--rate", "0"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{options.port}"
        names = _wait(address, server)
        slow = _measure_pages(address, names, server.pid)
        before = _computed(server.pid)
        errors = asyncio.run(_load(address, names, options.clients, options.seconds))
        print(f"  the server computed {(_computed(server.pid) - before) / 1000:.1f} s of this time")
    finally:
        server.terminate()
        server.wait(30)
    return 1 if slow or errors else 0


def _wait(address: str, server: subprocess.Popen[bytes]) -> list[str]:
    """Return the names of the disclosures once the server answers."""
    started = time.monotonic()
    while server.poll() is None:
        try:
            found = httpx.get(f"{address}/index.json", timeout=120).json()
        except httpx.TransportError:
            time.sleep(0.2)
            continue
        names = [row["disclosure"] for row in found["tables"]["budgets"]]
        print(f"{len(names)} disclosures, first page after {time.monotonic() - started:.1f} s")
        return names
    raise SystemExit("the server ended; is there a store?")


def _paths(names: list[str], index: int) -> dict[str, str]:
    """Return an address of every kind of page, another one for another index."""
    name, other = names[index % len(names)], names[(index * 7 + 3) % len(names)]
    base = "https://w3id.org/budgetgraph/id/doc/"
    return {
        "home": f"/?sort=carry-over&page=1&x={index}",
        "budget": f"/budgets/{quote(name)}",
        "budget, items": f"/budgets/{quote(name)}?level=3",
        "budget as Turtle": f"/budgets/{quote(name)}.ttl",
        "comparison of two": f"/compare?doc={quote(name)}&doc={quote(other)}",
        "project": f"/project?iri={quote(base + quote(name) + '/project/1')}",
        "thing": f"/data/id/doc/{quote(name)}/t1.html?x={index}",
        "code": f"/codes?iri=https://w3id.org/budgetgraph/code/cn/function/2024/2080501&x={index}",
        "search": f"/search?q={quote('就业')}&x={index}",
        "policies": f"/policies?x={index}",
        "quality": f"/quality?x={index}",
        "questions": f"/questions?x={index}",
        "query page": f"/editor?x={index}",
        **{name: f"/questions/{name}?x={index}&year={2020 + index % 5}" for name in QUESTIONS},
        "SPARQL": f"/sparql?query={quote(SPARQL)}",
        "nothing but the server": "/health",
    }


def _computed(pid: int) -> float:
    """Return the milliseconds that a process and its children have computed; 0 where unknown."""
    ticks = 0
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if pid in {int(place.parent.name), int(fields[1])}:  # itself, or its child
            ticks += int(fields[11]) + int(fields[12])
    return 1000 * ticks / os.sysconf("SC_CLK_TCK") if ticks else 0


def _measure_pages(address: str, names: list[str], pid: int) -> list[str]:
    """Print the time of each kind of page; return those over the goal."""
    times: dict[str, list[float]] = {}
    work: dict[str, float] = {}
    with httpx.Client(base_url=address, timeout=120) as client:
        for index in range(ROUNDS):
            for kind, path in _paths(names, index).items():
                before, started = _computed(pid), time.perf_counter()
                status = client.get(path).status_code
                took = (time.perf_counter() - started) * 1000
                if status == _FINE and index:  # the first round reads what is read once
                    times.setdefault(kind, []).append(took)
                    work[kind] = work.get(kind, 0) + _computed(pid) - before
                elif status not in {_FINE, _MISSING}:
                    print(f"  {status} {path}")
    slow = []
    for kind, found in times.items():
        middle, worst = statistics.median(found), max(found)
        mark = "" if middle <= GOAL_MILLISECONDS else f"  over {GOAL_MILLISECONDS} ms"
        slow += [kind] if mark else []
        print(
            f"  {kind:<28} median {middle:7.1f} ms   slowest {worst:7.1f} ms   "
            f"computed {work[kind] / len(found):6.1f} ms{mark}"
        )
    return slow


async def _load(address: str, names: list[str], clients: int, seconds: int) -> int:
    """Let clients ask a mix for a while; return how many answers were not 200."""
    end = time.monotonic() + seconds
    times: list[float] = []
    errors: dict[str, int] = {}

    async def one(seed: int, client: httpx.AsyncClient) -> None:
        rng = random.Random(seed)  # noqa: S311  no secret
        while time.monotonic() < end:
            paths = _paths(names, rng.randrange(10_000))
            path = paths[rng.choice([kind for kind in paths if kind not in {"project", "thing"}])]
            started = time.perf_counter()
            try:
                status = str((await client.get(path)).status_code)
            except httpx.TransportError as error:
                status = type(error).__name__
            times.append((time.perf_counter() - started) * 1000)
            if status != str(_FINE):
                errors[status] = errors.get(status, 0) + 1

    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
        await asyncio.gather(*(one(seed, client) for seed in range(clients)))
    times.sort()
    late = times[len(times) * 99 // 100]
    print(
        f"{clients} clients, {seconds} s: {len(times)} answers, {len(times) / seconds:.0f}/s, "
        f"median {statistics.median(times):.0f} ms, 99 % under {late:.0f} ms, "
        f"errors: {errors or 'none'}"
    )
    return sum(errors.values())


if __name__ == "__main__":
    sys.exit(main())
