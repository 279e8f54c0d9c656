"""The settings: one table of names, defaults and sentences, the only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lti_app.domain.errors import SettingsError

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; its type is that of its default. A default of None means that it is needed."""

    name: str
    default: str | int | float | bool | None
    sentence: str
    is_secret: bool = False


TABLE = (
    Setting("PUBLIC_URL", None, "Address under which browsers and platforms reach the tool."),
    Setting("SECRET_KEY", None, "At least 32 random characters; signs the language choice.", True),
    Setting("DATA_DIR", "var", "Folder of the embedded database, files, index and models."),
    Setting("DATABASE_URL", "", "SQLAlchemy URL; empty means SQLite in the data folder.", True),
    Setting("CHROMA_URL", "", "Address of a Chroma server; empty means Chroma in the data folder."),
    Setting("MISTRAL_API_KEY", "", "Key of Mistral's API; with it, Mistral answers.", True),
    Setting("MISTRAL_SERVER_URL", "", "Address of a server that speaks Mistral's API."),
    Setting("MISTRAL_MODEL", "mistral-small-latest", "Model that writes answers."),
    Setting("MISTRAL_TIMEOUT_S", 30.0, "Seconds to wait for the model's next text."),
    Setting("EMBEDDING_MODEL", "embedded", "`embedded` or `mistral-embed`."),
    Setting("MAX_UPLOAD_BYTES", 100_000_000, "Largest document that a teacher may upload."),
    Setting("MAX_QUESTION_CHARS", 4000, "Longest question, in characters."),
    Setting("HISTORY_TOKENS", 1500, "Tokens of earlier turns that go to the model."),
    Setting("ANSWER_TOKENS", 1024, "Longest answer, in tokens."),
    Setting("PASSAGES_PER_QUESTION", 6, "Passages offered to the model for one question."),
    Setting("MAX_STREAMS", 200, "Answers that one web process streams at once."),
    Setting("ABANDONED_AFTER_S", 20.0, "Seconds that an answer goes on without a reader."),
    Setting("VISIT_MINUTES", 120, "Minutes that a visit lasts after the visitor's last request."),
    Setting("LOG_LEVEL", "INFO", "Least level of the log: DEBUG, INFO, WARNING or ERROR."),
    Setting("RUN_JOBS_IN_WEB", True, "Index documents in the web process (embedded index)."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force, by their names in lower case."""

    public_url: str
    secret_key: str
    data_dir: Path
    database_url: str
    chroma_url: str
    mistral_api_key: str
    mistral_server_url: str
    mistral_model: str
    mistral_timeout_s: float
    embedding_model: str
    max_upload_bytes: int
    max_question_chars: int
    history_tokens: int
    answer_tokens: int
    passages_per_question: int
    max_streams: int
    abandoned_after_s: float
    visit_minutes: int
    log_level: str
    run_jobs_in_web: bool


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings; raises SettingsError naming everything missing or malformed."""
    given = os.environ if environment is None else environment
    faults: list[str] = []
    values = {row.name.lower(): _value(row, given, faults) for row in TABLE}
    if faults:
        raise SettingsError("; ".join(faults))
    data_dir = Path(str(values["data_dir"])).resolve()
    values["data_dir"] = data_dir
    values["public_url"] = str(values["public_url"]).rstrip("/")
    values["database_url"] = values["database_url"] or f"sqlite:///{data_dir / 'passerelle.db'}"
    return Settings(**values)  # type: ignore[arg-type]


def _value(row: Setting, given: Mapping[str, str], faults: list[str]) -> object:
    text = given.get(row.name, "").strip()
    if not text:
        if row.default is None:
            faults.append(f"{row.name} is missing: {row.sentence}")
        return row.default
    if row.name == "SECRET_KEY" and len(text) < 32:
        faults.append("SECRET_KEY has fewer than 32 characters")
    try:
        return _parse(row.default, text)
    except ValueError:
        faults.append(f"{row.name} is not a {type(row.default).__name__}")
        return row.default


def _parse(default: object, text: str) -> object:
    if isinstance(default, bool):
        if text.lower() not in ("1", "true", "yes", "0", "false", "no"):
            raise ValueError(text)
        return text.lower() in ("1", "true", "yes")
    if isinstance(default, int):
        return int(text)
    if isinstance(default, float):
        return float(text)
    return text
