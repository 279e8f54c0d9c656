"""The only file that names concrete classes; builds each once."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from lti_app.answering.ask import Answering
from lti_app.answering.check_answer import CheckAnswer
from lti_app.answering.compose import Compose
from lti_app.answering.find_passages import FindPassages
from lti_app.answering.live import Live
from lti_app.answering.load_talk import LoadTalk
from lti_app.answering.model import LanguageModel
from lti_app.answering.pipeline import Pipeline
from lti_app.answering.prompts import Prompts
from lti_app.answering.rephrase import Rephrase
from lti_app.answering.search import CourseSearch
from lti_app.answering.talks import Talks
from lti_app.assistants.courses import Courses
from lti_app.domain.visit import Visit
from lti_app.jobs.worker import Worker
from lti_app.language.embedded import ExtractiveModel
from lti_app.language.mistral import MistralModel
from lti_app.language.phrases import load_phrases
from lti_app.language.sentences import nearest_sentence
from lti_app.late_library import LateLibrary
from lti_app.launch.deep_links import DeepLinks
from lti_app.launch.id_token import IdTokenCheck
from lti_app.launch.key_sets import HttpKeySets
from lti_app.launch.launches import Launches
from lti_app.launch.opening import Opening
from lti_app.launch.platform_keys import PlatformKeys
from lti_app.launch.platforms import Platforms
from lti_app.launch.tool_keys import ToolKeys
from lti_app.launch.visits import Visits
from lti_app.lms.access_tokens import AccessTokens
from lti_app.lms.http import new_session
from lti_app.lms.roster import Rosters
from lti_app.materials.extractor import Extractor
from lti_app.materials.forget_document import ForgetDocument
from lti_app.materials.index import CourseIndex
from lti_app.materials.materials import Materials
from lti_app.materials.read_document import ReadDocument
from lti_app.settings import ROOT, Settings
from lti_app.store import (
    answers,
    conversations,
    courses,
    deep_links,
    documents,
    files,
    jobs,
    launches,
    people,
    platforms,
    tool_keys,
    visits,
)
from lti_app.store.database import Database, now
from lti_app.store.migrate import migrate
from lti_app.web.metrics import count_ending

if TYPE_CHECKING:
    from retrieval.embeddings import Embeddings
    from retrieval.retriever import Retriever

log = structlog.get_logger()


@dataclass(frozen=True)
class Services:
    """Everything that a route or a verb of the operator may call."""

    settings: Settings
    database: Database
    library: LateLibrary
    platforms: Platforms
    tool_keys: ToolKeys
    visits: Visits
    launches: Launches
    deep_links: DeepLinks
    rosters: Rosters
    courses: Courses
    materials: Materials
    answering: Answering
    talks: Talks
    live: Live
    worker: Worker

    def start(self) -> None:
        """Load the models behind the first requests; begin to work on jobs where it is set."""
        threading.Thread(target=self.library.load, daemon=True, name="load").start()
        if self.settings.run_jobs_in_web:
            self.worker.start()

    def stop(self) -> None:
        """Let the running answers and the job under way end."""
        self.worker.stop()
        self.live.close()
        self.database.close()

    def migrate(self) -> None:
        """Bring the tables to their newest form."""
        migrate(self.database)

    def prepare_model(self, on_progress: Callable[[int, int], None]) -> None:
        """Make the embedded embedding model ready in the data folder."""
        from retrieval.embedded_setup import prepare_embedded_model

        prepare_embedded_model(self.settings.data_dir / "models", on_progress)

    def health(self) -> dict[str, bool]:
        """Return, for each part that answers need, whether it can be reached."""
        return {"database": self._is_database_well()}

    def _is_database_well(self) -> bool:
        try:
            with self.database.reading() as session:
                session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            log.warning("health.database_unreachable")
            return False
        return True


def build_services(settings: Settings) -> Services:
    """Return the services that the settings ask for; opens no model and no index yet."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    library = LateLibrary(lambda: _build_library(settings))
    platform_store = platforms.Platforms(database)
    keys = ToolKeys(tool_keys.ToolKeys(database))
    course_room = Courses(courses.Courses(database))
    open_visits = Visits(visits.Visits(database), visit_minutes=settings.visit_minutes)
    document_store, file_store = documents.Documents(database), files.Files(settings.data_dir)
    materials = Materials(document_store, file_store, max_upload_bytes=settings.max_upload_bytes)
    index = CourseIndex(library)
    live = Live(
        answers.Answers(database),
        max_streams=settings.max_streams,
        abandoned_after_s=settings.abandoned_after_s,
    )
    talk_store = conversations.Conversations(database)
    return Services(
        settings=settings,
        database=database,
        library=library,
        platforms=Platforms(platform_store),
        tool_keys=keys,
        visits=open_visits,
        launches=Launches(
            logins=launches.Logins(database),
            platforms=platform_store,
            id_tokens=IdTokenCheck(PlatformKeys(HttpKeySets())),
            opening=Opening(platform_store, people.People(database), course_room),
            visits=open_visits,
            public_url=settings.public_url,
        ),
        deep_links=DeepLinks(
            store=deep_links.DeepLinks(database),
            platforms=platform_store,
            courses=course_room,
            tool_keys=keys,
            public_url=settings.public_url,
        ),
        rosters=_build_rosters(keys, platform_store),
        courses=course_room,
        materials=materials,
        answering=_build_answering(settings, database, library, live, materials, course_room),
        talks=Talks(talk_store, now),
        live=live,
        worker=Worker(
            jobs.Jobs(database),
            {
                "read_document": ReadDocument(document_store, file_store, Extractor(), index),
                "forget_document": ForgetDocument(file_store, index),
            },
        ),
    )


