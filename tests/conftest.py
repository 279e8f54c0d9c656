"""What all tests share: settings of a fresh folder, both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from playwright.sync_api import Browser

from lti_app.domain.visit import Role, Scope, Visit
from lti_app.settings import Settings, read_settings
from lti_app.store.database import Database
from lti_app.store.tables import Base
from tests.chromium import running_chromium
from tests.factories import make_course, make_visit
from tests.postgres import find_binaries, running_postgres


@pytest.fixture(autouse=True)
def fresh_logs() -> None:
    """Let every event be heard, whatever level an application of another test has set."""
    structlog.reset_defaults()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(
        {
            "PUBLIC_URL": "http://127.0.0.1:8000",
            "SECRET_KEY": "for tests only, never elsewhere!",
            "DATA_DIR": str(tmp_path),
        }
    )


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    binaries = find_binaries()
    assert binaries, "PostgreSQL is missing: `make test` installs it"
    with running_postgres(binaries) as url:
        yield url


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database with all tables: for tests that are not about the store."""
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A fresh database with all tables, once on each engine: for tests of the store."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite")
        return
    database = Database(request.getfixturevalue("postgres_url"))
    Base.metadata.drop_all(database.engine)
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture
def scope(database: Database) -> Scope:
    return make_course(database)


@pytest.fixture
def visit(database: Database, scope: Scope) -> Visit:
    return make_visit(database, scope, role=Role.STUDENT)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser
