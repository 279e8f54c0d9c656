"""Uploads and changes of documents, through HTTP."""

import io

import pytest

from lti_app.web.access import cookie_name, short_id
from retrieval.errors import ModelMismatchError
from tests.materials.samples import encrypted_pdf

OHM = b"# Ohm\n\nLa tension vaut la resistance fois le courant."
WATT = b"# Watt\n\nLa puissance vaut la tension fois le courant."


def send(visitor, content: bytes, name: str = "cours.md", path: str = "/teacher/documents"):
    return visitor.send("POST", path, data={"file": (io.BytesIO(content), name)})


def states(visitor) -> list[tuple[str, str]]:
    answer = visitor.send("GET", "/teacher/documents")
    return [(one["title"], one["status"]) for one in answer.json["documents"]]


@pytest.fixture
def document_id(teacher, work) -> str:
    found = send(teacher, OHM).json["document"]["id"]
    work()
    return found


def test_an_upload_is_accepted_then_ready(teacher, work):
    answer = send(teacher, OHM)
    assert answer.status_code == 202
    assert answer.json["document"]["status"] == "received"
    assert answer.json["document"]["is_moving"]
    work()
    assert states(teacher) == [("cours", "ready")]


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (b"", "a.md", 422, "empty_file"),
        (b"\x89PNG\0", "a.png", 415, "unknown_format"),
        (OHM, "again.md", 409, "duplicate_file"),
    ],
)
def test_a_refused_file_is_answered_in_words(teacher, document_id, content, name, status, code):
    answer = send(teacher, content, name)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)
    assert answer.json["error"]["sentence"]
    assert len(states(teacher)) == 1


def test_a_form_without_a_file_is_malformed(teacher):
    answer = teacher.send("POST", "/teacher/documents", data={"file": "not a file"})
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "malformed_input")


def test_a_file_that_cannot_be_read_says_why_and_what_to_do(teacher, work):
    send(teacher, encrypted_pdf(), "secret.pdf")
    work()
    (state,) = teacher.send("GET", "/teacher/documents").json["documents"]
    assert state["status"] == "failed"
    assert state["sentence"] == "Failed It is protected by a password."
    assert "Save a copy without a password" in state["html"]


def test_replacing_keeps_the_document(teacher, document_id, work):
    answer = send(teacher, WATT, "v2.md", f"/teacher/documents/{document_id}/replace")
    assert answer.status_code == 202
    assert answer.json["document"]["id"] == document_id
    assert "the earlier version stays in use" in answer.json["document"]["html"]
    work()
    assert states(teacher) == [("cours", "ready")]


def test_a_failed_document_can_be_tried_again(teacher, library, work):
    library.script = [
        ModelMismatchError(
            course_id="c",
            expected_model="a",
            expected_dimensions=1,
            found_model="b",
            found_dimensions=2,
        )
    ]
    document_id = send(teacher, OHM).json["document"]["id"]
    work()
    assert states(teacher) == [("cours", "failed")]
    answer = teacher.send("POST", f"/teacher/documents/{document_id}/retry")
    assert (answer.status_code, answer.json["document"]["status"]) == (202, "received")
    work()
    assert states(teacher) == [("cours", "ready")]


def test_a_deleted_document_is_gone(teacher, document_id):
    assert teacher.send("DELETE", f"/teacher/documents/{document_id}").status_code == 204
    assert states(teacher) == []
    assert teacher.send("DELETE", f"/teacher/documents/{document_id}").status_code == 404


ROUTES = [
    ("GET", "/teacher/documents"),
    ("POST", "/teacher/documents"),
    ("POST", "/teacher/documents/{id}/replace"),
    ("POST", "/teacher/documents/{id}/retry"),
    ("DELETE", "/teacher/documents/{id}"),
    ("GET", "/teacher/documents/{id}/text"),
    ("GET", "/teacher/material"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_student_is_kept_out(student, document_id, method, path):
    answer = student.send(method, path.format(id=document_id))
    assert (answer.status_code, answer.json["error"]["code"]) == (403, "role_not_allowed")


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_nobody_is_let_in_without_a_visit(app, document_id, method, path):
    answer = app.test_client().open(
        path.format(id=document_id), method=method, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 401


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if "{id}" in route[1]])
def test_another_course_does_not_find_the_document(stranger, teacher, document_id, method, path):
    given = {"data": {"file": (io.BytesIO(WATT), "x.md")}} if path.endswith("replace") else {}
    answer = stranger.send(method, path.format(id=document_id), **given)
    assert (answer.status_code, answer.json["error"]["code"]) == (404, "not_found")
    assert states(teacher) == [("cours", "ready")]


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if route[0] != "GET"])
def test_a_cookie_alone_changes_nothing(app, teacher, document_id, method, path):
    client = app.test_client()
    client.set_cookie(cookie_name(short_id(teacher.visit)), teacher.token)
    answer = client.open(path.format(id=document_id), method=method)
    assert answer.status_code == 401
    assert states(teacher) == [("cours", "ready")]


def test_the_name_of_a_file_is_text_in_the_page(teacher, work):
    answer = send(teacher, OHM, "<img src=x onerror=alert(1)>.md")
    assert "<img" not in answer.json["document"]["html"]
    assert "&lt;img" in answer.json["document"]["html"]
