"""The text of an answer while a model writes it."""

from collections.abc import Collection

from lti_app.answering.cite import keep_known, without_unfinished

NOT_IN_MATERIAL = "NOT_IN_MATERIAL"


class Draft:
    """Grows cheaply with each piece; is made fit to be shown only when somebody looks."""

    def __init__(self, known_numbers: Collection[int]) -> None:
        self._known_numbers = known_numbers
        self._raw = ""
        self._shown_of = ""
        self._shown = ""

    def add(self, piece: str) -> None:
        """Add what the model wrote next."""
        self._raw += piece

    @property
    def raw(self) -> str:
        """The model's own words so far."""
        return self._raw

    @property
    def may_say_no(self) -> bool:
        """Whether this is, or may become, the word for "not in the material"."""
        start = self._raw.lstrip(" \n*[`")
        return NOT_IN_MATERIAL.startswith(start[: len(NOT_IN_MATERIAL)])

    @property
    def says_no(self) -> bool:
        """Whether the model said that the passages do not answer."""
        return NOT_IN_MATERIAL in self._raw[: len(NOT_IN_MATERIAL) + 20]

    @property
    def shown(self) -> str:
        """What a reader may see so far: known citations only, no half of one."""
        raw = self._raw
        if raw != self._shown_of:
            self._shown = "" if self.may_say_no else self._fit(without_unfinished(raw))
            self._shown_of = raw
        return self._shown

    @property
    def final(self) -> str:
        """The whole text, known citations only."""
        return "" if self.says_no else self._fit(self._raw).strip()

    def _fit(self, text: str) -> str:
        return keep_known(text.replace(NOT_IN_MATERIAL, ""), self._known_numbers)
