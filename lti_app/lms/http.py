"""The HTTP client for the services of platforms."""

from typing import Any

import requests
from requests.adapters import HTTPAdapter

TIMEOUT_S = (3.05, 10.0)
# Some sites answer 403 to a client without a name.
USER_AGENT = "Passerelle (LTI 1.3 tool)"


class _TimedAdapter(HTTPAdapter):
    def send(self, request: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """Send with a time limit, which requests has none of by itself."""
        kwargs["timeout"] = kwargs.get("timeout") or TIMEOUT_S
        return super().send(request, *args, **kwargs)


def new_session() -> requests.Session:
    """Return a session that waits 3 s for a connection and 10 s for an answer."""
    session = requests.Session()
    session.headers["User-Agent"] = USER_AGENT
    session.mount("https://", _TimedAdapter())
    session.mount("http://", _TimedAdapter())
    return session
