"""Visits: opened at a launch, resumed by their token until they end."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from lti_app.domain.errors import VisitExpiredError
from lti_app.domain.visit import Visit
from lti_app.launch.browser_proof import digest, new_word
from lti_app.launch.clock import Clock, utc_now
from lti_app.launch.housekeeping import Sweeper
from lti_app.launch.protocols import VisitStore

LONGEST = timedelta(hours=12)
# The end slides in steps, so that not every request writes.
STEP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Span:
    minutes: timedelta

    def end(self, started_at: datetime, now: datetime) -> datetime:
        return min(now + self.minutes, started_at + LONGEST)


class Visits:
    """Opens visits; only the digest of a token is kept."""

    def __init__(self, store: VisitStore, *, visit_minutes: int, clock: Clock = utc_now) -> None:
        self._store, self._clock = store, clock
        self._span = _Span(timedelta(minutes=visit_minutes))
        self._sweeper = Sweeper(store.forget_expired)

    def open(self, draft: Visit) -> tuple[Visit, str]:
        """Return a new visit with its token; id and expires_at of the draft are replaced."""
        now, token = self._clock(), new_word()
        self._sweeper.sweep(now)
        visit = replace(draft, id=uuid4().hex, expires_at=self._span.end(now, now))
        self._store.add(visit, token_digest=digest(token), started_at=now)
        return visit, token

    def resume(self, token: str) -> Visit:
        """Return the visit of a token, its end moved on; raises VisitExpiredError.

        The end never lies more than 12 hours after the launch.
        """
        found, now = self._store.by_token(digest(token)), self._clock()
        if found is None or found[0].expires_at <= now:
            raise VisitExpiredError("no such visit, or ended")
        visit, started_at = found
        end = self._span.end(started_at, now)
        if end - visit.expires_at < STEP:
            return visit
        visit = replace(visit, expires_at=end)
        self._store.extend(visit)
        return visit

    def set_locale(self, visit: Visit, locale: str) -> Visit:
        """Return the visit in another language."""
        visit = replace(visit, locale=locale)
        self._store.store_facts(visit)
        return visit
