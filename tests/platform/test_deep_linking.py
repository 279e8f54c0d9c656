"""Which deep linking responses become an activity."""

from __future__ import annotations

import pytest

from tests.platform.activities import ActivityShelf
from tests.platform.messages import DEEP_LINKING, LTI
from tests.platform.signing import with_foreign_key

ITEM = {"type": "ltiResourceLink", "title": "Chapitre 3"}


@pytest.fixture
def request_claims(launcher):
    return launcher.launch("claire", message="deep_linking").claims


def test_chosen_item_becomes_an_activity_that_launches(launcher, tool, request_claims):
    answer = launcher.answer_deep_linking(tool.deep_linking_response(request_claims))
    assert answer.status == 200
    claims = launcher.launch(activity_id="2").claims
    assert claims[f"{LTI}target_link_uri"] == f"{tool.settings.launch_url}?assistant=2"
    assert claims[f"{LTI}resource_link"]["id"] == "2"
    assert claims[f"{LTI}custom"]["assistant"] == "2"


def test_answer_leads_to_the_new_activity_in_the_whole_page(launcher, tool, request_claims):
    answer = launcher.answer_deep_linking(tool.deep_linking_response(request_claims))
    assert 'target="_top" href="/?as=claire&amp;lang=fr&amp;activity=2"' in answer.text


def test_nothing_chosen_adds_nothing(launcher, running, tool, request_claims):
    empty = {f"{DEEP_LINKING}content_items": [], f"{DEEP_LINKING}msg": "<b>Rien</b>"}
    answer = launcher.answer_deep_linking(tool.deep_linking_response(request_claims, **empty))
    assert answer.status == 200
    assert "&lt;b&gt;Rien" in answer.text
    assert len(running.platform.activities.all()) == 1


BAD_RESPONSES = {
    "wrong deployment": {f"{LTI}deployment_id": "9"},
    "wrong type": {f"{LTI}message_type": "LtiResourceLinkRequest"},
    "no version": {f"{LTI}version": None},
    "wrong data": {f"{DEEP_LINKING}data": "invented"},
    "no data": {f"{DEEP_LINKING}data": None},
    "no nonce": {"nonce": None},
    "wrong iss": {"iss": "another-tool"},
    "wrong aud": {"aud": "https://lms.example.org"},
    "expired": {"exp": 1000},
    "no exp": {"exp": None},
    "other item type": {f"{DEEP_LINKING}content_items": [{"type": "link"}]},
    "foreign url": {
        f"{DEEP_LINKING}content_items": [{**ITEM, "url": "https://elsewhere.example.org/"}]
    },
    "grade column": {f"{DEEP_LINKING}content_items": [{**ITEM, "lineItem": {"scoreMaximum": 20}}]},
    "items are no list": {f"{DEEP_LINKING}content_items": "all"},
}


@pytest.mark.parametrize("case", BAD_RESPONSES)
def test_bad_response_adds_nothing(launcher, running, tool, request_claims, case):
    token = tool.deep_linking_response(request_claims, **BAD_RESPONSES[case])
    assert launcher.answer_deep_linking(token).status == 400
    assert len(running.platform.activities.all()) == 1


def test_foreign_signature_adds_nothing(launcher, running, tool, request_claims):
    stolen = with_foreign_key({"iss": tool.settings.client_id}, tool.key)
    assert launcher.answer_deep_linking(stolen).status == 400
    assert len(running.platform.activities.all()) == 1


def test_response_is_taken_once(launcher, running, tool, request_claims):
    token = tool.deep_linking_response(request_claims)
    assert launcher.answer_deep_linking(token).status == 200
    assert launcher.answer_deep_linking(token).status == 400
    assert len(running.platform.activities.all()) == 2


def test_request_is_answered_once(launcher, tool, request_claims):
    assert launcher.answer_deep_linking(tool.deep_linking_response(request_claims)).status == 200
    assert launcher.answer_deep_linking(tool.deep_linking_response(request_claims)).status == 400


def test_activities_last_in_their_folder(tmp_path):
    ActivityShelf(tmp_path).add({**ITEM, "custom": {"assistant": "3"}})
    kept = ActivityShelf(tmp_path).find("2")
    assert kept is not None
    assert (kept.title, kept.custom) == ("Chapitre 3", {"assistant": "3"})
