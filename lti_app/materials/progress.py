"""Progress that is stored now and then, not at every page."""

import time
from collections.abc import Callable

INTERVAL_S = 0.5

Progress = Callable[[int, int], None]


def throttled(
    progress: Progress, interval_s: float = INTERVAL_S, clock: Callable[[], float] = time.monotonic
) -> Progress:
    """Return a progress that passes on the first, the last, between them one each interval."""
    last_s: float | None = None

    def pass_on(done: int, total: int) -> None:
        nonlocal last_s
        moment_s = clock()
        if last_s is None or done >= total or moment_s - last_s >= interval_s:
            last_s = moment_s
            progress(done, total)

    return pass_on
