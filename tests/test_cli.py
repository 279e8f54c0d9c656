"""The operator's verbs, as the application offers them."""

import pytest

from lti_app.app import create_app


@pytest.mark.parametrize(
    "words",
    [
        ("database", "migrate"),
        ("model", "prepare"),
        ("jobs", "work"),
        ("keys", "rotate"),
        ("platforms", "add"),
    ],
)
def test_verb_is_found_in_the_application(settings, words):
    runner = create_app(settings).test_cli_runner()
    assert runner.invoke(args=[*words, "--help"]).exit_code == 0


def test_migrate_makes_the_tables_that_a_platform_needs(settings):
    runner = create_app(settings).test_cli_runner()
    assert runner.invoke(args=["database", "migrate"]).exit_code == 0
    assert runner.invoke(args=["platforms", "list"]).output == ""
