"""A browser without a screen: pages, redirects, forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Literal, Protocol
from urllib.parse import parse_qsl, urljoin, urlsplit

import requests
from bs4 import BeautifulSoup
from flask import Flask
from requests.cookies import get_cookie_header

TIMEOUT_S = 10.0
Method = Literal["get", "post"]


@dataclass(frozen=True, slots=True)
class Form:
    """What a submit would send."""

    action: str
    method: Method
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer; header names are lower case."""

    url: str
    status: int
    headers: dict[str, str]
    text: str

    @property
    def location(self) -> str:
        """Return where a redirect leads, absolute, or ""."""
        found = self.headers.get("location", "")
        return urljoin(self.url, found) if found else ""

    def forms(self) -> list[Form]:
        """Return the page's forms with their hidden fields."""
        return [self._form(tag) for tag in BeautifulSoup(self.text, "html.parser").find_all("form")]

    def links(self) -> list[str]:
        """Return the addresses that the page links to, absolute."""
        tags = BeautifulSoup(self.text, "html.parser").find_all("a", href=True)
        return [urljoin(self.url, str(tag["href"])) for tag in tags]

    def next_form(self, target_url: str) -> Form:
        """Return the step to target_url that this answer asks a browser to take.

        It is a redirect, a form, or a link there. Raises LookupError when there is none.
        """
        if _leads_to(self.location, target_url):
            return _form_of(self.location)
        for form in self.forms():
            if _leads_to(form.action, target_url):
                return form
        for link in self.links():
            if _leads_to(link, target_url):
                return _form_of(link)
        raise LookupError(f"{self.status} at {urlsplit(self.url).path} leads not to {target_url}")

    def _form(self, tag: object) -> Form:
        soup = BeautifulSoup(str(tag), "html.parser").form
        if soup is None:
            raise LookupError("no form")
        fields = {
            str(field["name"]): str(field.get("value", ""))
            for field in soup.find_all("input", attrs={"name": True})
        }
        method: Method = "post" if str(soup.get("method", "")).lower() == "post" else "get"
        return Form(urljoin(self.url, str(soup.get("action", ""))), method, fields)


class Browser(Protocol):
    """Sends one request, keeps cookies, follows no redirect."""

    def send(self, form: Form) -> Reply:
        """Return the answer to a form."""
        ...


class FlaskBrowser:
    """A browser for an application in this process."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def send(self, form: Form) -> Reply:
        """Return the application's answer; its cookies are kept for each host."""
        parts = urlsplit(form.action)
        query = {**dict(parse_qsl(parts.query)), **(form.fields if form.method == "get" else {})}
        answer = self._client.open(
            parts.path or "/",
            base_url=f"{parts.scheme}://{parts.netloc}",
            method=form.method.upper(),
            query_string=query,
            data=form.fields if form.method == "post" else None,
        )
        return Reply(form.action, answer.status_code, _lower(answer.headers.items()), answer.text)


class HttpBrowser:
    """A browser for anything that answers on a port."""

    def __init__(self) -> None:
        self._session = requests.Session()
        # Browsers count loopback as secure, so Secure cookies travel there over http.
        policy = DefaultCookiePolicy(secure_protocols=("http", "https"))
        self._session.cookies.set_policy(policy)

    def send(self, form: Form) -> Reply:
        """Return the server's answer within 10 s."""
        asked = requests.Request(
            form.method.upper(),
            form.action,
            params=form.fields if form.method == "get" else None,
            data=form.fields if form.method == "post" else None,
        )
        prepared = self._session.prepare_request(asked)
        # The session prepares with a copy of the jar that has lost our policy.
        cookies = get_cookie_header(self._session.cookies, prepared)
        prepared.headers.update({"Cookie": cookies} if cookies else {})
        answer = self._session.send(prepared, timeout=TIMEOUT_S, allow_redirects=False)
        return Reply(form.action, answer.status_code, _lower(answer.headers.items()), answer.text)


def _lower(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def _leads_to(url: str, target_url: str) -> bool:
    return url.partition("?")[0] == target_url


def _form_of(url: str) -> Form:
    action, _, query = url.partition("?")
    return Form(action, "get", dict(parse_qsl(query, keep_blank_values=True)))
