"""Runs the whole product with the practice LMS around it: make demo."""

import os
import secrets
import signal
import sys
import time
from pathlib import Path

from lti_app.domain.document import DocumentStatus
from lti_app.domain.visit import Visit
from lti_app.settings import ROOT, read_settings
from lti_app.wiring import Services, build_services
from tests.platform.demo_course import hand_in, register_practice_lms
from tests.platform.demo_servers import ServerEndedError, Servers, free_port
from tests.platform.settings import PlatformSettings

SETTLED = (DocumentStatus.READY, DocumentStatus.FAILED)


def main() -> None:
    """Set up what is missing, start both servers, print one address, wait for Ctrl-C."""
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var" / "demo")
    folder.mkdir(parents=True, exist_ok=True)
    tool_port = free_port(int(os.environ.get("TOOL_PORT", "8000")))
    lms_port = free_port(int(os.environ.get("LMS_PORT", "8080")))
    tool_url, lms_url = f"http://127.0.0.1:{tool_port}", f"http://localhost:{lms_port}"
    environment = _environment(folder, tool_url)
    services = build_services(read_settings(environment))
    say("Preparing the database and the embedded model …")
    services.migrate()
    services.prepare_model(lambda done, total: say(f"  model: step {done} of {total}"))
    visit = register_practice_lms(services, PlatformSettings(lms_url, tool_url))
    say(f"Sample course: {hand_in(services, visit)} new documents")
    servers = Servers(folder, environment)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        servers.start("tool", ["gunicorn", "-c", "deploy/gunicorn.conf.py"])
        servers.start("lms", _lms(lms_port, tool_url, folder))
        servers.wait_until_healthy(f"{tool_url}/health")
        servers.wait_until_healthy(lms_url)
        _show_indexing(services, visit, servers)
        say(f"Answers come from: {services.answering.engine_label}")
        say(f"\n  Open {lms_url}/ in a browser. Ctrl-C ends everything.\n")
        while True:
            servers.check()
            time.sleep(1)
    except KeyboardInterrupt:
        say("\nEnding …")
    except ServerEndedError as err:
        sys.exit(str(err))
    finally:
        servers.end()


def say(line: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _environment(folder: Path, tool_url: str) -> dict[str, str]:
    secret = folder / "secret"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(32))
    return {
        **os.environ,
        "PUBLIC_URL": tool_url,
        "BIND": tool_url.removeprefix("http://"),
        "SECRET_KEY": secret.read_text(),
        "DATA_DIR": str(folder),
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "INFO"),
    }


def _lms(port: int, tool_url: str, folder: Path) -> list[str]:
    own = ["python", "-m", "tests.platform", "--port", str(port)]
    return [*own, "--tool-url", tool_url, "--data", str(folder / "lms")]


def _show_indexing(services: Services, visit: Visit, servers: Servers) -> None:
    """Say how far each document is until all are ready or failed."""
    said = ""
    while True:
        servers.check()
        documents = services.materials.documents(visit)
        moving = [document for document in documents if document.status not in SETTLED]
        if not moving:
            return
        at_work = next((document for document in moving if document.total), moving[0])
        line = f"  {at_work.title}: {at_work.status.value} {at_work.done}/{at_work.total}"
        if line != said:
            say(line)
            said = line
        time.sleep(0.3)


if __name__ == "__main__":
    main()
