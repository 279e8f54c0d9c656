"""Whose address it is."""

from __future__ import annotations

import pytest

from lti_app.launch.own_url import is_own_url, is_web_url


@pytest.mark.parametrize(
    "url",
    [
        "https://tool.example.org/lti/launch",
        "https://tool.example.org:443/lti/launch?item=1",
        "https://TOOL.example.org/",
        "https://tool.example.org",
    ],
)
def test_address_of_the_tool_is_its_own(url):
    assert is_own_url(url, "https://tool.example.org")


@pytest.mark.parametrize(
    "url",
    [
        "http://tool.example.org/lti/launch",
        "https://tool.example.org:8443/lti/launch",
        "https://tool.example.org.evil.example/lti/launch",
        "https://tool.example.org@evil.example/",
        "https://evil.example\\@tool.example.org/",
        "https://[tool/",
        "javascript:alert(1)",
        "/lti/launch",
    ],
)
def test_other_addresses_are_foreign(url):
    assert not is_own_url(url, "https://tool.example.org")


def test_tool_in_a_folder_owns_the_folder_alone():
    assert is_own_url("https://a.example/tool/lti/launch", "https://a.example/tool")
    assert not is_own_url("https://a.example/toolbox", "https://a.example/tool")


@pytest.mark.parametrize("url", ["ftp://a.example/", "https:///x", "https://u:p@a.example/", "x"])
def test_no_web_address(url):
    assert not is_web_url(url)
