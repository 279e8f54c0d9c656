"""The messages of the LTI certification, replayed through HTTP."""

from __future__ import annotations

import pytest

from tests.platform.cases import BAD_MESSAGES, GOOD_MESSAGES

WHO = {"student": "camille", "teacher": "claire"}


@pytest.mark.parametrize("name", BAD_MESSAGES)
@pytest.mark.parametrize("role", WHO)
def test_bad_message_opens_no_visit(name, role, launcher):
    case = BAD_MESSAGES[name]
    reply = launcher.launch(WHO[role], tamper_claims=case.tamper, sign_with=case.sign).reply
    assert 400 <= reply.status < 500
    assert "passerelle_visit" not in reply.headers.get("set-cookie", "")


@pytest.mark.parametrize("name", GOOD_MESSAGES)
@pytest.mark.parametrize("role", WHO)
def test_good_message_opens_a_visit(name, role, launcher, arrive):
    visitor = arrive(launcher.launch(WHO[role], tamper_claims=GOOD_MESSAGES[name]))
    is_nameless = name in ("unknown role", "empty role list")
    assert visitor["role"] == ("student" if is_nameless else role)
