"""The operator's verbs."""

import click
from flask import Flask
from flask.cli import AppGroup

from lti_app.jobs.cli import jobs_cli
from lti_app.web.launch.cli_keys import keys_cli
from lti_app.web.launch.cli_platforms import platforms_cli
from lti_app.web.services import services

database_cli = AppGroup("database", help="The tables of the product.")
model_cli = AppGroup("model", help="The embedded embedding model.")


def install(app: Flask) -> None:
    """Add the verbs to `flask`."""
    for group in (database_cli, model_cli, jobs_cli, keys_cli, platforms_cli):
        app.cli.add_command(group)


@database_cli.command("migrate")
def migrate() -> None:
    """Bring the tables to their newest form."""
    services().migrate()
    click.echo("The tables are up to date.")


@model_cli.command("prepare")
def prepare() -> None:
    """Make the embedded model ready in the data folder."""
    services().prepare_model(lambda done, total: click.echo(f"Model: step {done} of {total}"))
