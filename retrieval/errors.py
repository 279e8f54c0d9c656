"""What can go wrong while passages are indexed or found.

RetrievalError
├── IndexUnavailableError     a store cannot be read or written
├── ModelMismatchError        a course was indexed with another model
└── EmbeddingsError           a model gave no usable vectors
    └── ModelFilesError       the embedded model's files are missing or damaged
"""


class RetrievalError(Exception):
    """The root of all errors that retrieval raises."""

    code = "retrieval_failed"


class IndexUnavailableError(RetrievalError):
    """The vector store or the keyword index cannot be reached."""

    code = "index_unavailable"


class ModelMismatchError(RetrievalError):
    """A course was indexed with another embedding model than the one in use."""

    code = "model_mismatch"

    def __init__(
        self,
        *,
        course_id: str,
        expected_model: str,
        expected_dimensions: int,
        found_model: str,
        found_dimensions: int,
    ) -> None:
        super().__init__(
            f"course {course_id} is indexed with {found_model} ({found_dimensions} dimensions), "
            f"but {expected_model} ({expected_dimensions} dimensions) is in use; index it again"
        )
        self.course_id = course_id
        self.expected_model, self.expected_dimensions = expected_model, expected_dimensions
        self.found_model, self.found_dimensions = found_model, found_dimensions


class EmbeddingsError(RetrievalError):
    """A model did not give the vectors that it was asked for."""

    code = "embeddings_failed"


class ModelFilesError(EmbeddingsError):
    """The files of the embedded model are missing, damaged or of another version."""

    code = "model_files_missing"
