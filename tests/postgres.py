"""A private PostgreSQL server for the tests, gone when they end."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_binaries() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest version's, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if folders:
        return folders[-1].parent
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def running_postgres(binaries: Path) -> Iterator[str]:
    """Start a server on a free loopback port; yield its SQLAlchemy URL."""
    folder = Path(tempfile.mkdtemp(prefix="passerelle-pg-"))
    _run_as_postgres(folder, [binaries / "initdb", "-D", folder / "data", "-A", "trust", "-N"])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off"
    control = [binaries / "pg_ctl", "-D", folder / "data", "-w"]
    _run_as_postgres(folder, [*control, "-o", options, "-l", folder / "log", "start"])
    try:
        user = "postgres" if os.geteuid() == 0 else os.environ["USER"]
        yield f"postgresql+psycopg://{user}@127.0.0.1:{port}/postgres"
    finally:
        _run_as_postgres(folder, [*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _run_as_postgres(folder: Path, command: list[object]) -> None:
    """Run a server program; it refuses to run as root, so root becomes the user postgres."""
    words = [str(part) for part in command]
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=60)
