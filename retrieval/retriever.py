"""Indexes the documents of a course, then finds passages for a question."""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from retrieval.chunks import to_chunks
from retrieval.embeddings import Embeddings
from retrieval.fusion import Candidate, FusionWeights, fuse
from retrieval.keyword_index import AskedWords, KeywordIndex
from retrieval.language import tell_language
from retrieval.passage import Chunk, DocumentText, Finding, IndexReport, Passage
from retrieval.sufficiency import Calibration, Evidence, calibration_of
from retrieval.vector_store import ChromaVectorStore

Progress = Callable[[int, int], None]

BATCH_CHUNKS = 32
# How many each of the two searches brings; more change nothing in the first ten.
CANDIDATES = 50
MAX_PASSAGES = 50
# Searches by words that go on while questions are embedded.
WORD_SEARCHES = 4


class Retriever:
    """Finds passages by meaning and by words, in one course at a time."""

    def __init__(
        self,
        embeddings: Embeddings,
        vector_store: ChromaVectorStore,
        keyword_index: KeywordIndex,
        *,
        calibration: Calibration | None = None,
        weights: FusionWeights | None = None,
        default_language: str = "en",
    ) -> None:
        """calibration, weights: those measured for the model, if None.

        default_language: of documents and questions whose words do not tell.
        """
        self._embeddings = embeddings
        self._vectors = vector_store
        self._keywords = keyword_index
        self._calibration = calibration or calibration_of(embeddings.model)
        self._weights = weights or FusionWeights()
        self._default_language = default_language
        self._words_thread = ThreadPoolExecutor(WORD_SEARCHES, "search-by-words")

    def index(
        self, course_id: str, document: DocumentText, on_progress: Progress | None = None
    ) -> IndexReport:
        """Write what is new of a document, remove what is gone, leave the rest.

        May be ended anywhere and run again. on_progress gets chunks done, chunks in all.
        Raises ModelMismatchError, IndexUnavailableError, EmbeddingsError.
        """
        wanted = self._chunks_by_id(course_id, document)
        in_vectors = self._vectors.chunk_ids(course_id, document.document_id)
        in_keywords = self._keywords.chunk_ids(course_id, document.document_id)
        # A chunk counts as written when both stores have it; a killed run may have left half.
        known = wanted.keys() & in_vectors & in_keywords
        new = [chunk_id for chunk_id in wanted if chunk_id not in known]
        self._keywords.write(course_id, {chunk_id: wanted[chunk_id] for chunk_id in known})
        report = on_progress or (lambda done, total: None)
        report(len(known), len(wanted))
        for start in range(0, len(new), BATCH_CHUNKS):
            batch = new[start : start + BATCH_CHUNKS]
            self._write(course_id, {chunk_id: wanted[chunk_id] for chunk_id in batch})
            report(len(known) + start + len(batch), len(wanted))
        gone = (in_vectors | in_keywords) - wanted.keys()
        self._remove_chunks(course_id, gone)
        return IndexReport(written=len(new), skipped=len(known), removed=len(gone))

    def remove(self, course_id: str, document_id: str) -> int:
        """Remove a document from a course; return how many chunks went."""
        gone = self._vectors.chunk_ids(course_id, document_id)
        gone |= self._keywords.chunk_ids(course_id, document_id)
        self._remove_chunks(course_id, gone)
        return len(gone)

    def remove_course(self, course_id: str) -> None:
        """Remove all that is indexed of a course, whatever model it was indexed with."""
        self._keywords.remove_course(course_id)
        self._vectors.remove_course(course_id)

    def find_passages(
        self,
        course_id: str,
        question: str,
        *,
        limit: int = 6,
        document_ids: Collection[str] | None = None,
    ) -> Finding:
        """Return the passages of one course that answer the question best.

        limit: 1 to 50. document_ids: the documents that the visitor may see, None for all;
        the others are left out before the best are chosen.
        Raises ModelMismatchError, IndexUnavailableError, EmbeddingsError.
        """
        if not 1 <= limit <= MAX_PASSAGES:
            raise ValueError(f"limit must be 1 to {MAX_PASSAGES}, not {limit}")
        passages, evidence = self._find(course_id, question, limit, document_ids)
        if evidence is None:
            return Finding((), 0.0, is_sufficient=False)
        confidence, is_sufficient = self._calibration.judge(evidence)
        return Finding(passages, confidence, is_sufficient)

    def find_evidence(self, course_id: str, question: str, *, limit: int = 6) -> Evidence | None:
        """Return what the judgement of a finding rests on, for calibration; None for no passage."""
        return self._find(course_id, question, limit, None)[1]

    def _find(
        self, course_id: str, question: str, limit: int, document_ids: Collection[str] | None
    ) -> tuple[tuple[Passage, ...], Evidence | None]:
        if document_ids is not None and not document_ids:
            return (), None
        asked = self._keywords.look_up(course_id, question)
        language = self._language_of_question(question, list(asked.terms))
        scores = self._search(course_id, question, asked, document_ids)
        # What one store has and the other not is being written or removed, and is left out.
        candidates = {
            chunk_id: Candidate(
                *scores[chunk_id], coverage.share, is_same_language=coverage.language == language
            )
            for chunk_id, coverage in self._keywords.coverages(asked, scores).items()
        }
        fused = fuse(candidates, self._weights)
        best = sorted(fused, key=lambda chunk_id: (-fused[chunk_id], chunk_id))[:limit]
        chunks = self._keywords.read(course_id, best)
        passages = tuple(
            _to_passage(chunk_id, chunks[chunk_id], candidates[chunk_id], fused[chunk_id])
            for chunk_id in best
            if chunk_id in chunks
        )
        if not passages:
            return (), None
        return passages, _weigh([candidates[chunk_id] for chunk_id in best])

    def _chunks_by_id(self, course_id: str, document: DocumentText) -> dict[str, Chunk]:
        chunks = to_chunks(document, default_language=self._default_language)
        model = self._embeddings.model
        return {chunk.digest(course_id=course_id, model=model): chunk for chunk in chunks}

    def _write(self, course_id: str, chunks: Mapping[str, Chunk]) -> None:
        """Write vectors first: a passage is found only when its keyword row is there too."""
        vectors = self._embeddings.embed_passages([c.text_to_embed for c in chunks.values()])
        document_ids = [chunk.document_id for chunk in chunks.values()]
        self._vectors.write(course_id, list(chunks), vectors, document_ids)
        self._keywords.write(course_id, chunks)

    def _remove_chunks(self, course_id: str, chunk_ids: Collection[str]) -> None:
        if chunk_ids:
            self._keywords.remove(course_id, chunk_ids)
            self._vectors.remove(course_id, chunk_ids)

    def _search(
        self,
        course_id: str,
        question: str,
        asked: AskedWords,
        document_ids: Collection[str] | None,
    ) -> dict[str, tuple[float, float]]:
        """Return cosine and keyword score of what either search finds, both at a time."""
        hits = self._words_thread.submit(
            self._keywords.search, asked, limit=CANDIDATES, document_ids=document_ids
        )
        vector = self._embeddings.embed_question(question)
        close = self._vectors.nearest(
            course_id, vector, limit=CANDIDATES, document_ids=document_ids
        )
        by_words = {hit.chunk_id: hit.score for hit in hits.result()}
        cosines = {hit.chunk_id: hit.cosine for hit in close}
        cosines |= self._vectors.cosines(course_id, vector, by_words.keys() - cosines.keys())
        return {
            chunk_id: (cosine, by_words.get(chunk_id, 0.0)) for chunk_id, cosine in cosines.items()
        }

    def _language_of_question(self, question: str, languages: Sequence[str]) -> str:
        """Return the question's language; the course's only one when its words do not tell."""
        default = languages[0] if len(languages) == 1 else self._default_language
        return tell_language(question, otherwise=default)


def _weigh(candidates: Sequence[Candidate]) -> Evidence:
    closest = max(candidates, key=lambda candidate: candidate.cosine)
    coverage = max(candidate.coverage for candidate in candidates)
    return Evidence(closest.cosine, coverage, closest.is_same_language)


def _to_passage(chunk_id: str, chunk: Chunk, candidate: Candidate, score: float) -> Passage:
    return Passage(
        chunk_id=chunk_id,
        document_id=chunk.document_id,
        title=chunk.title,
        page_number=chunk.page_number,
        last_page_number=chunk.last_page_number,
        heading_path=chunk.heading_path,
        text=chunk.text,
        language=chunk.language,
        start_char=chunk.start_char,
        end_char=chunk.end_char,
        score=score,
        cosine=candidate.cosine,
        keyword_score=candidate.keyword_score,
    )
