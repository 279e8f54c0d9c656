"""Finds chunks by their words."""

# Only our own numbers and column names are put into SQL text; values are bound.
# ruff: noqa: S608

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from retrieval.chunk_rows import COLUMNS, to_chunk, to_row
from retrieval.coverage import cover, weigh_terms
from retrieval.index_file import IndexFile
from retrieval.keyword_terms import to_question_terms, to_terms
from retrieval.passage import Chunk

# A word in a heading or a title says more than one in the text (tuned on the
# development half of the French set; docs/retrieval.md).
TITLE_WEIGHT, HEADING_WEIGHT, TEXT_WEIGHT = 1.0, 1.0, 1.0

# In a course of this many chunks, words that are in more than this share of them are not
# searched for, when others are left (3 instead of 24 ms at 20,000 chunks). They still count
# in the coverage of the chunks that are found.
LARGE_COURSE_CHUNKS = 2_000
EVERYWHERE = 0.1


@dataclass(frozen=True, slots=True)
class KeywordHit:
    """A chunk that shares words with the question; score is BM25, above 0."""

    chunk_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which share of a question's words a chunk holds, 0 to 1, in the chunk's language."""

    language: str
    share: float


@dataclass(frozen=True, slots=True)
class AskedWords:
    """A question's stems, looked up once in a course for all that is asked of its index.

    terms: in each language of the course. frequencies: in how many chunks each stem is.
    chunks: how many the course has. All are empty where there is no course.
    """

    course_id: str
    terms: Mapping[str, Sequence[str]]
    frequencies: Mapping[str, int]
    chunks: int


class KeywordIndex:
    """Chunks and their stems in one SQLite file (FTS5).

    Each course has a table of its own for its words: no search can meet another
    course's rows, and how rare a word is gets counted within the course.
    """

    def __init__(self, file: IndexFile) -> None:
        self._file = file

    def write(self, course_id: str, chunks: Mapping[str, Chunk]) -> None:
        """Store chunks by their ids in one transaction; known ids only get their new place."""
        with self._file.writing() as db:
            course = _course_number(db, course_id) or _add_course(db, course_id)
            for chunk_id, chunk in chunks.items():
                row = _insert_or_move(db, course, chunk_id, chunk)
                if row is not None:
                    _write_words(db, course, row, chunk)
                    _count(db, course, 1)

    def remove(self, course_id: str, chunk_ids: Iterable[str]) -> None:
        """Forget chunks; unknown ids are passed over."""
        with self._file.writing() as db:
            course = _course_number(db, course_id)
            if course is None:
                return
            for chunk_id in chunk_ids:
                found = db.execute(
                    "DELETE FROM chunk WHERE course = ? AND chunk_id = ? RETURNING id",
                    (course, chunk_id),
                ).fetchall()
                db.executemany(f"DELETE FROM words_{course:d} WHERE rowid = ?", found)
                _count(db, course, -len(found))

    def remove_course(self, course_id: str) -> None:
        """Forget all of a course."""
        with self._file.writing() as db:
            course = _course_number(db, course_id)
            if course is None:
                return
            db.execute(f"DROP TABLE words_{course:d}_vocabulary")
            db.execute(f"DROP TABLE words_{course:d}")
            db.execute("DELETE FROM chunk WHERE course = ?", (course,))
            db.execute("DELETE FROM course WHERE id = ?", (course,))

    def chunk_ids(self, course_id: str, document_id: str) -> set[str]:
        """Return the ids of a document's chunks in one course."""
        with self._file.reading() as db:
            rows = db.execute(
                "SELECT chunk_id FROM chunk WHERE document_id = ? AND course ="
                " (SELECT id FROM course WHERE course_id = ?)",
                (document_id, course_id),
            )
            return {chunk_id for (chunk_id,) in rows}

    def read(self, course_id: str, chunk_ids: Iterable[str]) -> dict[str, Chunk]:
        """Return the chunks of one course by id; unknown ids are left out."""
        with self._file.reading() as db:
            rows = db.execute(
                f"SELECT {COLUMNS} FROM chunk WHERE course ="
                " (SELECT id FROM course WHERE course_id = ?)"
                " AND chunk_id IN (SELECT value FROM json_each(?))",
                (course_id, json.dumps(list(chunk_ids))),
            )
            return {chunk_id: to_chunk(rest) for chunk_id, *rest in rows}

    def look_up(self, course_id: str, question: str) -> AskedWords:
        """Return the question's stems in each language of a course.

        Nothing in the question is query syntax.
        """
        with self._file.reading() as db:
            course = _course_number(db, course_id)
            if course is None:
                return AskedWords(course_id, {}, {}, 0)
            terms = {of: to_question_terms(question, of) for of in _languages(db, course)}
            frequencies = _frequencies(db, course, list({*chain(*terms.values())}))
            return AskedWords(course_id, terms, frequencies, _count_chunks(db, course))

    def search(
        self, asked: AskedWords, *, limit: int, document_ids: Collection[str] | None = None
    ) -> list[KeywordHit]:
        """Return the chunks of the course that share words with the question, best first.

        document_ids: search in these only, None for all.
        """
        terms = _telling(asked)
        if not terms:
            return []
        with self._file.reading() as db:
            course = _course_number(db, asked.course_id)
            if course is None:
                return []
            rows = db.execute(
                _search_statement(course, filtered=document_ids is not None),
                {
                    "match": " OR ".join(f'"{term}"' for term in terms),
                    "course": course,
                    "documents": json.dumps(sorted(document_ids or ())),
                    "limit": limit,
                },
            )
            return [KeywordHit(chunk_id, -rank) for chunk_id, rank in rows]

    def coverages(self, asked: AskedWords, chunk_ids: Iterable[str]) -> dict[str, Coverage]:
        """Return for each chunk of the course which share of the question's words it holds.

        Rare words of the course count more (see weigh_terms). Unknown ids are left out, so is
        a chunk in a language that the course did not have yet when the words were looked up.
        """
        weights = {
            language: weigh_terms(stems, asked.frequencies, asked.chunks)
            for language, stems in asked.terms.items()
        }
        with self._file.reading() as db:
            course = _course_number(db, asked.course_id)
            if course is None:
                return {}
            rows = db.execute(
                "SELECT chunk_id, language,"
                " words.title || ' ' || words.headings || ' ' || words.body"
                f" FROM chunk JOIN words_{course:d} AS words ON words.rowid = chunk.id"
                " WHERE course = ? AND chunk_id IN (SELECT value FROM json_each(?))",
                (course, json.dumps(list(chunk_ids))),
            )
            return {
                chunk_id: Coverage(language, cover(weights[language], set(stems.split())))
                for chunk_id, language, stems in rows
                if language in weights
            }


