"""The migrations make exactly the tables that the code knows."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from lti_app.store.database import Database
from lti_app.store.migrate import config_for, migrate
from lti_app.store.tables import Base


def test_migrations_end_where_the_tables_are(database: Database):
    Base.metadata.drop_all(database.engine)
    migrate(database)
    migrate(database)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    command.downgrade(config_for(database), "base")
    assert set(inspect(database.engine).get_table_names()) == {"alembic_version"}
    with database.transaction() as session:
        session.connection().exec_driver_sql("DROP TABLE alembic_version")
