"""A page of a document as its reader sees it, with a passage marked."""

from lti_app.domain.document import Document, DocumentPage, PageView
from lti_app.domain.errors import NotFoundError
from lti_app.domain.visit import Scope, Visit
from lti_app.materials.draw.pictures import Pictures
from lti_app.materials.formats import is_pdf
from lti_app.materials.marks import find_marks
from lti_app.materials.stores import DocumentStore, FileStore


class Views:
    """Shows pages of one course's documents."""

    def __init__(self, documents: DocumentStore, files: FileStore, pictures: Pictures) -> None:
        self._documents, self._files, self._pictures = documents, files, pictures

    def view(self, visit: Visit, document_id: str, page_number: int, passage: str) -> PageView:
        """Return a page with the passage marked as far as it is found; raises NotFoundError."""
        document = self._documents.get(visit.scope, document_id)
        page = self._documents.page(visit.scope, document_id, page_number)
        return self._with_picture(visit.scope, document, page, passage)

    def picture(self, visit: Visit, document_id: str, page_number: int, width_px: int) -> bytes:
        """Return a page of a PDF as PNG; raises NotFoundError, also for other formats."""
        self._documents.get(visit.scope, document_id)
        path = self._files.shown(visit.scope, document_id)
        if not is_pdf(path):
            raise NotFoundError("picture")
        return self._pictures.draw(path, page_number, width_px)

    def _with_picture(
        self, scope: Scope, document: Document, page: DocumentPage, passage: str
    ) -> PageView:
        marks = find_marks(page.text, passage)
        try:
            path = self._files.shown(scope, document.id)
            if not is_pdf(path):
                return PageView(document, page, marks)
            size, areas = self._pictures.find(path, page.number, passage)
        except NotFoundError:
            # The text is worth showing without its picture.
            return PageView(document, page, marks)
        return PageView(document, page, marks, picture_size=size, areas=areas)
