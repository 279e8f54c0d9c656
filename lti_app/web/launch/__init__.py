"""The routes of a launch: login, message, deep linking, keys, roster."""

from lti_app.web.launch import deep_link, jwks, launch, login, roster, visit
from lti_app.web.launch.blueprint import bp

__all__ = ["bp", "deep_link", "jwks", "launch", "login", "roster", "visit"]
