"""From a platform's roles to ours."""

from collections.abc import Iterable

from lti_app.domain.visit import Role

# LTI Core 1.3, A.2: the vocabularies of context, institution and system roles.
CONTEXT = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
CONTEXT_SUB_ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership/"
INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
SYSTEM = "http://purl.imsglobal.org/vocab/lis/v2/system/person#"

# A teaching assistant answers for the course's material as a teacher does. A mentor looks over
# a student's shoulder, so that they see what the student sees.
STAFF = frozenset({"Instructor", "ContentDeveloper", "Administrator", "TeachingAssistant"})
ADMINISTRATORS = frozenset(
    {f"{INSTITUTION}Administrator", f"{SYSTEM}Administrator", f"{SYSTEM}SysAdmin"}
)


def role_of(roles: Iterable[str]) -> Role:
    """Return what a person may do in the course that they opened.

    The roles in the course decide. An administrator of the institution who is a mere learner
    here sees what a learner sees; with a staff role or none they are an administrator. Roles
    that nobody knows count for nothing, and nobody is more than a student without a reason.
    """
    given = tuple(roles)
    in_course = {name for name in map(_context_role, given) if name}
    is_administrator = not ADMINISTRATORS.isdisjoint(given)
    if is_administrator and (not in_course or in_course & STAFF):
        return Role.ADMIN
    return Role.TEACHER if in_course & STAFF else Role.STUDENT


def _context_role(role: str) -> str:
    """Return the principal role in the course: "Instructor" of any of its spellings, or "".

    LTI allows short names for context roles; sub-roles are `membership/Instructor#Grader`.
    """
    if role.startswith(CONTEXT):
        return role.removeprefix(CONTEXT)
    if role.startswith(CONTEXT_SUB_ROLE):
        # Canvas writes the principal role in lower case here.
        name = role.removeprefix(CONTEXT_SUB_ROLE).partition("#")[0]
        return name[:1].upper() + name[1:]
    return role if "/" not in role and ":" not in role else ""
