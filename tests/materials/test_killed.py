"""A process that is killed while it makes a document searchable."""

import io
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lti_app.domain.document import DocumentStatus

ROOT = Path(__file__).parents[2]
TEXT = b"# Ohm\n\nLa tension vaut la resistance fois le courant."

# Says where it is, then stays there until it is killed.
MORTAL = """
import sys, time
from pathlib import Path
from lti_app.jobs.worker import Worker
from lti_app.materials.extractor import Extractor
from lti_app.materials.index import CourseIndex
from lti_app.materials.read_document import ReadDocument
from lti_app.store.database import Database
from lti_app.store.documents import Documents
from lti_app.store.files import Files
from lti_app.store.jobs import Jobs

url, folder, place = sys.argv[1:]

def stay():
    print("here", flush=True)
    time.sleep(60)

class Library:
    def index(self, course_id, document, on_progress=None):
        on_progress(1, 9)
        stay()

class Reader(Extractor):
    def read(self, path, found, on_progress):
        pages = super().read(path, found, on_progress)
        if place == "reading":
            stay()
        return pages

class FilesThatStay(Files):
    def settle(self, *given):
        if place == "settling":
            stay()
        super().settle(*given)

database = Database(url)
handler = ReadDocument(
    Documents(database), FilesThatStay(Path(folder)), Reader(), CourseIndex(Library())
)
Worker(Jobs(database), {"read_document": handler}, lease_s=1.5).run()
"""


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("reading", DocumentStatus.READING),
        ("settling", DocumentStatus.INDEXING),
        ("indexing", DocumentStatus.INDEXING),
    ],
)
def test_a_document_whose_worker_was_killed_becomes_ready(
    room, teacher, current, tmp_path, place, status
):
    document = room.materials.receive(teacher, "cours.md", io.BytesIO(TEXT))
    command = [sys.executable, "-c", MORTAL, str(room.database.url), str(tmp_path), place]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGKILL)
    assert current(document).status is status
    threading.Event().wait(1.7)
    room.work()
    assert current(document).status is DocumentStatus.READY
    assert room.library.texts[teacher.scope.course_id, document.id].pages[0].text == TEXT.decode()
    assert room.files.shown(teacher.scope, document.id).read_bytes() == TEXT
