"""The blueprint that the routes of a launch hang from."""

from flask import Blueprint

bp = Blueprint("launch", __name__)
