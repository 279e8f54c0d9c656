"""The operator's verbs for jobs."""

import signal
from types import FrameType

import click

from lti_app.web.services import services


@click.group("jobs")
def jobs_cli() -> None:
    """Work that runs later."""


@jobs_cli.command("work")
def work() -> None:
    """Run jobs until the process is asked to stop."""
    worker = services().worker

    def stop(_signal: int, _frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    click.echo("Waiting for jobs.")
    worker.run()
