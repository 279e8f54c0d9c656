"""The operator's verbs for keys and platforms."""

from __future__ import annotations

import pytest

from lti_app.web.launch.cli_keys import keys_cli
from lti_app.web.launch.cli_platforms import platforms_cli

FACTS = {
    "--institution": "Université de Passage",
    "--name": "Moodle",
    "--issuer": "https://moodle.example.org",
    "--client-id": "abc",
    "--authorization-url": "https://moodle.example.org/mod/lti/auth.php",
    "--token-url": "https://moodle.example.org/mod/lti/token.php",
    "--jwks-url": "https://moodle.example.org/mod/lti/certs.php",
    "--deployment-id": "1",
}


@pytest.fixture
def run(tool):
    runner = tool.test_cli_runner()
    tool.cli.add_command(keys_cli)
    tool.cli.add_command(platforms_cli)
    return lambda *words, **how: runner.invoke(args=words, **how)


def add(run, **changes):
    facts = {**FACTS, **changes}
    return run("platforms", "add", *[word for pair in facts.items() for word in pair])


def test_registered_platform_is_listed_with_its_deployments(run):
    assert add(run).exit_code == 0
    listed = run("platforms", "list").output
    assert "Moodle  https://moodle.example.org  abc" in listed
    assert "deployments: 1" in listed


def test_platform_registered_again_is_replaced(run, services):
    add(run)
    add(run, **{"--name": "Moodle 4.5", "--deployment-id": "2"})
    ((platform, deployments),) = services.platforms.all()
    assert platform.name == "Moodle 4.5"
    assert [one.deployment_id for one in deployments] == ["1", "2"]


def test_platform_of_another_institution_is_not_taken_over(run, services):
    add(run)
    answer = add(run, **{"--institution": "Une autre"})
    assert answer.exit_code == 1
    assert "another institution" in answer.output


def test_address_that_is_none_is_refused(run, services):
    assert add(run, **{"--jwks-url": "moodle.example.org/certs"}).exit_code == 2
    assert services.platforms.all() == ()


def test_deployment_is_allowed_later(run, services):
    add(run)
    run("platforms", "allow-deployment", "https://moodle.example.org", "abc", "7")
    assert "deployments: 1, 7" in run("platforms", "list").output


def test_platform_is_removed_after_a_yes(run, services):
    add(run)
    words = ("platforms", "remove", "https://moodle.example.org", "abc")
    assert run(*words, input="n\n").exit_code == 1
    assert len(services.platforms.all()) == 1
    assert run(*words, input="y\n").exit_code == 0
    assert services.platforms.all() == ()


@pytest.mark.parametrize(
    "words",
    [
        ("remove", "--yes", "https://nowhere.example", "abc"),
        ("allow-deployment", "https://nowhere.example", "abc", "1"),
    ],
)
def test_unknown_platform_is_named(words, run):
    answer = run("platforms", *words)
    assert answer.exit_code == 1
    assert "not registered" in answer.output


def test_next_key_signs_after_a_rotation(run, services):
    before = {line.split()[1]: line.split()[0] for line in run("keys", "list").output.splitlines()}
    said = run("keys", "rotate").output
    after = {line.split()[1]: line.split()[0] for line in run("keys", "list").output.splitlines()}
    assert set(before) == {"signs", "next"}
    assert after["signs"] == before["next"]
    assert after["retired"] == before["signs"]
    assert said == f"{after['signs']} signs now.\n"
