"""Our own time before the model's first text, in a course of 20,000 chunks."""

import argparse
import asyncio
import multiprocessing
import os
import statistics

from benchmarks.http_stream import ask_and_listen
from benchmarks.large_course import fill
from benchmarks.processes import resident_mb
from benchmarks.stream_speed import QUESTIONS
from benchmarks.tool import RunningTool, running_tool
from lti_app.domain.visit import Visit
from lti_app.settings import read_settings
from lti_app.wiring import Services, build_services


def main() -> None:
    """Print the time from a question to its first text, when the model takes none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=200)
    given = parser.parse_args()

    def prepare(services: Services, teacher: Visit, environment: dict[str, str]) -> None:
        # A process of its own: an embedded index belongs to exactly one.
        context = multiprocessing.get_context("spawn")
        child = context.Process(target=_fill, args=(environment, teacher, given.chunks))
        child.start()
        child.join()

    fast = ("--tokens-per-s", "2000", "--tokens", "20")
    with running_tool(model_server=fast, prepare=prepare) as tool:
        asyncio.run(_ask(tool, 5))
        first_ms = sorted(asyncio.run(_ask(tool, given.questions)))
        p95 = first_ms[int(len(first_ms) * 0.95) - 1]
        print(f"{given.chunks} chunks, load {os.getloadavg()[0]:.1f}")
        print(f"question to first text: p50 {statistics.median(first_ms):.0f} ms, p95 {p95:.0f} ms")
        print(f"memory {resident_mb(tool.pid):.0f} MB")


def _fill(environment: dict[str, str], teacher: Visit, chunks: int) -> None:
    fill(build_services(read_settings(environment)), teacher.scope, chunks)


async def _ask(tool: RunningTool, count: int) -> list[float]:
    """Ask one question after another, each in a conversation of its own."""
    (token,) = tool.tokens(1)
    times = []
    for number in range(count):
        question = f"{QUESTIONS[number % len(QUESTIONS)]} ({number})"
        heard = await ask_and_listen(tool.url, token, question)
        if heard.first_text_s is not None:
            times.append(1000 * heard.first_text_s)
    return times


if __name__ == "__main__":
    main()
