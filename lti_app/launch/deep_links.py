"""The answer to a deep linking request: the activity that a teacher made.

PyLTI1p3 composes the message (its classes follow LTI Deep Linking 2.0, 4.5) and we sign it, so
that the key is the one that signs now. Its `data: null` is taken out, and its form is not used:
that form writes the return URL into HTML as it came.
"""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.registration import Registration

from lti_app.domain.course import Assistant
from lti_app.domain.errors import EmptyTitleError, NotFoundError
from lti_app.domain.platform import Platform
from lti_app.domain.visit import DeepLinkRequest, Visit
from lti_app.launch.message import ITEM
from lti_app.launch.protocols import CourseRoom, DeepLinkStore, PlatformStore
from lti_app.launch.tool_keys import ToolKeys

DATA = "https://purl.imsglobal.org/spec/lti-dl/claim/data"
MAX_TITLE_CHARS = 200


@dataclass(frozen=True, slots=True)
class DeepLinkResponse:
    """A signed message for the browser to post to the platform."""

    return_url: str
    token: str


class DeepLinks:
    """Offers the course's assistants; makes the activity that opens one of them."""

    def __init__(
        self,
        *,
        store: DeepLinkStore,
        platforms: PlatformStore,
        courses: CourseRoom,
        tool_keys: ToolKeys,
        public_url: str,
    ) -> None:
        self._store, self._platforms, self._courses = store, platforms, courses
        self._tool_keys, self._public_url = tool_keys, public_url

    def choices(self, visit: Visit) -> tuple[Assistant, ...]:
        """Return the assistants that the new activity may open; raises NotFoundError."""
        _request(visit)
        return self._courses.assistants(visit)

    def respond(self, visit: Visit, title: str, assistant_id: str) -> DeepLinkResponse:
        """Return the response that adds one activity.

        The activity's address carries an opaque id, tied here to the assistant.
        Raises EmptyTitleError; NotFoundError for a visit that asked for no link, or an
        assistant of another course.
        """
        request = _request(visit)
        title = " ".join(title.split())[:MAX_TITLE_CHARS]
        if not title:
            raise EmptyTitleError("activity")
        if assistant_id not in {one.id for one in self._courses.assistants(visit)}:
            raise NotFoundError("assistant")
        item_id = uuid4().hex
        self._store.tie(visit.scope, resource_link_id=f"item:{item_id}", assistant_id=assistant_id)
        return DeepLinkResponse(request.return_url, self._token(visit, request, title, item_id))

    def _token(self, visit: Visit, request: DeepLinkRequest, title: str, item_id: str) -> str:
        platform = self._platforms.get(visit.scope.institution_id, visit.platform_id)
        deployment = self._platforms.deployment_of(visit.scope.institution_id, visit.deployment_id)
        if platform is None or deployment is None:
            raise NotFoundError("platform")
        message = _compose(platform, deployment.deployment_id, request, self._item(title, item_id))
        return self._tool_keys.sign(message)

    def _item(self, title: str, item_id: str) -> DeepLinkResource:
        url = f"{self._public_url}/lti/launch?{ITEM}={item_id}"
        return DeepLinkResource().set_title(title).set_url(url).set_custom_params({ITEM: item_id})


def _compose(
    platform: Platform, deployment_id: str, request: DeepLinkRequest, item: DeepLinkResource
) -> dict[str, Any]:
    registration = Registration().set_issuer(platform.issuer).set_client_id(platform.client_id)
    settings: Any = {"deep_link_return_url": request.return_url, "data": request.data}
    message = dict(DeepLink(registration, deployment_id, settings).get_message_jwt([item]))
    if request.data is None:
        del message[DATA]
    return message


def _request(visit: Visit) -> DeepLinkRequest:
    if visit.deep_link is None:
        raise NotFoundError("deep linking request")
    return visit.deep_link
