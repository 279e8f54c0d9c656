"""What is counted of every request, for Prometheus."""

import time

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from lti_app.domain.answer import Ending

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "passerelle_requests",
    "Requests by endpoint and status.",
    ["endpoint", "status"],
    registry=REGISTRY,
)
SECONDS = Histogram(
    "passerelle_request_seconds",
    "Seconds until the response began, by endpoint.",
    ["endpoint"],
    registry=REGISTRY,
)
RUNNING = Gauge("passerelle_answers_running", "Answers that are being written.", registry=REGISTRY)
ENDINGS = Counter("passerelle_answers", "Answers by ending.", ["ending"], registry=REGISTRY)


def install(app: Flask) -> None:
    """Count every request of the application."""
    app.before_request(_begin)
    app.after_request(_count)


def _begin() -> None:
    g.began_s = time.perf_counter()


def _count(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    REQUESTS.labels(endpoint, response.status_code).inc()
    SECONDS.labels(endpoint).observe(time.perf_counter() - g.get("began_s", time.perf_counter()))
    return response


def count_ending(ending: Ending) -> None:
    """Count one ended answer."""
    ENDINGS.labels(ending.value).inc()
