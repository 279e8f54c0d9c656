"""A visitor without a screen: what the page's script would send and read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import requests
from bs4 import BeautifulSoup

from tests.platform.browsing import Form, HttpBrowser, Reply

TIMEOUT_S = 20


@dataclass(frozen=True)
class Student:
    """One visit."""

    url: str
    browser: HttpBrowser
    page: BeautifulSoup
    token: str

    @classmethod
    def arrive(cls, url: str, browser: HttpBrowser, reply: Reply) -> "Student":
        """Follow the redirect of a launch to the page, as a browser would."""
        assert reply.status == 303, reply.text
        return cls.open(url, browser, reply.location)

    @classmethod
    def open(cls, url: str, browser: HttpBrowser, address: str) -> "Student":
        """Open a page with the cookie of the visit."""
        reply = browser.send(Form(address, "get", {}))
        assert reply.status == 200, reply.text
        page = BeautifulSoup(reply.text, "html.parser")
        meta = page.find("meta", {"name": "visit-token"})
        assert meta is not None
        return cls(url, browser, page, str(meta["content"]))

    def again(self, conversation_id: str) -> "Student":
        """Load the page of a conversation again."""
        chat = self.page.find(id="chat")
        assert chat is not None
        address = urljoin(self.url, str(chat["data-url"]))
        return Student.open(self.url, self.browser, f"{address}&conversation={conversation_id}")

    def send(self, method: str, path: str, body: Any = None, token: str | None = None):
        """Send what a script of the page would."""
        headers = {"Authorization": f"Bearer {token or self.token}"}
        return requests.request(
            method, urljoin(self.url, path), json=body, headers=headers, timeout=TIMEOUT_S
        )

    def ask(self, text: str, conversation_id: str | None = None) -> dict[str, str]:
        """Ask a question; return its ids."""
        reply = self.send("POST", "/questions", {"text": text, "conversation_id": conversation_id})
        assert reply.status_code == 201, reply.text
        return dict(reply.json())

    def listen(self, answer_id: str) -> list[tuple[str, Any]]:
        """Read the answer's events to their end."""
        return list(self.events(answer_id))

    def events(self, answer_id: str) -> Iterator[tuple[str, Any]]:
        """Yield name and data of each event."""
        with requests.get(
            f"{self.url}/answers/{answer_id}/events",
            headers={"Authorization": f"Bearer {self.token}"},
            stream=True,
            timeout=TIMEOUT_S,
        ) as reply:
            assert reply.status_code == 200, reply.text
            name = ""
            for line in reply.iter_lines(decode_unicode=True):
                if line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: "):
                    yield name, json.loads(line[6:])
