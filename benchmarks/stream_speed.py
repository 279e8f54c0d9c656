"""200 students streaming at once from a fake Mistral API."""

import argparse
import asyncio
import os
import statistics
import time

from benchmarks.http_stream import Heard, ask_and_listen
from benchmarks.processes import cpu_s, resident_mb
from benchmarks.tool import GUNICORN, RunningTool, running_tool

QUESTIONS = (
    "Qu'est-ce qu'un filtre passe-bas ?",
    "Comment calculer l'impédance d'un condensateur ?",
    "Qu'est-ce que le théorème de Thévenin ?",
    "What is the Nyquist rate?",
    "Pourquoi l'amplificateur opérationnel sature-t-il ?",
)
SERVERS = {
    "gthread": GUNICORN,
    "gevent": (*GUNICORN, "--worker-class", "gevent"),
    "granian": ("granian", "--interface", "wsgi", "--factory", "lti_app.app:create_app"),
}


def main() -> None:
    """Print how many were served, how late the first text came, what it cost."""
    given = _parse()
    tokens = ["--tokens-per-s", "40", "--tokens", str(given.seconds * 40)]
    settings = {"MAX_STREAMS": str(given.students)}
    command = SERVERS[given.server]
    with running_tool(
        command=command, settings=settings, model_server=tokens, workers=given.workers
    ) as tool:
        asyncio.run(_listen(tool, 3, 0.2))  # loads the models, fills the pools
        before_s, began_s = cpu_s(tool.pid), time.perf_counter()
        heard = asyncio.run(_listen(tool, given.students, given.ramp_s))
        used_s = cpu_s(tool.pid) - before_s
        _report(given, heard, used_s, time.perf_counter() - began_s, resident_mb(tool.pid))


async def _listen(tool: RunningTool, students: int, ramp_s: float) -> list[Heard]:
    async def student(number: int, token: str) -> Heard:
        await asyncio.sleep(ramp_s * number / students)
        return await ask_and_listen(tool.url, token, QUESTIONS[number % len(QUESTIONS)])

    tokens = tool.tokens(students)
    return await asyncio.gather(*(student(n, token) for n, token in enumerate(tokens)))


def _report(
    given: argparse.Namespace, heard: list[Heard], used_s: float, whole_s: float, memory_mb: float
) -> None:
    served = [one for one in heard if one.ending in ("answered", "answered_without_source")]
    first_ms = sorted(1000 * one.first_text_s for one in served if one.first_text_s)
    tokens = len(served) * given.seconds * 40
    print(f"server {given.server}, {given.workers} workers, {whole_s:.0f} s")
    print(f"load {os.getloadavg()[0]:.1f}")
    print(f"served {len(served)} of {len(heard)}")
    if first_ms:
        p95 = first_ms[int(len(first_ms) * 0.95) - 1]
        print(
            f"added time to first text: p50 {statistics.median(first_ms):.0f} ms, p95 {p95:.0f} ms"
        )
        print(f"CPU a token: {1e6 * used_s / tokens:.0f} µs; memory {memory_mb:.0f} MB")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=16, help="length of each answer")
    parser.add_argument("--ramp-s", type=float, default=10.0, help="seconds over which they ask")
    parser.add_argument("--workers", type=int, default=1, help="web processes")
    parser.add_argument("--server", choices=SERVERS, default="gthread")
    return parser.parse_args()


if __name__ == "__main__":
    main()
