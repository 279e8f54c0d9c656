"""The errors of the product, as one tree.

AppError
├── LaunchError                 a platform's message cannot open a visit
│   ├── UnknownPlatformError, UnknownDeploymentError
│   ├── InvalidLaunchError      the message breaks LTI 1.3; `reason` says where
│   ├── LaunchExpiredError
│   ├── LaunchReplayedError
│   ├── LaunchStateLostError    the browser kept nothing of the login
│   ├── PlatformRefusedError    the platform answered the login with an error
│   └── PlatformUnreachableError
├── AccessError
│   ├── VisitMissingError, VisitExpiredError
│   └── RoleNotAllowedError
├── NotFoundError
├── InputError                  what the visitor sent cannot be taken
│   ├── EmptyQuestionError, LongQuestionError, EmptyTitleError
│   ├── UnknownFormatError, EmptyFileError, LargeFileError, DuplicateFileError
│   └── MalformedInputError
├── AnswerRunningError          the talk still waits for an answer
├── TooManyAnswersError         this process has no room for one more stream
├── DocumentUnreadableError     `failure` says why
├── ModelError                  a language model gave no whole answer
│   ├── ModelRefusedKeyError
│   ├── ModelBusyError
│   ├── ModelUnavailableError
│   ├── ModelBrokeOffError
│   └── ModelSaidNothingError
├── SearchUnavailableError
├── RosterUnavailableError
└── SettingsError               the settings cannot start the product
"""

from collections.abc import Mapping

from lti_app.domain.document import DocumentFailure


class AppError(Exception):
    """Something that the product knows how to say.

    log_facts: what an operator needs to mend it; never a person's words, a token or a key.
    """

    code = "error"
    log_facts: Mapping[str, str | None] = {}


class LaunchError(AppError):
    """A platform's message cannot open a visit."""

    code = "launch"


class UnknownPlatformError(LaunchError):
    """No platform is registered under this issuer and client id."""

    code = "unknown_platform"

    def __init__(self, *, issuer: str, client_id: str | None) -> None:
        super().__init__(f"issuer {issuer!r}, client_id {client_id!r}")
        self.log_facts = {"issuer": issuer, "client_id": client_id}


class UnknownDeploymentError(LaunchError):
    """The platform is known, this deployment of it is not."""

    code = "unknown_deployment"

    def __init__(self, *, platform_id: str, deployment_id: str) -> None:
        super().__init__(f"deployment {deployment_id!r} of platform {platform_id}")
        self.log_facts = {"platform": platform_id, "deployment_id": deployment_id}


class InvalidLaunchError(LaunchError):
    """The message breaks LTI 1.3; reason is a stable short name for the log."""

    code = "invalid_launch"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.log_facts = {"reason": reason}


class LaunchExpiredError(LaunchError):
    """The message or its login is too old."""

    code = "launch_expired"


class LaunchReplayedError(LaunchError):
    """The message was used before."""

    code = "launch_replayed"


class LaunchStateLostError(LaunchError):
    """The browser kept nothing of the login, so the message may be another's."""

    code = "launch_state_lost"


class PlatformRefusedError(LaunchError):
    """The platform answered the login with an OAuth error code."""

    code = "platform_refused"

    def __init__(self, platform_error: str) -> None:
        super().__init__(platform_error)
        self.platform_error = platform_error


class PlatformUnreachableError(LaunchError):
    """The platform's public keys could not be fetched."""

    code = "platform_unreachable"


class AccessError(AppError):
    """The visitor may not do this."""

    code = "access"


class VisitMissingError(AccessError):
    """No proof of a visit came along."""

    code = "visit_missing"


class VisitExpiredError(AccessError):
    """The visit has ended."""

    code = "visit_expired"


class RoleNotAllowedError(AccessError):
    """The visitor's role does not reach this."""

    code = "role_not_allowed"


class NotFoundError(AppError):
    """There is no such thing within the visit's scope."""

    code = "not_found"


class InputError(AppError):
    """What the visitor sent cannot be taken as it is."""

    code = "input"


class EmptyQuestionError(InputError):
    """The question has no words."""

    code = "empty_question"


class LongQuestionError(InputError):
    """The question has more characters than a question may have."""

    code = "long_question"

    def __init__(self, *, limit_chars: int) -> None:
        super().__init__(f"more than {limit_chars} characters")
        self.limit_chars = limit_chars


class EmptyTitleError(InputError):
    """A title has no characters."""

    code = "empty_title"


class UnknownFormatError(InputError):
    """The file is of no format that can be read."""

    code = "unknown_format"


class EmptyFileError(InputError):
    """The file has no bytes."""

    code = "empty_file"


class LargeFileError(InputError):
    """The file has more bytes than a document may have."""

    code = "large_file"

    def __init__(self, *, limit_bytes: int) -> None:
        super().__init__(f"more than {limit_bytes} bytes")
        self.limit_bytes = limit_bytes


class DuplicateFileError(InputError):
    """The course already has a document with the same bytes."""

    code = "duplicate_file"

    def __init__(self, *, title: str) -> None:
        super().__init__("same digest")
        self.title = title


class MalformedInputError(InputError):
    """A field is missing or of the wrong kind."""

    code = "malformed_input"


class AnswerRunningError(AppError):
    """The talk still waits for an answer."""

    code = "answer_running"


class TooManyAnswersError(AppError):
    """This process has no room for one more answer."""

    code = "too_many_answers"

    def __init__(self, *, retry_after_s: int) -> None:
        super().__init__(f"retry after {retry_after_s} s")
        self.retry_after_s = retry_after_s


class DocumentUnreadableError(AppError):
    """A document cannot be made searchable."""

    code = "document_unreadable"

    def __init__(self, failure: DocumentFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class ModelError(AppError):
    """A language model gave no whole answer."""

    code = "model"


class ModelRefusedKeyError(ModelError):
    """The model's server does not accept our key (401, 403)."""

    code = "model_refused_key"


class ModelBusyError(ModelError):
    """The model's server asks to wait (429)."""

    code = "model_busy"

    def __init__(self, *, retry_after_s: float | None = None) -> None:
        super().__init__(f"retry after {retry_after_s} s")
        self.retry_after_s = retry_after_s


class ModelUnavailableError(ModelError):
    """The model's server cannot be reached, fails or hangs before any text."""

    code = "model_unavailable"


class ModelBrokeOffError(ModelError):
    """The stream ended in the middle of an answer."""

    code = "model_broke_off"


class ModelSaidNothingError(ModelError):
    """The stream ended well, without any text."""

    code = "model_said_nothing"


class SearchUnavailableError(AppError):
    """The index cannot be read."""

    code = "search_unavailable"


class RosterUnavailableError(AppError):
    """The platform gave no list of members."""

    code = "roster_unavailable"


class SettingsError(AppError):
    """The settings cannot start the product; every fault is named at once."""

    code = "settings"
