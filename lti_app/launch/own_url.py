"""The test whether an address is one of the tool's own."""

from urllib.parse import SplitResult, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}


def is_own_url(url: str, public_url: str) -> bool:
    """Return whether a URL lies under the tool's public address."""
    try:
        asked, own = urlsplit(url), urlsplit(public_url)
        if _origin(asked) != _origin(own) or "@" in asked.netloc or "\\" in url:
            return False
    except ValueError:
        return False
    folder = own.path.rstrip("/")
    return asked.path == folder or asked.path.startswith(f"{folder}/")


def is_web_url(url: str) -> bool:
    """Return whether a URL names a host that a browser reaches over http or https."""
    try:
        parts = urlsplit(url)
        return parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or DEFAULT_PORTS.get(parts.scheme)
