"""Starts the practice LMS: python -m tests.platform --port 8081 --tool-url http://127.0.0.1:8080."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from tests.platform.server import NAME, running_platform
from tests.platform.settings import COURSE_FOLDER, PlatformSettings
from tests.platform.view import STORAGE_WORDS


def main() -> None:
    """Run until SIGINT or SIGTERM."""
    options = _parse()
    settings = PlatformSettings(
        issuer=f"http://{NAME}:{options.port}",
        tool_url=options.tool_url,
        client_id=options.client_id,
        deployment_id=options.deployment_id,
        storage=STORAGE_WORDS[options.storage],
        data_folder=options.data,
        files_folder=options.files,
    )
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with running_platform(options.tool_url, settings=settings, port=options.port) as running:
        sys.stdout.write(f"{running.url}/\n")
        sys.stdout.flush()
        stop.wait()


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.platform", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free port")
    parser.add_argument("--tool-url", required=True, help="origin of the tool")
    parser.add_argument("--data", type=Path, help="folder that keeps key and activities")
    parser.add_argument("--files", type=Path, default=COURSE_FOLDER, help="course documents")
    parser.add_argument("--client-id", default="passerelle-practice")
    parser.add_argument("--deployment-id", default="1")
    parser.add_argument("--storage", choices=STORAGE_WORDS, default="off")
    return parser.parse_args()


if __name__ == "__main__":
    main()
