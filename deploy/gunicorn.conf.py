"""How gunicorn serves the product: plain threads, since each stream mostly waits.

An embedded index belongs to exactly one process, so there is one worker unless CHROMA_URL is set.
"""

import os

from lti_app.settings import read_settings
from lti_app.web.services import EXTENSION

settings = read_settings()

wsgi_app = "lti_app.app:create_app()"
bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "1")) if settings.chroma_url else 1
# A stream holds a thread for as long as it lasts; the rest is for all other requests.
threads = settings.max_streams + 50
worker_connections = threads * 4
graceful_timeout = 60
timeout = 120
keepalive = 5
control_socket_disable = True


def post_worker_init(worker):
    """Load the models behind the first requests; begin to work on jobs."""
    worker.app.callable.extensions[EXTENSION].start()


def worker_exit(server, worker):
    """Let the running answers and the job under way end."""
    worker.app.callable.extensions[EXTENSION].stop()
