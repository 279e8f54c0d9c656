import json
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_app.language.chat_lines import (
    DONE,
    ChatStreamError,
    TokenCounts,
    parse_line,
    split_lines,
)


def line(content="", **choice):
    chunk = {"choices": [{"index": 0, "delta": {"content": content}, **choice}]}
    return b"data: " + json.dumps(chunk, ensure_ascii=False).encode()


@given(
    texts=st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), max_size=8),
    cuts=st.lists(st.integers(0, 4000), max_size=30),
    ending=st.sampled_from([b"\n\n", b"\r\n\r\n"]),
)
def test_text_survives_a_cut_anywhere(texts, cuts, ending):
    stream = b"".join(line(text) + ending for text in texts) + b"data: [DONE]" + ending
    edges = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    pieces = [stream[a:b] for a, b in pairwise(edges)]
    chunks = [chunk for chunk in map(parse_line, split_lines(pieces)) if chunk]
    assert [chunk.text for chunk in chunks[:-1]] == texts
    assert chunks[-1] is DONE


def test_last_line_needs_no_end():
    assert list(split_lines([b"a\nb", b"c"])) == [b"a", b"bc"]


@pytest.mark.parametrize("said", [b"", b": comment", b"id: 3", b"retry: 100", b"event: message"])
def test_lines_without_data_say_nothing(said):
    assert parse_line(said) is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"event: error", "error_event"),
        (b'data: {"object": "error", "message": "overloaded"}', "error_event"),
        (b'data: {"error": {"message": "x", "code": 400}}', "error_event"),
        (line(finish_reason="error"), "finished_with_error"),
        (b'data: {"choices": [', "bad_json"),
        (b"data: \xff\xfe\x00", "bad_json"),
        (b"data: 7", "bad_chunk"),
        (b'data: {"choices": 7}', "bad_chunk"),
        (b'data: {"choices": [7]}', "bad_chunk"),
        (b'data: {"choices": [{"delta": {"content": [{"type": "text"}]}}]}', "bad_chunk"),
        (b'data: {"choices": [], "usage": {"prompt_tokens": "many"}}', "bad_chunk"),
    ],
)
def test_faults_are_noticed(said, reason):
    with pytest.raises(ChatStreamError) as caught:
        parse_line(said)
    assert caught.value.reason == reason


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(said):
    with suppress(ChatStreamError):
        assert isinstance(parse_line(b"data: " + said).text, str)


def test_parts_of_a_list_are_joined_without_the_thoughts():
    content = [
        {"type": "thinking", "thinking": [{"type": "text", "text": "hm"}]},
        {"type": "text", "text": "U = "},
        {"type": "reference", "reference_ids": [1]},
        {"type": "text", "text": "RI"},
    ]
    assert parse_line(line(content)).text == "U = RI"


@pytest.mark.parametrize("delta", [{}, {"content": None}, {"role": "assistant"}, None])
def test_chunk_without_content_has_no_text(delta):
    said = b"data: " + json.dumps({"choices": [{"delta": delta}]}).encode()
    assert parse_line(said).text == ""


def test_tool_calls_are_ignored():
    said = line("", finish_reason="tool_calls")
    chunk = parse_line(said.replace(b'"content": ""', b'"tool_calls": [{"id": "1"}]'))
    assert (chunk.text, chunk.finish_reason) == ("", "tool_calls")


@pytest.mark.parametrize(
    ("details", "cached"),
    [
        ({}, 0),
        ({"prompt_tokens_details": {"cached_tokens": 7}}, 7),
        ({"prompt_tokens_details": None, "num_cached_tokens": 5}, 5),
    ],
)
def test_usage_is_read_with_or_without_choices(details, cached):
    usage = {"prompt_tokens": 10, "completion_tokens": 3, **details}
    for choices in ([], [{"delta": {"content": ""}, "finish_reason": "stop"}]):
        chunk = parse_line(b"data: " + json.dumps({"choices": choices, "usage": usage}).encode())
        assert chunk.counts == TokenCounts(10, 3, cached)
