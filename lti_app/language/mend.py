"""Paragraphs that a printed page broke at its formulas, made whole."""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile

from lti_app.language.words import content_words

GAP = "[…]"
BREAK = "\n"

_ENDED = re.compile(r"[.!?:;][»”\"')\]*_]*$")
_GOES_ON = re.compile(r"[^\W\d_A-ZÀ-ÖØ-Þ]|[.,;:)\]/=≈−×]|\((?!\d+\))")
_CLOSING = re.compile(r"\s+(?=[.,)\]](?:\s|$))")
_SIGN = re.compile(r"[=≈≤≥±×÷·/∥√∑∫∞∂∝≪≫−+―⟨⟩|Α-ω∆]")
_OPERATOR = re.compile(r"[=≈<>≤≥±×÷·/∥−+]+")
_LOOSE_END = re.compile(r"[=≈<>≤≥±×÷·/∥−+(,;→]$")
# "di" in "u = L di / dt" is a factor, not a numerator.
_LOOSE_START = re.compile(r"[=≈<>≤≥±×÷·/∥−+(,;→°%….―]|d[a-z]$")
_STOPS = re.compile(r"[.,;]+$")
_NUMBER = re.compile(r"\W*\d[\d.,]*\W*")
_NAME = re.compile(r"\W*\d*[^\W\d_]{1,2}\d{0,2}\W*|[a-z]{1,3}[A-Z]\w{0,3}\W*")
_FUNCTION = re.compile(r"(?:cos|sin|tan|log|exp|max|min|sat|eff)(?![a-zà-ÿ])")
_LETTERS = re.compile(r"[a-zà-ÿ]{3}")
_NAMES_LIKE_WORDS = frozenset(("Us", "Ue"))
_WORDS_OF_ONE_LETTER = frozenset("aAàÀy")
# The longest left side of a printed equation: "Ueff =", "Umcos (ωt) =".
MAX_NAME_CHARS = 5


