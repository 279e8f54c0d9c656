"""A question's whole walk: launch, ask, stream, cite, open the source, come back."""

from tests.platform.browsing import Form

QUESTION = "Qu'est-ce qu'un filtre passe-bas ?"


def answer_text(events):
    blocks = {}
    for name, data in events:
        if name == "block":
            blocks[data["index"]] = data["html"]
        elif name in ("snapshot", "ending") and data.get("blocks"):
            blocks = dict(enumerate(data["blocks"]))
    return " ".join(html for _, html in sorted(blocks.items()))


def test_a_student_gets_a_cited_answer(enter):
    student = enter()
    asked = student.ask(QUESTION)
    events = student.listen(asked["answer_id"])
    assert events[0][0] == "snapshot"
    name, ending = events[-1]
    assert (name, ending["code"]) == ("ending", "answered")
    html = answer_text(events)
    assert "passe-bas" in html
    assert 'class="citation"' in html


def test_a_source_opens_at_its_passage(enter):
    student = enter()
    asked = student.ask(QUESTION)
    html = answer_text(student.listen(asked["answer_id"]))
    number = html.split('data-source="')[1].split('"')[0]
    source = student.send("GET", f"/answers/{asked['answer_id']}/sources/{number}")
    assert source.status_code == 200
    assert "<mark" in source.text


def test_what_was_said_stands_on_the_page_again(enter):
    student = enter()
    asked = student.ask(QUESTION)
    student.listen(asked["answer_id"])
    page = student.again(asked["conversation_id"]).page
    assert QUESTION in page.get_text()
    assert page.select(".citation")


def test_nobody_else_reaches_a_conversation(enter):
    student, other, teacher = enter("camille"), enter("yanis"), enter("claire")
    asked = student.ask(QUESTION)
    student.listen(asked["answer_id"])
    answer, talk = f"/answers/{asked['answer_id']}", f"/conversations/{asked['conversation_id']}"
    for stranger in (other, teacher):
        for method, path, body in (
            ("GET", f"{answer}/events", None),
            ("GET", f"{answer}/sources/1", None),
            ("POST", f"{answer}/stop", {}),
            ("POST", f"{answer}/retry", {}),
            ("POST", f"{answer}/rating", {"rating": "up"}),
            ("PATCH", talk, {"title": "x"}),
            ("DELETE", talk, None),
            ("POST", f"/questions/{asked['question_id']}/edit", {"text": "x"}),
        ):
            assert stranger.send(method, path, body).status_code == 404, (method, path)
        assert asked["conversation_id"] not in stranger.send("GET", "/conversations").text


def test_a_follow_up_is_understood(enter):
    student = enter()
    first = student.ask("Qu'est-ce qu'un filtre passe-bande ?")
    student.listen(first["answer_id"])
    second = student.ask("Et à quoi ça sert ?", first["conversation_id"])
    events = student.listen(second["answer_id"])
    assert events[-1][1]["code"] == "answered"
    assert "bande" in answer_text(events).lower()


def test_an_english_question_finds_english_material(enter):
    student = enter("ines", locale="en")
    events = student.listen(student.ask("What is the Nyquist rate?")["answer_id"])
    assert events[-1][1]["code"] == "answered"
    assert "Nyquist" in answer_text(events)


def test_a_question_outside_the_course_is_named_so(enter):
    student = enter()
    events = student.listen(student.ask("Qui a gagné la coupe du monde de 1998 ?")["answer_id"])
    assert events[-1][1]["code"] == "not_in_material"
    assert events[-1][1]["sentence"]


def test_a_student_reaches_no_page_of_a_teacher(enter):
    student = enter()
    for method, path in (
        ("GET", "/teacher/documents"),
        ("POST", "/teacher/documents"),
        ("GET", "/teacher/material"),
        ("POST", "/lti/roster"),
    ):
        assert student.send(method, path).status_code == 403, path


def test_a_cookie_alone_changes_nothing(enter, tool):
    reply = enter().browser.send(Form(f"{tool.url}/questions", "post", {"text": "x"}))
    assert reply.status == 401
