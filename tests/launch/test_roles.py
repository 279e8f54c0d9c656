"""From a platform's roles to ours."""

from __future__ import annotations

import pytest

from lti_app.domain.visit import Role
from lti_app.launch.roles import role_of

COURSE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
SUB_ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership"
INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
SYSTEM = "http://purl.imsglobal.org/vocab/lis/v2/system/person#"


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([], Role.STUDENT),
        (["Learner"], Role.STUDENT),
        ([f"{COURSE}Learner"], Role.STUDENT),
        (["Instructor"], Role.TEACHER),
        ([f"{COURSE}Instructor"], Role.TEACHER),
        ([f"{COURSE}ContentDeveloper"], Role.TEACHER),
        ([f"{COURSE}Administrator"], Role.TEACHER),
        (["TeachingAssistant"], Role.TEACHER),
        ([f"{SUB_ROLE}/Instructor#TeachingAssistant"], Role.TEACHER),
        ([f"{SUB_ROLE}/instructor#TeachingAssistant"], Role.TEACHER),
        ([f"{COURSE}Mentor"], Role.STUDENT),
        ([f"{COURSE}Learner", f"{COURSE}Instructor"], Role.TEACHER),
        ([f"{INSTITUTION}Administrator"], Role.ADMIN),
        ([f"{SYSTEM}SysAdmin"], Role.ADMIN),
        ([f"{COURSE}Instructor", f"{SYSTEM}Administrator"], Role.ADMIN),
        ([f"{COURSE}Learner", f"{SYSTEM}Administrator"], Role.STUDENT),
        ([f"{INSTITUTION}Instructor"], Role.STUDENT),
        ([f"{INSTITUTION}Faculty", f"{COURSE}Learner"], Role.STUDENT),
        ([f"{SYSTEM}TestUser", f"{COURSE}Learner"], Role.STUDENT),
        (["https://example.org/roles#Instructor"], Role.STUDENT),
        (["urn:lti:sysrole:ims/lis/Administrator"], Role.STUDENT),
        (["$Membership.role"], Role.STUDENT),
        (["instructor"], Role.STUDENT),
    ],
)
def test_role_follows_from_the_platforms_roles(roles, expected):
    assert role_of(roles) is expected