def _build_answering(
    settings: Settings,
    database: Database,
    library: LateLibrary,
    live: Live,
    materials: Materials,
    course_room: Courses,
) -> Answering:
    from retrieval.language import tell_language

    model = _build_model(settings, library)
    prompts = Prompts(ROOT / "prompts")
    talks = conversations.Conversations(database)
    steps = (
        LoadTalk(talks, tell_language, budget_tokens=settings.history_tokens),
        Rephrase(model, prompts),
        FindPassages(CourseSearch(library), nearest_sentence, limit=settings.passages_per_question),
        Compose(model, prompts, tell_language, answer_tokens=settings.answer_tokens),
        CheckAnswer(),
    )

    def assistant_id_of(visit: Visit) -> str:
        return course_room.assistant(visit).id

    return Answering(
        pipeline=Pipeline(steps),
        live=live,
        answers=answers.Answers(database),
        talks=talks,
        model=model,
        visible_document_ids=materials.ready_document_ids,
        assistant_id_of=assistant_id_of,
        on_ending=count_ending,
        max_question_chars=settings.max_question_chars,
    )


def _build_model(settings: Settings, library: LateLibrary) -> LanguageModel:
    """Return Mistral where there is a key or a server, else the engine that only quotes."""
    if settings.mistral_api_key or settings.mistral_server_url:
        return MistralModel(
            api_key=settings.mistral_api_key,
            server_url=settings.mistral_server_url or None,
            model=settings.mistral_model,
            timeout_s=settings.mistral_timeout_s,
        )
    return ExtractiveModel(embeddings=library, phrases=load_phrases(ROOT / "prompts" / "embedded"))


def _build_rosters(keys: ToolKeys, platform_store: platforms.Platforms) -> Rosters:
    session = new_session()
    return Rosters(session, AccessTokens(session, keys), Platforms(platform_store))


def _build_library(settings: Settings) -> "tuple[Embeddings, Retriever]":
    from retrieval.index_file import IndexFile
    from retrieval.keyword_index import KeywordIndex
    from retrieval.retriever import Retriever
    from retrieval.vector_store import ChromaVectorStore

    embeddings = _build_embeddings(settings)
    vectors = ChromaVectorStore(
        _open_chroma(settings), model=embeddings.model, dimensions=embeddings.dimensions
    )
    keywords = KeywordIndex(IndexFile(settings.data_dir / "keywords.db"))
    return embeddings, Retriever(embeddings, vectors, keywords)


def _open_chroma(settings: Settings) -> object:
    from retrieval.vector_store import open_chroma_folder, open_chroma_server

    if not settings.chroma_url:
        return open_chroma_folder(settings.data_dir / "chroma")
    url = urlsplit(settings.chroma_url)
    is_tls = url.scheme == "https"
    return open_chroma_server(url.hostname or "", url.port or (443 if is_tls else 80), ssl=is_tls)


def _build_embeddings(settings: Settings) -> "Embeddings":
    if settings.embedding_model == "mistral-embed":
        from mistralai.client import Mistral

        from retrieval.mistral_embeddings import MistralEmbeddings

        client = Mistral(
            api_key=settings.mistral_api_key, server_url=settings.mistral_server_url or None
        )
        return MistralEmbeddings(client)
    from retrieval.embedded_e5 import EmbeddedE5
    from retrieval.embedded_setup import prepare_embedded_model

    return EmbeddedE5(prepare_embedded_model(settings.data_dir / "models"))