def _course_number(db: sqlite3.Connection, course_id: str) -> int | None:
    found = db.execute("SELECT id FROM course WHERE course_id = ?", (course_id,)).fetchone()
    return None if found is None else int(found[0])


def _add_course(db: sqlite3.Connection, course_id: str) -> int:
    """Give the course a number and its table of words; numbers are ours, so safe in SQL."""
    row = db.execute("INSERT INTO course (course_id) VALUES (?) RETURNING id", (course_id,))
    course = int(row.fetchone()[0])
    db.execute(f"CREATE VIRTUAL TABLE words_{course:d} USING fts5(title, headings, body)")
    db.execute(
        f"CREATE VIRTUAL TABLE words_{course:d}_vocabulary USING fts5vocab(words_{course:d}, 'row')"
    )
    return course


def _insert_or_move(db: sqlite3.Connection, course: int, chunk_id: str, chunk: Chunk) -> int | None:
    """Return the row of a new chunk; None for a known one, which is moved to its new place."""
    moved = db.execute(
        "UPDATE chunk SET page_number = ?, last_page_number = ?, start_char = ?, end_char = ?"
        " WHERE course = ? AND chunk_id = ?",
        (
            chunk.page_number,
            chunk.last_page_number,
            chunk.start_char,
            chunk.end_char,
            course,
            chunk_id,
        ),
    )
    if moved.rowcount:
        return None
    values = (course, chunk_id, *to_row(chunk))
    marks = ", ".join("?" * len(values))
    return db.execute(f"INSERT INTO chunk (course, {COLUMNS}) VALUES ({marks})", values).lastrowid


def _write_words(db: sqlite3.Connection, course: int, row: int, chunk: Chunk) -> None:
    parts = (chunk.title, " ".join(chunk.heading_path), chunk.text)
    stems = [" ".join(to_terms(part, chunk.language)) for part in parts]
    db.execute(
        f"INSERT INTO words_{course:d} (rowid, title, headings, body) VALUES (?, ?, ?, ?)",
        (row, *stems),
    )


def _languages(db: sqlite3.Connection, course: int) -> list[str]:
    # From one language to the next in the index: SELECT DISTINCT would read all its rows.
    rows = db.execute(
        "WITH RECURSIVE found(language) AS ("
        " SELECT min(language) FROM chunk WHERE course = :course"
        " UNION ALL SELECT (SELECT min(language) FROM chunk"
        " WHERE course = :course AND language > found.language)"
        " FROM found WHERE found.language IS NOT NULL)"
        " SELECT language FROM found WHERE language IS NOT NULL",
        {"course": course},
    )
    return [language for (language,) in rows]


def _count(db: sqlite3.Connection, course: int, more: int) -> None:
    """Keep the number of chunks: to count them at each search would read an index through."""
    db.execute("UPDATE course SET chunks = chunks + ? WHERE id = ?", (more, course))


def _count_chunks(db: sqlite3.Connection, course: int) -> int:
    found = db.execute("SELECT chunks FROM course WHERE id = ?", (course,))
    return int(found.fetchone()[0])


def _frequencies(db: sqlite3.Connection, course: int, terms: Sequence[str]) -> dict[str, int]:
    rows = db.execute(
        f"SELECT term, doc FROM words_{course:d}_vocabulary"
        " WHERE term IN (SELECT value FROM json_each(?))",
        (json.dumps(list(terms)),),
    )
    return dict(rows.fetchall())


def _telling(asked: AskedWords) -> list[str]:
    """Return the terms, each once, without those of a large course that are everywhere.

    They hardly change BM25, but each of their thousands of chunks would be scored.
    """
    terms = list(dict.fromkeys(chain(*asked.terms.values())))
    if asked.chunks < LARGE_COURSE_CHUNKS:
        return terms
    most = EVERYWHERE * asked.chunks
    return [term for term in terms if asked.frequencies.get(term, 0) <= most] or terms


def _search_statement(course: int, *, filtered: bool) -> str:
    """Return the statement; chunks are looked up for the best rows only, which is faster."""
    words = f"words_{course:d}"
    rank = f"bm25({words}, {TITLE_WEIGHT}, {HEADING_WEIGHT}, {TEXT_WEIGHT})"
    visible = (
        "AND +rowid IN (SELECT id FROM chunk WHERE course = :course"
        " AND document_id IN (SELECT value FROM json_each(:documents)))"
    )
    return (
        "SELECT chunk_id, score FROM"
        f" (SELECT rowid AS row, {rank} AS score FROM {words}"
        f" WHERE {words} MATCH :match {visible if filtered else ''}"
        " ORDER BY score LIMIT :limit)"
        " JOIN chunk ON chunk.id = row ORDER BY score, chunk_id"
    )
