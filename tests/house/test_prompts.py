"""Every prompt in use can be rendered from exactly the variables of its head."""

import pytest
from jinja2 import meta

from lti_app.answering.prompts import ENVIRONMENT, Prompts, read_prompt
from lti_app.settings import ROOT

FOLDER = ROOT / "prompts"
FILES = sorted(FOLDER.glob("*/v*.md"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_head_names_the_variables_of_the_text(path):
    prompt = read_prompt(path)
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    assert meta.find_undeclared_variables(ENVIRONMENT.parse(body)) == prompt.variables
    assert prompt.version == f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_forgotten_variable_is_an_error(path):
    with pytest.raises(ValueError, match=path.stem):
        read_prompt(path).render(another="x")


def test_every_prompt_has_a_version_in_use():
    prompts = Prompts(FOLDER)
    for name in {path.parent.name for path in FILES}:
        assert prompts.active(name).version.startswith(f"{name}-v")
