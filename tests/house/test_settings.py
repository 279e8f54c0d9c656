"""Every setting has a sentence and stands in the README with its default."""

import pytest

from lti_app.domain.errors import SettingsError
from lti_app.settings import ROOT, TABLE, Settings, read_settings

GIVEN = {"PUBLIC_URL": "https://tool.example/", "SECRET_KEY": "x" * 32}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_every_setting_is_in_the_readme(row):
    default = "needed" if row.default is None else str(row.default) or "empty"
    line = f"| `{row.name}` | {default} | {row.sentence} |"
    assert line in (ROOT / "README.md").read_text(encoding="utf-8")


def test_table_and_settings_have_the_same_names():
    assert [row.name.lower() for row in TABLE] == list(Settings.__annotations__)


def test_everything_wrong_is_reported_at_once():
    with pytest.raises(SettingsError) as failed:
        read_settings({"SECRET_KEY": "short", "MAX_STREAMS": "many", "RUN_JOBS_IN_WEB": "perhaps"})
    for name in ("PUBLIC_URL", "SECRET_KEY", "MAX_STREAMS", "RUN_JOBS_IN_WEB"):
        assert name in str(failed.value)


def test_values_have_the_type_of_their_default():
    settings = read_settings({**GIVEN, "MAX_STREAMS": "7", "RUN_JOBS_IN_WEB": "no"})
    assert (settings.max_streams, settings.run_jobs_in_web) == (7, False)
    assert settings.public_url == "https://tool.example"


def test_sqlite_in_the_data_folder_is_the_default(tmp_path):
    settings = read_settings({**GIVEN, "DATA_DIR": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'passerelle.db'}"


def test_nothing_else_reads_the_environment():
    readers = [
        path.relative_to(ROOT).as_posix()
        for folder in ("lti_app", "retrieval")
        for path in (ROOT / folder).rglob("*.py")
        if "os.environ" in path.read_text(encoding="utf-8")
        or "getenv" in path.read_text(encoding="utf-8")
    ]
    # The extractor's own process is given the way to the code and nothing else.
    assert set(readers) <= {"lti_app/settings.py", "lti_app/materials/extractor.py"}
