"""Seconds until the web process answers, memory with the embedded models loaded."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

import requests

from benchmarks.processes import resident_mb
from benchmarks.tool import GUNICORN, MODELS
from lti_app.settings import ROOT, read_settings
from lti_app.wiring import build_services
from tests.platform.demo_servers import free_port

STARTS = 5
LOADED_S = 6


def main() -> None:
    """Print the median of some starts, then the memory of the last."""
    folder = Path(tempfile.mkdtemp(prefix="passerelle-start-"))
    MODELS.mkdir(parents=True, exist_ok=True)
    (folder / "models").symlink_to(MODELS)
    port = free_port(0)
    environment = {
        **os.environ,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "BIND": f"127.0.0.1:{port}",
        "SECRET_KEY": uuid4().hex,
        "DATA_DIR": str(folder),
        "LOG_LEVEL": "WARNING",
    }
    services = build_services(read_settings(environment))
    services.migrate()
    services.prepare_model(lambda done, total: None)
    times = []
    for number in range(STARTS):
        began_s = time.perf_counter()
        program = str(Path(sys.executable).parent / GUNICORN[0])
        process = subprocess.Popen([program, *GUNICORN[1:]], cwd=ROOT, env=environment)
        _wait_for(f"{environment['PUBLIC_URL']}/health")
        times.append(time.perf_counter() - began_s)
        if number == STARTS - 1:
            time.sleep(LOADED_S)
            print(f"memory with the models loaded: {resident_mb(process.pid):.0f} MB")
        process.terminate()
        process.wait(timeout=30)
    print(f"start to first answer of /health: median {sorted(times)[STARTS // 2]:.1f} s")
    print(f"load {os.getloadavg()[0]:.1f}")
    shutil.rmtree(folder)


def _wait_for(url: str) -> None:
    while True:
        try:
            requests.get(url, timeout=5).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.02)
            continue
        return


if __name__ == "__main__":
    main()
