"""The Mistral adapter, against a server that misbehaves."""

import time

import pytest

from lti_app.domain import errors
from lti_app.domain.model import ModelUsage, TextPiece
from lti_app.language.mistral import MistralModel
from tests.fakes.mistral_script import CACHED_TOKENS, DEFAULT_ANSWER, THINKING, Fault, Script


def read(model, request):
    """Return the text that came, then the error or the usage that ended it."""
    text = ""
    try:
        for piece in model.stream(request):
            if isinstance(piece, ModelUsage):
                return text, piece
            text += piece.text
    except errors.ModelError as error:
        return text, error
    raise AssertionError("a stream ends with its usage or an error")


def test_answer_comes_in_pieces_then_its_usage(start, request_):
    model, _ = start()
    *pieces, usage = list(model.stream(request_))
    assert len(pieces) > 10
    assert all(isinstance(piece, TextPiece) for piece in pieces)
    assert "".join(piece.text for piece in pieces) == DEFAULT_ANSWER
    assert usage.model == "mistral-small-latest"
    assert usage.input_tokens == 8
    assert usage.output_tokens == len(pieces)


def test_request_holds_key_model_and_messages_and_nothing_else(start, request_):
    model, server = start()
    model.complete(request_)
    received = server.requests[0]
    assert received.headers["authorization"] == "Bearer key-of-a-test"
    assert received.body == {
        "model": "mistral-small-latest",
        "messages": [
            {"role": "system", "content": "Réponds avec les sources."},
            {"role": "user", "content": "La loi d'Ohm ?"},
        ],
        "max_tokens": 1024,
        "temperature": 0.2,
        "stream": True,
    }


def test_server_without_a_key_gets_no_key_of_another(start, request_, monkeypatch):
    monkeypatch.setenv("MISTRAL_API_KEY", "key-of-the-cloud")
    model, server = start(api_key="")
    model.complete(request_)
    assert "authorization" not in server.requests[0].headers


@pytest.mark.parametrize("ending", ["/", "/v1", "/v1/"])
def test_server_address_may_end_in_v1(start, request_, ending):
    _, server = start()
    model = MistralModel(api_key="", server_url=server.url + ending, model="m")
    assert model.complete(request_)[0] == DEFAULT_ANSWER
    model.close()


@pytest.mark.parametrize(
    ("server_url", "label"),
    [
        (None, "Mistral (mistral-small-latest)"),
        ("https://user:secret@ia.univ.example:8443/v1", "mistral-small-latest on ia.univ.example"),
    ],
)
def test_label_names_model_and_host_only(server_url, label):
    model = MistralModel(api_key="k", server_url=server_url, model="mistral-small-latest")
    assert (model.label, model.is_generative) == (label, True)
    model.close()


SILENT = {Fault.HANG, Fault.STALL, Fault.STALL_WITH_COMMENTS}


def impatience_s(fault):
    """Return a short time-out only where it is to be waited for."""
    return 0.3 if fault in SILENT else 10.0


BROKE_OFF = [
    Fault.STALL,
    Fault.STALL_WITH_COMMENTS,
    Fault.BROKEN_CONNECTION,
    Fault.NO_END,
    Fault.NO_FINISH_REASON,
    Fault.ERROR_EVENT,
    Fault.FINISHED_WITH_ERROR,
    Fault.BAD_JSON,
]


@pytest.mark.parametrize("fault", BROKE_OFF)
def test_stream_that_ends_after_some_text_broke_off(start, request_, fault):
    model, server = start(Script(fault=fault), timeout_s=impatience_s(fault))
    text, error = read(model, request_)
    assert type(error) is errors.ModelBrokeOffError
    assert text
    assert DEFAULT_ANSWER.startswith(text)
    assert len(server.chats) == 1


@pytest.mark.parametrize(
    ("fault", "error_class"),
    [
        (Fault.REFUSED_KEY, errors.ModelRefusedKeyError),
        (Fault.FORBIDDEN, errors.ModelRefusedKeyError),
        (Fault.UNKNOWN_MODEL, errors.ModelUnavailableError),
        (Fault.HANG, errors.ModelUnavailableError),
        (Fault.EMPTY, errors.ModelSaidNothingError),
    ],
)
def test_what_trying_again_cannot_mend_is_tried_once(start, request_, fault, error_class):
    model, server = start(Script(fault=fault), timeout_s=impatience_s(fault))
    text, error = read(model, request_)
    assert (text, type(error)) == ("", error_class)
    assert len(server.chats) == 1


RETRIED = [
    (Fault.BUSY, errors.ModelBusyError),
    (Fault.SERVER_ERROR, errors.ModelUnavailableError),
    (Fault.BROKEN_BEFORE_TEXT, errors.ModelUnavailableError),
    (Fault.ERROR_EVENT_FIRST, errors.ModelUnavailableError),
]


