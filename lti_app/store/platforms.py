"""The rows of platforms with their deployments."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from lti_app.domain.platform import Deployment, Platform
from lti_app.store.database import Database, new_id
from lti_app.store.tables import DeploymentRow, Institution, PlatformRow

LAUNCH_NOTED_EVERY = timedelta(hours=1)


class Platforms:
    """Platforms; before a launch is proven there is no institution to bind a query to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def registered_across_institutions(self, issuer: str) -> tuple[Platform, ...]:
        """Return every registration of an issuer."""
        with self._database.reading() as session:
            rows = session.scalars(select(PlatformRow).where(PlatformRow.issuer == issuer))
            return tuple(_to_platform(row) for row in rows)

    def all_across_institutions(self) -> tuple[Platform, ...]:
        """Return every registration, by name."""
        with self._database.reading() as session:
            rows = session.scalars(select(PlatformRow).order_by(PlatformRow.name))
            return tuple(_to_platform(row) for row in rows)

    def get(self, institution_id: str, platform_id: str) -> Platform | None:
        """Return a platform of an institution, or None."""
        with self._database.reading() as session:
            row = session.scalar(
                select(PlatformRow).where(
                    PlatformRow.institution_id == institution_id, PlatformRow.id == platform_id
                )
            )
            return _to_platform(row) if row else None

    def deployment(self, platform: Platform, deployment_id: str) -> Deployment | None:
        """Return the deployment that the platform calls by this id, or None."""
        with self._database.reading() as session:
            row = session.scalar(
                select(DeploymentRow).where(
                    DeploymentRow.institution_id == platform.institution_id,
                    DeploymentRow.platform_id == platform.id,
                    DeploymentRow.deployment_id == deployment_id,
                )
            )
            return _to_deployment(row) if row else None

    def deployments(self, platform: Platform) -> tuple[Deployment, ...]:
        """Return the deployments of a platform."""
        with self._database.reading() as session:
            rows = session.scalars(
                select(DeploymentRow)
                .where(
                    DeploymentRow.institution_id == platform.institution_id,
                    DeploymentRow.platform_id == platform.id,
                )
                .order_by(DeploymentRow.deployment_id)
            )
            return tuple(_to_deployment(row) for row in rows)

    def note_launch(self, deployment: Deployment, at: datetime) -> None:
        """Remember, to the hour, when the deployment was last used."""
        stale = at - LAUNCH_NOTED_EVERY
        with self._database.reading() as session:
            noted = session.scalar(
                select(DeploymentRow.last_launched_at).where(DeploymentRow.id == deployment.id)
            )
        if noted is not None and noted > stale:
            return
        with self._database.transaction() as session:
            session.execute(
                update(DeploymentRow)
                .where(DeploymentRow.id == deployment.id)
                .values(last_launched_at=at)
            )

    def add_across_institutions(self, institution: str, platform: Platform) -> Platform:
        """Return the platform as registered under an institution's name, made when it is new.

        A registration of the same issuer and client id is replaced and keeps its id.
        """
        with self._database.transaction() as session:
            owner = session.scalar(select(Institution).where(Institution.name == institution))
            if owner is None:
                owner = Institution(name=institution)
                session.add(owner)
                session.flush()
            known = session.scalar(
                select(PlatformRow).where(
                    PlatformRow.issuer == platform.issuer,
                    PlatformRow.client_id == platform.client_id,
                )
            )
            if known is not None and known.institution_id != owner.id:
                raise ValueError("this issuer and client id belong to another institution")
            stored = replace(platform, id=known.id if known else new_id(), institution_id=owner.id)
            session.merge(PlatformRow(**asdict(stored)))
            return stored

    def remove_across_institutions(self, platform_id: str) -> None:
        """Delete a platform with everything that hangs from it."""
        with self._database.transaction() as session:
            session.execute(delete(PlatformRow).where(PlatformRow.id == platform_id))

    def allow_deployment(self, platform: Platform, deployment_id: str) -> Deployment:
        """Return the deployment, made when it is new."""
        known = self.deployment(platform, deployment_id)
        if known:
            return known
        row = DeploymentRow(
            id=new_id(),
            institution_id=platform.institution_id,
            platform_id=platform.id,
            deployment_id=deployment_id,
        )
        with self._database.transaction() as session:
            session.add(row)
        return _to_deployment(row)

    def deployment_of(self, institution_id: str, deployment_row_id: str) -> Deployment | None:
        """Return a deployment by our id of it, or None."""
        with self._database.reading() as session:
            row = session.scalar(
                select(DeploymentRow).where(
                    DeploymentRow.institution_id == institution_id,
                    DeploymentRow.id == deployment_row_id,
                )
            )
            return _to_deployment(row) if row else None


def _to_platform(row: PlatformRow) -> Platform:
    return Platform(
        id=row.id,
        institution_id=row.institution_id,
        name=row.name,
        issuer=row.issuer,
        client_id=row.client_id,
        authorization_url=row.authorization_url,
        token_url=row.token_url,
        jwks_url=row.jwks_url,
        audience=row.audience,
    )


def _to_deployment(row: DeploymentRow) -> Deployment:
    return Deployment(row.id, row.institution_id, row.platform_id, row.deployment_id)
