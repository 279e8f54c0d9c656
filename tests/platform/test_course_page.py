"""What a visitor of the course page gets."""

from __future__ import annotations

import pytest

from tests.platform.conftest import TOOL
from tests.platform.texts import FRENCH, translator

PAGES = [
    "/",
    "/?as=camille",
    "/?as=camille&activity=announcements",
    "/?as=camille&activity=outline",
    "/?as=claire&activity=add",
    "/?as=claire&storage=frame&manner=canvas&login=get",
    "/?activity=nothing",
    "/launch?as=camille",
    "/launch",
    "/deep-link?as=claire",
    "/storage",
]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_there_in_both_languages(client, path, lang):
    joint = "&" if "?" in path else "?"
    answer = client.get(f"{path}{joint}lang={lang}")
    assert f'<html lang="{lang}">' in answer.text
    assert "Practice LMS" in answer.text or "LMS d’essai" in answer.text


def test_every_text_has_its_french(client):
    assert translator("fr")("Practice LMS") == "LMS d’essai"
    assert all(FRENCH.values())


def test_unknown_text_is_no_french():
    with pytest.raises(KeyError):
        translator("fr")("Nobody translated this")


def test_language_follows_the_browser(client):
    answer = client.get("/", headers={"Accept-Language": "fr-CA,fr;q=0.9"})
    assert "Qui êtes-vous" in answer.text


def test_policy_forbids_foreign_code(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert f"frame-src 'self' {TOOL}" in policy
    assert "unsafe" not in policy


def test_other_name_of_the_machine_leads_to_the_issuer(running):
    answer = running.app.test_client().get("/?as=camille", base_url="http://127.0.0.1:28081")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "http://localhost:28081/?as=camille"


def test_frame_may_use_the_microphone_but_not_write_the_clipboard(client):
    page = client.get("/?as=camille").text
    assert f"microphone {TOOL}; camera {TOOL}" in page
    assert "clipboard" not in page
    assert 'title="Assistant du cours"' in page


def test_nothing_is_launched_for_nobody(client):
    answer = client.get("/launch")
    assert answer.status_code == 403
    assert "<form" not in answer.text


@pytest.mark.parametrize(
    ("path", "status"), [("/deep-link?as=camille", 403), ("/?as=camille&activity=add", 404)]
)
def test_student_adds_no_activity(client, path, status):
    assert client.get(path).status_code == status


def test_launch_posts_to_the_tool(client):
    page = client.get("/launch?as=camille").text
    assert f'<form id="message" method="post" action="{TOOL}/lti/login">' in page


def test_documents_of_the_course_are_offered(client, settings):
    (settings.files_folder / "cours.pdf").write_bytes(b"%PDF-")
    (settings.files_folder / "make_pdf.py").write_text("")
    assert 'href="/documents/cours.pdf"' in client.get("/?as=camille").text
    with client.get("/documents/cours.pdf") as answer:
        assert answer.data == b"%PDF-"
    assert client.get("/documents/make_pdf.py").status_code == 404


def test_manners_last_from_page_to_page(client):
    page = client.get("/?as=claire&storage=on&manner=canvas").text
    assert "/?as=claire&amp;lang=en&amp;activity=add&amp;storage=parent&amp;manner=canvas" in page


def test_new_window_keeps_its_opener_where_storage_needs_it(client):
    assert 'rel="noopener"' in client.get("/?as=camille").text
    assert 'rel="opener"' in client.get("/?as=camille&storage=on").text