@pytest.mark.parametrize(("fault", "error_class"), RETRIED)
def test_failure_before_the_first_text_is_tried_again_a_few_times(
    start, request_, waits, fault, error_class
):
    model, server = start(Script(fault=fault))
    text, error = read(model, request_)
    assert (text, type(error)) == ("", error_class)
    assert len(server.chats) == 4
    assert waits.slept_s == [0.5, 1.0, 2.0]


@pytest.mark.parametrize(("fault", "_"), RETRIED)
def test_answer_is_whole_once_the_failure_has_passed(start, request_, fault, _):
    model, server = start(Script(fault=fault, fault_times=2))
    text, usage = read(model, request_)
    assert (text, type(usage)) == (DEFAULT_ANSWER, ModelUsage)
    assert len(server.chats) == 3


def test_refused_connection_is_tried_again_then_unavailable(request_, waits):
    model = MistralModel(
        api_key="", server_url="http://127.0.0.1:9", model="m", sleep=waits.sleep, timeout_s=1
    )
    _, error = read(model, request_)
    assert type(error) is errors.ModelUnavailableError
    assert len(waits.slept_s) == 3
    model.close()


def test_retry_after_is_honoured(start, request_, waits):
    model, _ = start(Script(fault=Fault.BUSY, fault_times=1, retry_after="3"))
    text, _ = read(model, request_)
    assert text == DEFAULT_ANSWER
    assert waits.slept_s == [3.25]


def test_long_retry_after_is_told_at_once(start, request_, waits):
    model, server = start(Script(fault=Fault.BUSY, retry_after="60"))
    _, error = read(model, request_)
    assert error.retry_after_s == 60
    assert waits.slept_s == []
    assert len(server.chats) == 1


def test_retry_after_may_be_a_date(start, request_):
    model, _ = start(Script(fault=Fault.BUSY, retry_after="Wed, 01 Jan 2100 00:00:00 GMT"))
    _, error = read(model, request_)
    assert error.retry_after_s > 1e9


def test_unreadable_retry_after_is_no_retry_after(start, request_, waits):
    model, _ = start(Script(fault=Fault.BUSY, fault_times=1, retry_after="soon"))
    assert read(model, request_)[0] == DEFAULT_ANSWER
    assert waits.slept_s == [0.5]


def test_missing_done_after_a_finish_reason_is_a_whole_answer(start, request_):
    model, _ = start(Script(fault=Fault.NO_DONE))
    text, usage = read(model, request_)
    assert (text, type(usage)) == (DEFAULT_ANSWER, ModelUsage)


def test_cached_tokens_are_counted(start, request_):
    model, _ = start(CACHED_TOKENS)
    assert read(model, request_)[1].cached_tokens == 640


def test_what_the_model_thinks_is_not_shown(start, request_):
    model, _ = start(THINKING)
    assert read(model, request_)[0] == DEFAULT_ANSWER


def test_usage_is_estimated_where_the_server_gives_none(start, request_):
    model, _ = start(Script(has_usage=False))
    usage = read(model, request_)[1]
    assert usage.output_tokens == len(DEFAULT_ANSWER) // 4
    assert usage.input_tokens > 0


def test_deprecated_model_still_answers(start, request_):
    model, _ = start(Script(is_deprecated=True))
    assert read(model, request_)[0] == DEFAULT_ANSWER


def test_line_separators_within_the_text_are_kept(start, request_):
    answer = "Première ligne\u2028deuxième\x85troisième [1]."
    model, _ = start(Script(answer=answer))
    assert read(model, request_)[0] == answer


def test_complete_returns_text_with_usage(start, request_):
    model, _ = start(Script(answer=lambda body: body["messages"][-1]["content"].upper()))
    text, usage = model.complete(request_)
    assert text == "LA LOI D'OHM ?"
    assert usage.output_tokens > 0


def test_closing_the_stream_hangs_up_at_once(start, request_):
    model, server = start(Script(tokens_per_s=50, answer="mot " * 2000))
    stream = model.stream(request_)
    next(stream)
    assert server.open_streams == 1
    stream.close()
    deadline = time.monotonic() + 5
    while server.open_streams and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (server.open_streams, server.hang_ups) == (0, 1)


def test_paused_reader_has_not_made_the_model_stall(start, request_, waits):
    model, _ = start(clock=waits.clock)
    text = ""
    for piece in model.stream(request_):
        waits.now_s += 100
        text += getattr(piece, "text", "")
    assert text == DEFAULT_ANSWER


def test_many_streams_share_one_model(start, request_):
    from concurrent.futures import ThreadPoolExecutor

    model, server = start(Script(tokens_per_s=200))
    with ThreadPoolExecutor(60) as pool:
        texts = list(pool.map(lambda _: model.complete(request_)[0], range(120)))
    assert set(texts) == {DEFAULT_ANSWER}
    assert len(server.chats) == 120
