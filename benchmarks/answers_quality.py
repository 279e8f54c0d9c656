"""How good answers are without a language model, on questions about the sample course.

Run `python -m benchmarks.answers_quality`; `--show` prints each answer, `--fresh` indexes anew.
"""

import argparse
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from unittest.mock import patch
from uuid import uuid4

from benchmarks.answers_questions import Question, read_questions
from benchmarks.tool import MODELS
from lti_app.domain.answer import Answer, Ending, Source
from lti_app.domain.visit import Role, Visit
from lti_app.settings import ROOT, read_settings
from lti_app.store.people import People
from lti_app.wiring import Services, build_services
from retrieval.passage import Finding
from tests.platform.demo_course import hand_in, register_practice_lms
from tests.platform.settings import PlatformSettings

HEAD = (
    "| group | n | offered | shown | page | language | refused "
    "| on page | quotes | scraps | words | ms |"
)
NUMBERS = (("on_page", 2), ("quotes", 1), ("scraps", 2), ("words", 0), ("took_ms", 0))
DATA = ROOT / "var" / "answers-quality"
CITATION = re.compile(r"\s?\[(\d+)\]")
SENTENCE = re.compile(r"[^\Wa-zà-ÿ].*[.!?:…»)\]]|[*«(].*[.!?:…»)\]*]|\$.*")
REFUSED = (Ending.NOT_IN_MATERIAL, Ending.MODEL_SAID_NOTHING)


@dataclass(frozen=True)
class Outcome:
    """What came of one question.

    quotes: citations in the text; on_page: the share of them that cite the page that answers.
    scraps: quotes that lack their start or their end. took_ms: from question to end.
    """

    question: Question
    answer: Answer
    text: str
    is_offered: bool
    is_shown: bool
    is_page_cited: bool
    on_page: float
    quotes: int
    scraps: int
    words: int
    took_ms: float

    @property
    def is_refused(self) -> bool:
        """Whether the answer is that the course does not say."""
        return self.answer.ending in REFUSED

    @property
    def is_in_language(self) -> bool:
        """Whether the answer is introduced in the question's language."""
        return self.is_refused or self.answer.language == self.question.language


def main() -> None:
    """Ask everything, print one line a question, then the shares of each group."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--only", default="", help="questions that hold these words")
    options = parser.parse_args()
    if options.fresh:
        shutil.rmtree(DATA, ignore_errors=True)
    services, visit = _indexed_course()
    questions = [q for q in read_questions() if options.only in q.text]
    _answer(services, visit, Question("", "fr", "Chauffe", (), "", None))
    outcomes = []
    for question in questions:
        outcomes.append(_outcome(services, visit, question))
        _print_line(outcomes[-1], show=options.show)
    _print_table(outcomes)
    services.stop()


def _indexed_course() -> tuple[Services, Visit]:
    """Return services over the sample course, indexed at the first run, with a student's visit."""
    MODELS.mkdir(parents=True, exist_ok=True)
    DATA.mkdir(parents=True, exist_ok=True)
    if not (DATA / "models").exists():
        (DATA / "models").symlink_to(MODELS)
    url = "http://localhost:1"
    inherited = {name: value for name, value in os.environ.items() if "MISTRAL" not in name}
    environment = {"PUBLIC_URL": url, "SECRET_KEY": uuid4().hex, "LOG_LEVEL": "ERROR"}
    services = build_services(read_settings({**inherited, **environment, "DATA_DIR": str(DATA)}))
    services.migrate()
    services.prepare_model(lambda done, total: None)
    teacher = register_practice_lms(services, PlatformSettings(url, url))
    hand_in(services, teacher)
    while services.worker.run_next():
        pass
    person_id = People(services.database).ensure(
        teacher.scope.institution_id, platform_id=teacher.platform_id, subject=uuid4().hex
    )
    return services, replace(teacher, person_id=person_id, role=Role.STUDENT)


