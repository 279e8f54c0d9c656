"""The registrations, as an operator sets them and the pages ask for them."""

from lti_app.domain.errors import UnknownPlatformError
from lti_app.domain.platform import Deployment, Platform
from lti_app.domain.visit import Visit
from lti_app.launch.protocols import PlatformStore


class Platforms:
    """Registers platforms by hand."""

    def __init__(self, store: PlatformStore) -> None:
        self._store = store

    def of_visit(self, visit: Visit) -> Platform:
        """Return the platform that a visit came from; raises UnknownPlatformError."""
        platform = self._store.get(visit.scope.institution_id, visit.platform_id)
        if platform is None:
            raise UnknownPlatformError(issuer=visit.platform_origin, client_id=None)
        return platform

    def origins(self) -> tuple[str, ...]:
        """Return the origins of every registered platform, each once."""
        return tuple(sorted({one.origin for one in self._store.all_across_institutions()}))

    def all(self) -> tuple[tuple[Platform, tuple[Deployment, ...]], ...]:
        """Return every registration with its deployments, by name."""
        known = self._store.all_across_institutions()
        return tuple((one, self._store.deployments(one)) for one in known)

    def add(
        self, institution: str, platform: Platform, deployment_ids: tuple[str, ...]
    ) -> Platform:
        """Return the registration; one of the same issuer and client id is replaced.

        platform: its id and institution_id are ignored. Raises ValueError when the issuer with
        the client id belongs to another institution.
        """
        stored = self._store.add_across_institutions(institution, platform)
        for deployment_id in deployment_ids:
            self._store.allow_deployment(stored, deployment_id)
        return stored

    def find(self, issuer: str, client_id: str) -> Platform:
        """Return one registration; raises UnknownPlatformError."""
        known = self._store.registered_across_institutions(issuer)
        for platform in known:
            if platform.client_id == client_id:
                return platform
        raise UnknownPlatformError(issuer=issuer, client_id=client_id)

    def remove(self, issuer: str, client_id: str) -> None:
        """Delete a registration with its courses, people and visits; raises as find does."""
        self._store.remove_across_institutions(self.find(issuer, client_id).id)

    def allow_deployment(self, issuer: str, client_id: str, deployment_id: str) -> Deployment:
        """Return the deployment, which may launch from now on; raises as find does."""
        return self._store.allow_deployment(self.find(issuer, client_id), deployment_id)
