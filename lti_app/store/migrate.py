"""Brings a database to the newest form of its tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from lti_app.store.database import Database

FOLDER = Path(__file__).parent / "migrations"


def migrate(database: Database) -> None:
    """Run every migration that the database lacks; safe to run again."""
    command.upgrade(config_for(database), "head")


def config_for(database: Database) -> Config:
    """Return what alembic needs to know of a database, with its engine."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["engine"] = database.engine
    return config
