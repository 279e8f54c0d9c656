"""Pictures of PDF pages."""

import io
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from lti_app.domain.errors import NotFoundError
from lti_app.materials.draw.pictures import Pictures
from lti_app.materials.draw.process import DrawingProcess
from tests.materials.samples import BODY, course_pdf, make_pdf


class Counted(DrawingProcess):
    """Counts what it is asked."""

    asked = 0

    def ask(self, request):
        self.asked += 1
        return super().ask(request)


@pytest.fixture
def process():
    process = Counted()
    yield process
    process.close()


@pytest.fixture
def pictures(process):
    return Pictures(process)


@pytest.fixture
def path(tmp_path):
    return course_pdf(tmp_path / "x.pdf")


def size_of(picture: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(picture)).size


@pytest.mark.parametrize(("asked", "given"), [(800, 800), (1, 400), (99_999, 2000)])
def test_width_is_kept_within_bounds(pictures, path, asked, given):
    assert size_of(pictures.draw(path, 1, asked))[0] == given


def test_a_page_drawn_before_is_not_drawn_again(pictures, process, path):
    first = pictures.draw(path, 1, 800)
    assert pictures.draw(path, 1, 800) is first
    assert process.asked == 1
    pictures.draw(path, 2, 800)
    assert process.asked == 2


def test_a_replaced_file_is_drawn_again(pictures, path, tmp_path):
    first = pictures.draw(path, 1, 800)
    make_pdf(tmp_path / "new.pdf", [[("Autre", 12, BODY)]]).replace(path)
    assert pictures.draw(path, 1, 800) != first


def test_only_so_much_is_kept(process, path):
    pictures = Pictures(process, cache_bytes=1)
    for page_number in (1, 2, 1):
        pictures.draw(path, page_number, 800)
    assert process.asked == 3


@pytest.mark.parametrize("page_number", [0, 3])
def test_a_page_that_is_not_there_is_not_found(pictures, path, page_number):
    with pytest.raises(NotFoundError):
        pictures.draw(path, page_number, 800)


def test_a_damaged_file_has_no_picture(pictures, tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing else")
    with pytest.raises(NotFoundError):
        pictures.find(tmp_path / "x.pdf", 1, "anything")


def test_a_process_that_died_is_started_again(pictures, process, path):
    pictures.draw(path, 1, 800)
    process._process.kill()
    process._process.wait()
    with pytest.raises(NotFoundError):
        pictures.draw(path, 2, 800)
    assert size_of(pictures.draw(path, 2, 800))[0] == 800


def test_a_page_that_takes_too_long_is_given_up(path):
    process = DrawingProcess(limit_s=0.2)
    running = process._running()
    running.send_signal(signal.SIGSTOP)
    with pytest.raises(NotFoundError):
        process.ask({"path": str(path), "page_number": 1, "passage": ""})
    assert running.returncode == -signal.SIGKILL


def test_the_process_ends_with_the_object_that_asks(path):
    process = DrawingProcess()
    process.ask({"path": str(path), "page_number": 1, "passage": ""})
    running = process._process
    del process
    assert running.returncode == -signal.SIGKILL


def test_the_process_ends_when_nobody_asks_any_more(process, pictures, path):
    pictures.draw(path, 1, 800)
    running = process._process
    running.stdin.close()
    assert running.wait(10) == 0


def test_many_threads_draw_at_once(process, path):
    pictures = Pictures(process, cache_bytes=1)
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda n: pictures.draw(path, n % 2 + 1, 400 + n), range(16)))
    assert [size_of(picture)[0] for picture in drawn] == [400 + n for n in range(16)]


@pytest.mark.parametrize("turned", [False, True])
def test_areas_cover_the_words_on_the_picture(pictures, tmp_path, turned):
    lines = [("Au-dessus", 12, BODY), ("", 40, BODY), ("Le mot juste", 12, BODY)]
    path = make_pdf(tmp_path / "x.pdf", [lines], turned=turned)
    (width, height), (area,) = pictures.find(path, 1, "Le mot juste")
    image = Image.open(io.BytesIO(pictures.draw(path, 1, round(width)))).convert("L")
    assert image.size == (round(width), round(height))
    box = (area.x - 1, area.y - 1, area.x + area.width + 1, area.y + area.height + 1)
    within = sum(1 for value in image.crop(box).tobytes() if value < 128)
    assert within > 20
    image.paste(255, tuple(round(edge) for edge in box))
    above = pictures.find(path, 1, "Au-dessus")[1][0]
    image.paste(
        255,
        (
            *(round(above.x) - 2, round(above.y) - 2),
            *(round(above.x + above.width) + 2, round(above.y + above.height) + 2),
        ),
    )
    assert all(value > 128 for value in image.tobytes())
