"""create_app(): settings, wiring, blueprints."""

from flask import Flask
from flask_babel import Babel

from lti_app import cli
from lti_app.logs import set_up_logs
from lti_app.settings import ROOT, Settings, read_settings
from lti_app.web import access, errors, headers, locales, metrics
from lti_app.web.launch import bp as launch
from lti_app.web.operations import bp as operations
from lti_app.web.services import EXTENSION
from lti_app.web.student import bp as student
from lti_app.web.teacher import bp as teacher
from lti_app.wiring import Services, build_services


def create_app(settings: Settings | None = None, services: Services | None = None) -> Flask:
    """Return the application; raises SettingsError when it cannot start.

    services: what the routes call, already built; built from the settings when None.
    """
    settings = settings or (services.settings if services else read_settings())
    set_up_logs(settings.log_level)
    app = Flask(__name__, static_folder=str(ROOT / "static"), static_url_path="/static")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=settings.max_upload_bytes + 1_000_000,
        MAX_FORM_MEMORY_SIZE=1_000_000,
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    app.extensions[EXTENSION] = services or build_services(settings)
    Babel(app, locale_selector=locales.select_locale)
    for blueprint in (launch, student, teacher, operations):
        app.register_blueprint(blueprint)
    for part in (access, errors, headers, metrics, cli):
        part.install(app)
    return app
