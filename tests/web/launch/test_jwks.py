"""The tool's key set, through HTTP."""

from __future__ import annotations


def test_two_keys_are_published(tool):
    keys = tool.test_client().get("/lti/jwks.json").json["keys"]
    assert len(keys) == 2
    assert len({key["kid"] for key in keys}) == 2
    assert {(key["kty"], key["alg"], key["use"]) for key in keys} == {("RSA", "RS256", "sig")}


def test_nothing_private_is_published(tool):
    for key in tool.test_client().get("/lti/jwks.json").json["keys"]:
        assert set(key) == {"kty", "alg", "use", "kid", "n", "e"}


def test_key_set_may_be_kept_for_an_hour(tool):
    headers = tool.test_client().get("/lti/jwks.json").headers
    assert headers["Cache-Control"] == "public, max-age=3600"


def test_who_has_the_key_set_is_told_so(tool):
    client = tool.test_client()
    tag = client.get("/lti/jwks.json").headers["ETag"]
    assert client.get("/lti/jwks.json", headers={"If-None-Match": tag}).status_code == 304


def test_rotation_changes_the_tag(tool, services):
    client = tool.test_client()
    tag = client.get("/lti/jwks.json").headers["ETag"]
    services.tool_keys.rotate()
    answer = client.get("/lti/jwks.json", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert len(answer.json["keys"]) == 3