def _answer(
    services: Services, visit: Visit, question: Question
) -> tuple[Answer, list[Finding], float]:
    """Return the answer with what was found for it, after the questions that come before it."""
    conversation_id, findings = None, list[Finding]()
    for text in (*question.after, question.text):
        findings.clear()
        began_s = time.perf_counter()
        with patch.object(services.library, "find_passages", _noting(services, findings)):
            asked = services.answering.ask(visit, text, conversation_id)
            for _ in services.answering.follow(visit, asked.answer_id):
                pass
        took_ms = (time.perf_counter() - began_s) * 1000
        conversation_id = asked.conversation_id
    talk = services.talks.talk(visit, conversation_id or "")
    answer = talk.turns[-1].answer
    if answer is None:
        raise LookupError(question.text)
    return answer, findings, took_ms


def _noting(services: Services, findings: list[Finding]) -> Callable[..., Finding]:
    find = services.library.load()[1].find_passages

    def find_passages(*args: object, **options: object) -> Finding:
        findings.append(find(*args, **options))  # type: ignore[arg-type]
        return findings[-1]

    return find_passages


def _outcome(services: Services, visit: Visit, question: Question) -> Outcome:
    answer, findings, took_ms = _answer(services, visit, question)
    passages = [passage for finding in findings for passage in finding.passages]
    offered = [_plain(passage.text) for passage in passages]
    text = _plain(answer.text)
    gold = {source.number for source in answer.sources if _answers(source, question)}
    cited = [int(number) for number in CITATION.findall(answer.text)]
    return Outcome(
        question=question,
        answer=answer,
        text=answer.text,
        is_offered=any(_holds(each, question.phrases) for each in offered),
        is_shown=_holds(text, question.phrases),
        is_page_cited=bool(gold),
        on_page=sum(number in gold for number in cited) / max(1, len(cited)),
        quotes=len(cited),
        scraps=_count_scraps(answer.text),
        words=len(answer.text.split("\n\n", 1)[-1].split()),
        took_ms=took_ms,
    )


def _answers(source: Source, question: Question) -> bool:
    is_page = question.page in (None, source.page_number)
    return source.title == question.title and is_page


def _count_scraps(text: str) -> int:
    """Return how many quoted sentences open in the middle or stop without an end."""
    quoted = [line[2:] for line in text.splitlines() if line.startswith("> ")]
    sentences = [line for line in quoted if line[:1] not in "-|[$" and len(line) > 1]
    return sum(not SENTENCE.fullmatch(CITATION.sub("", line).strip()) for line in sentences)


def _plain(text: str) -> str:
    """Return text without its citations, quotation marks, emphasis or line breaks."""
    bare = CITATION.sub("", text.replace("’", "'").replace("*", ""))
    return " ".join(re.sub(r"(?m)^>+ ?", "", bare).split())


def _holds(text: str, phrases: Sequence[str]) -> bool:
    return any(_plain(phrase) in text for phrase in phrases)


def _print_line(outcome: Outcome, *, show: bool) -> None:
    marks = "".join(_marks(outcome))
    follow_up = "↳ " if outcome.question.after else ""
    print(
        f"{outcome.question.group:12} {marks} {outcome.quotes} quotes {outcome.words:4} words "
        f"{outcome.took_ms:5.0f} ms  {follow_up}{outcome.question.text}"
    )
    if show:
        print("\n".join(f"      {line}" for line in outcome.text.splitlines()))


def _marks(outcome: Outcome) -> Iterator[str]:
    """Yield S for shown, O for offered only; P for the page; R for refused; L for the language."""
    yield "S" if outcome.is_shown else "O" if outcome.is_offered else "-"
    yield "P" if outcome.is_page_cited else "-"
    yield "R" if outcome.is_refused else "-"
    yield "-" if outcome.is_in_language else "L"


def _print_table(outcomes: Sequence[Outcome]) -> None:
    print(f"\n{HEAD}")
    print("|---" * (HEAD.count("|") - 1) + "|")
    for group in dict.fromkeys(outcome.question.group for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.question.group == group]
        shares = [
            f"{sum(getattr(o, name) for o in own) / len(own):.0%}"
            for name in ("is_offered", "is_shown", "is_page_cited", "is_in_language", "is_refused")
        ]
        means = [
            f"{sum(getattr(o, name) for o in own) / len(own):.{digits}f}"
            for name, digits in NUMBERS
        ]
        print(f"| {' | '.join([group, str(len(own)), *shares, *means])} |")


if __name__ == "__main__":
    main()
