"""What an operator's machines ask."""

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from lti_app.web.access import public
from lti_app.web.metrics import REGISTRY, RUNNING
from lti_app.web.services import services

bp = Blueprint("operations", __name__)


@bp.get("/health")
@public
def health() -> tuple[dict[str, object], int]:
    """Tell whether the parts that answers need can be reached; 503 when one cannot."""
    parts = services().health()
    is_well = all(parts.values())
    return {"status": "ok" if is_well else "failing", "parts": parts}, 200 if is_well else 503


@bp.get("/metrics")
@public
def metrics() -> Response:
    """Return the counts in Prometheus' text format; no label names a person or a course."""
    RUNNING.set(services().answering.running_count)
    return Response(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)
