"""The operator's verbs for the tool's keys."""

import click
from flask.cli import AppGroup

from lti_app.web.services import services

keys_cli = AppGroup("keys", help="The keys that the tool signs with.")


@keys_cli.command("list")
def list_keys() -> None:
    """Show the published keys."""
    signing = services().tool_keys.signing_key().kid
    for key in services().tool_keys.all():
        state = "signs" if key.kid == signing else "retired" if key.retired_at else "next"
        click.echo(f"{key.kid}  {state:<8} made {key.created_at:%Y-%m-%d}")


@keys_cli.command("rotate")
def rotate() -> None:
    """Let the next key sign; the one before stays published for 7 days."""
    key = services().tool_keys.rotate()
    click.echo(f"{key.kid} signs now.")
