"""Under which name a browser keeps a draft."""

from hashlib import sha256

from lti_app.domain.visit import Visit


def draft_key(visit: Visit) -> str:
    """Return a name that no other person or course shares, and that tells neither."""
    owner = f"{visit.scope.course_id}/{visit.person_id}"
    return f"passerelle.draft.{sha256(owner.encode()).hexdigest()[:16]}"
