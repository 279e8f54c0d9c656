"""Pictures of PDF pages."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from lti_app.domain.errors import NotFoundError
from lti_app.materials.picture import Pictures
from tests.materials.samples import BODY, course_pdf, make_pdf


@pytest.fixture
def path(tmp_path):
    return course_pdf(tmp_path / "x.pdf")


def size_of(picture: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(picture)).size


@pytest.mark.parametrize(("asked", "given"), [(800, 800), (1, 400), (99_999, 2000)])
def test_width_is_kept_within_bounds(path, asked, given):
    assert size_of(Pictures().draw(path, 1, asked))[0] == given


def test_a_page_drawn_before_is_not_drawn_again(path, monkeypatch):
    pictures = Pictures()
    first = pictures.draw(path, 1, 800)
    monkeypatch.setattr("lti_app.materials.picture._draw", lambda *_: b"drawn again")
    assert pictures.draw(path, 1, 800) is first
    assert pictures.draw(path, 2, 800) == b"drawn again"


def test_a_replaced_file_is_drawn_again(path, tmp_path, monkeypatch):
    pictures = Pictures()
    pictures.draw(path, 1, 800)
    make_pdf(tmp_path / "new.pdf", [[("Autre", 12, BODY)]]).replace(path)
    monkeypatch.setattr("lti_app.materials.picture._draw", lambda *_: b"drawn again")
    assert pictures.draw(path, 1, 800) == b"drawn again"


def test_only_so_much_is_kept(path):
    pictures = Pictures(cache_bytes=1)
    pictures.draw(path, 1, 800)
    pictures.draw(path, 2, 800)
    assert len(pictures._kept) == 1


@pytest.mark.parametrize("page_number", [0, 3])
def test_a_page_that_is_not_there_is_not_found(path, page_number):
    with pytest.raises(NotFoundError):
        Pictures().draw(path, page_number, 800)


def test_many_threads_draw_at_once(path):
    pictures = Pictures(cache_bytes=1)
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda n: pictures.draw(path, n % 2 + 1, 400 + n), range(16)))
    assert [size_of(picture)[0] for picture in drawn] == [400 + n for n in range(16)]


@pytest.mark.parametrize("turned", [False, True])
def test_areas_cover_the_words_on_the_picture(tmp_path, turned):
    lines = [("Au-dessus", 12, BODY), ("", 40, BODY), ("Le mot juste", 12, BODY)]
    path = make_pdf(tmp_path / "x.pdf", [lines], turned=turned)
    pictures = Pictures()
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
