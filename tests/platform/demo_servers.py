"""Starts the demo's two servers as processes, ends them together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import requests

from lti_app.settings import ROOT

START_S = 60
END_S = 15


class ServerEndedError(Exception):
    """A server has ended by itself; its log says why."""


class Servers:
    """Processes whose output goes to logs in one folder."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder, self._environment = folder, dict(environment)
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start a program of our environment; Ctrl-C of the terminal does not reach it."""
        program = Path(sys.executable).parent / command[0]
        with (self._folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                [str(program), *command[1:]],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def check(self) -> None:
        """Raise ServerEndedError when one of them is not running any more."""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise ServerEndedError(f"{name} has ended; see {self._folder / name}.log")

    def wait_until_healthy(self, url: str) -> None:
        """Wait until an address answers well; raises ServerEndedError."""
        until_s = time.monotonic() + START_S
        while time.monotonic() < until_s:
            self.check()
            try:
                if requests.get(url, timeout=2).ok:
                    return
            except (requests.ConnectionError, requests.Timeout):
                pass
            time.sleep(0.1)
        raise ServerEndedError(f"{url} does not answer; see the logs in {self._folder}")

    def end(self) -> None:
        """End all of them, by force those that do not."""
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            try:
                process.wait(timeout=END_S)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def free_port(wanted: int) -> int:
    """Return the wanted port of loopback, or another one when it is taken."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServerEndedError("no port is free")
