"""The engine that needs no language model: it answers in the course's own sentences."""

from collections.abc import Iterator

from lti_app.domain.errors import ModelSaidNothingError
from lti_app.domain.model import ModelRequest, ModelUsage, Purpose, TextPiece
from lti_app.language.extract import choose_quotes
from lti_app.language.follow_ups import standalone_query
from lti_app.language.phrases import PhraseBook
from lti_app.language.quotation import word_groups, write_quotes
from lti_app.language.sentence_vectors import RememberedVectors, SentenceEmbeddings


class ExtractiveModel:
    """Quotes the sentences of the sources that answer best; writes no word of its own about them.

    Small generative models that fit here invent facts and cite nothing, so this one only quotes.
    Safe to share between threads when its embeddings are.
    """

    is_generative = False
    model = "embedded-extractive"
    label = "embedded"

    def __init__(self, *, embeddings: SentenceEmbeddings, phrases: PhraseBook) -> None:
        self._embeddings, self._phrases = RememberedVectors(embeddings), phrases

    def close(self) -> None:
        """Hold nothing that needs closing."""

    def complete(self, request: ModelRequest) -> tuple[str, ModelUsage]:
        """Return the whole text with its usage; for REPHRASE a query that stands alone.

        Raises ModelSaidNothingError when the sources hold no sentence.
        """
        text = self._text(request)
        return text, self._usage(request, text)

    def stream(self, request: ModelRequest) -> Iterator[TextPiece | ModelUsage]:
        """Yield the text in groups of words, then its usage; raises what `complete` raises."""
        text, usage = self.complete(request)
        for group in word_groups(text):
            yield TextPiece(group)
        yield usage

    def _text(self, request: ModelRequest) -> str:
        phrases = self._phrases.of(request.language)
        earlier = [exchange.question for exchange in request.history]
        query = standalone_query(request.question, earlier, phrases)
        if request.purpose is Purpose.REPHRASE:
            return query
        quotes = choose_quotes(query, request.sources, self._embeddings)
        if not quotes:
            raise ModelSaidNothingError("no sentence in the sources")
        return write_quotes(phrases.introduction, quotes)

    def _usage(self, request: ModelRequest, text: str) -> ModelUsage:
        """Return counts of words, which cost nothing."""
        read = [request.question, *(source.text for source in request.sources)]
        return ModelUsage(
            self.model,
            input_tokens=sum(len(part.split()) for part in read),
            output_tokens=len(text.split()),
        )
