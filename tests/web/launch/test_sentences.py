"""The words of launches that did not come about."""

from __future__ import annotations

from structlog.testing import capture_logs

from lti_app.domain import errors
from lti_app.web.launch.sentences import WORDS


def test_every_launch_error_has_words():
    codes = {kind.code for kind in (errors.LaunchError, *errors.LaunchError.__subclasses__())}
    assert set(WORDS) == codes


def test_page_names_the_reference_that_stands_in_the_log(launcher, tool):
    form = launcher.login_form()
    form.fields["iss"] = "https://lms.example.org"
    with capture_logs() as logs:
        page = tool.test_client().post(
            "/lti/login", data=form.fields, headers={"Accept": "text/html"}
        )
    assert page.status_code == 403
    assert logs[-1]["reference"] in page.text
    assert "This learning platform is not known here" in page.text
