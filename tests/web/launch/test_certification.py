"""The messages of the LTI certification, replayed through HTTP."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from tests.platform.cases import BAD_MESSAGES, GOOD_MESSAGES

WHO = {"student": "camille", "teacher": "claire"}

# What the log says of each; every other case would be refused for a reason that nobody knows.
REASONS = {
    "no kid": "no_kid",
    "wrong kid": "unknown_kid",
    "foreign key": "signature",
    "broken signature": "signature",
    "alg none": "alg",
    "HS256 with the public key": "alg",
    "wrong version": "version",
    "no version": "version",
    "not an LTI token": "version",
    "missing claims": "no_iss",
    "wrong iss": "iss",
    "no iss": "no_iss",
    "wrong aud": "aud",
    "no aud": "no_aud",
    "wrong azp": "azp",
    "wrong azp for one aud": "azp",
    "from the future": "from_the_future",
    "exp is no number": "malformed_token",
    "iat is no number": "iat",
    "no exp": "no_exp",
    "no iat": "no_iat",
    "no nonce": "no_nonce",
    "foreign nonce": "nonce",
    "no message_type": "message_type",
    "unknown message_type": "message_type",
    "no roles": "no_roles",
    "no deployment_id": "no_deployment_id",
    "no resource_link": "no_resource_link",
    "resource_link without id": "no_resource_link",
    "no sub": "no_sub",
    "no target_link_uri": "no_target_link_uri",
    "foreign target_link_uri": "foreign_target_link_uri",
}
OTHER_CODES = {"wrong deployment": "unknown_deployment", "expired": "launch_expired"}


@pytest.mark.parametrize("name", BAD_MESSAGES)
@pytest.mark.parametrize("role", WHO)
def test_bad_message_opens_no_visit(name, role, launcher):
    case = BAD_MESSAGES[name]
    with capture_logs() as logs:
        reply = launcher.launch(WHO[role], tamper_claims=case.tamper, sign_with=case.sign).reply
    assert 400 <= reply.status < 500
    assert "passerelle_visit" not in reply.headers.get("set-cookie", "")
    said = {line["code"]: line.get("reason") for line in logs if line["event"] == "error.shown"}
    if name in OTHER_CODES:
        assert list(said) == [OTHER_CODES[name]]
    else:
        assert said == {"invalid_launch": REASONS[name]}


@pytest.mark.parametrize("name", GOOD_MESSAGES)
@pytest.mark.parametrize("role", WHO)
def test_good_message_opens_a_visit(name, role, launcher, arrive):
    visitor = arrive(launcher.launch(WHO[role], tamper_claims=GOOD_MESSAGES[name]))
    says_nothing = name in ("unknown role", "empty role list")
    assert visitor["role"] == ("student" if says_nothing else role)
