"""A key that the tool signs with."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ToolKey:
    """An RSA key pair; it signs from active_at to retired_at."""

    kid: str
    private_pem: str
    created_at: datetime
    active_at: datetime
    retired_at: datetime | None = None

    def is_signing(self, at: datetime) -> bool:
        """Return whether the key signs at this moment."""
        return self.active_at <= at and (self.retired_at is None or at < self.retired_at)