def mend(paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs with sentences joined that went on in the next one.

    What a page prints as a fraction or an exponent arrives as scraps ("1", "1 + jf / fc"): they
    go, `[…]` stands for them. Formulas in TeX are masked before and stay. Nothing goes where
    nothing would be left.
    """
    whole: list[str] = []
    has_gap = False
    for index, text in enumerate(paragraphs):
        is_open = not whole or _is_open(whole[-1])
        head, rest = _split_head(text, is_inside=has_gap)
        if not (is_open or has_gap) and not ("=" in head and rest[:1].isupper()):
            head, rest = "", text
        if head and whole and not has_gap and is_open:
            following = rest or " ".join(paragraphs[index + 1 : index + 2])
            whole[-1] = _with_formula(whole[-1], head, following)
        has_gap = bool(head) and not rest
        if not rest:
            continue
        if whole and _is_open(whole[-1]) and _GOES_ON.match(rest):
            whole[-1] = f"{whole[-1]} {rest}"
        else:
            whole.append(rest)
    if not whole:
        return list(paragraphs)
    mended = [_without_flat_fractions(close_up(text)) for text in whole]
    return [part for text in mended for part in text.split(BREAK)]


def _without_flat_fractions(text: str) -> str:
    """Return a paragraph with gaps for the formulas that lost their fractions or exponents."""
    kept: list[str] = []
    ends_line = False
    for is_formula, run in groupby(text.split(" "), key=is_scrap):
        tokens = list(run)
        if ends_line and tokens[0][:1].isupper():
            tokens[0] = BREAK + tokens[0]
        ends_line = is_formula and kept[-1:] != [] and kept[-1].endswith(":") and len(tokens) > 2
        if is_formula and _is_flat(tokens):
            if _OPERATOR.fullmatch(tokens[0]) and kept and len(kept[-1]) <= MAX_NAME_CHARS:
                kept.pop()
            kept.append(GAP + "".join(_STOPS.findall(tokens[-1])))
        else:
            kept += tokens
    return " ".join(kept).replace(f" {BREAK}", BREAK)


def _is_flat(tokens: Sequence[str]) -> bool:
    """Return whether a formula has two operands with nothing between: "Ue R2 R1 + R2"."""
    if not any(map(_OPERATOR.fullmatch, tokens)):
        return False
    return any(
        not (_LOOSE_END.search(left) or _LOOSE_START.match(right) or _is_quantity(left, right))
        for left, right in pairwise(tokens)
    )


def _is_quantity(left: str, right: str) -> bool:
    """Return whether a number comes before its unit, or before its next three digits."""
    if _NUMBER.fullmatch(left) is None:
        return False
    return _NUMBER.fullmatch(right) is None or re.match(r"\d{3}(?!\d)", right) is not None


def close_up(text: str) -> str:
    """Return text without spaces before stops, as a page leaves them after an index."""
    return _CLOSING.sub("", text)


def _is_open(text: str) -> bool:
    """Return whether a paragraph does not end its sentence; a colon wants its formula."""
    return text.endswith((":", GAP)) or _ENDED.search(text) is None


def _with_formula(text: str, formula: str, following: str) -> str:
    """Return an open paragraph with its formula where that is whole, else with a gap."""
    is_alone = not following or not _split_head(following)[0]
    if text.endswith(":") and is_alone and _is_linear(formula.split()):
        return f"{text} {formula}"
    if text.endswith(GAP):
        return text
    tokens = text.split(" ")
    while tokens and is_scrap(tokens[-1]):
        was_operator = _OPERATOR.fullmatch(tokens.pop()) is not None
        if was_operator and tokens and len(tokens[-1]) <= MAX_NAME_CHARS:
            tokens.pop()
    return " ".join([*tokens, GAP])


def _split_head(text: str, *, is_inside: bool = False) -> tuple[str, str]:
    """Return the scraps of a formula at the start of a text, then the rest of it.

    is_inside: whether the text before ended in scraps, so that a lone name is one too.
    """
    if text[:1] in ".,;:" or (text.startswith(("(", "/")) and _LETTERS.search(text)):
        return "", text
    tokens = text.split(" ")
    head = list(takewhile(is_scrap, tokens))
    is_formula = len(head) == len(tokens) or any(_SIGN.search(t) or t[0].isdigit() for t in head)
    rest = " ".join(tokens[len(head) :])
    if not is_formula and not (is_inside and head and rest[:1].isupper()):
        return "", text
    return " ".join(head), rest


def is_scrap(token: str) -> bool:
    """Return whether a piece between spaces belongs to a formula rather than to a sentence."""
    if "\x00" in token or token in _WORDS_OF_ONE_LETTER or token.endswith(":"):
        return False
    bare = _FUNCTION.sub("", token)
    if _LETTERS.search(bare):
        return False
    if _SIGN.search(token) or _NUMBER.fullmatch(token) or not any(map(str.isalnum, bare)):
        return True
    is_word = len(token.strip(".,;:()")) > 1 and not content_words(token)
    return _NAME.fullmatch(bare) is not None and (not is_word or bare in _NAMES_LIKE_WORDS)


def _is_linear(tokens: Sequence[str]) -> bool:
    """Return whether operands and operators take turns, as in a formula of one line."""
    operators = [_OPERATOR.fullmatch(token) is not None for token in tokens]
    takes_turns = all(is_one == (index % 2 == 1) for index, is_one in enumerate(operators))
    return takes_turns and not operators[-1] and "=" in tokens


def starts_with_formula(text: str) -> bool:
    """Return whether a text opens with a formula that was not set apart: "2RL = Rth − RL : …"."""
    tokens = text.split(" ", 2)
    is_name = len(tokens[0]) <= MAX_NAME_CHARS and tokens[0][:1].isalnum()
    return len(tokens) > 1 and is_name and _OPERATOR.fullmatch(tokens[1]) is not None
