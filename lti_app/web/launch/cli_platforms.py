"""The operator's verbs for learning platforms."""

import click
from flask.cli import AppGroup

from lti_app.domain.errors import UnknownPlatformError
from lti_app.domain.platform import Platform
from lti_app.launch.own_url import is_web_url
from lti_app.web.services import services

platforms_cli = AppGroup("platforms", help="The learning platforms that may open the tool.")


class WebUrl(click.ParamType[str]):
    """An address over http or https."""

    name = "url"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address as it came."""
        if not is_web_url(value):
            self.fail(f"{value!r} is no http or https address", param, ctx)
        return value


@platforms_cli.command("add")
@click.option("--institution", required=True, help="Name; made when it is new.")
@click.option("--name", required=True, help="What people call the platform.")
@click.option("--issuer", required=True, type=WebUrl(), help="Moodle: Platform ID.")
@click.option("--client-id", required=True, help="Moodle: Client ID.")
@click.option(
    "--authorization-url",
    required=True,
    type=WebUrl(),
    help="Moodle: Authentication request URL.",
)
@click.option("--token-url", required=True, type=WebUrl(), help="Moodle: Access token URL.")
@click.option("--jwks-url", required=True, type=WebUrl(), help="Moodle: Public keyset URL.")
@click.option("--audience", help="Audience for the token URL, where it is another.")
@click.option(
    "--deployment-id", multiple=True, help="Moodle: Deployment ID; may be given more than once."
)
def add(institution: str, deployment_id: tuple[str, ...], **facts: str | None) -> None:
    """Register a platform; again with the same issuer and client id, replace it."""
    draft = Platform(id="", institution_id="", **facts)  # type: ignore[arg-type]
    try:
        services().platforms.add(institution, draft, deployment_id)
    except ValueError as err:
        raise click.ClickException(str(err)) from err
    click.echo(f"{draft.name} may open the tool.")


@platforms_cli.command("list")
def list_platforms() -> None:
    """Show every platform with its deployments."""
    for platform, deployments in services().platforms.all():
        allowed = ", ".join(one.deployment_id for one in deployments) or "none"
        click.echo(f"{platform.name}  {platform.issuer}  {platform.client_id}")
        click.echo(f"  deployments: {allowed}")


@platforms_cli.command("remove")
@click.argument("issuer")
@click.argument("client_id")
@click.confirmation_option(prompt="Delete it with its courses, people and conversations?")
def remove(issuer: str, client_id: str) -> None:
    """Delete a platform with everything that came from it."""
    try:
        services().platforms.remove(issuer, client_id)
    except UnknownPlatformError as err:
        raise click.ClickException(f"not registered: {err}") from err
    click.echo("Deleted.")


@platforms_cli.command("allow-deployment")
@click.argument("issuer")
@click.argument("client_id")
@click.argument("deployment_id")
def allow_deployment(issuer: str, client_id: str, deployment_id: str) -> None:
    """Let one more deployment of a platform open the tool."""
    try:
        services().platforms.allow_deployment(issuer, client_id, deployment_id)
    except UnknownPlatformError as err:
        raise click.ClickException(f"not registered: {err}") from err
    click.echo("Allowed.")
