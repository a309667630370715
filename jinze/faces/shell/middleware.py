"""What every request gets: as whom it acts, and an answer in words when something is refused."""

import logging
from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.cache import patch_cache_control

from jinze.faces.shell.answers import bad_request, not_allowed, refused
from jinze.faces.shell.guards import DeskRequest
from jinze.foundation.access.queries.people import Seat, acting_of, seats
from jinze.kernel.days import day_of
from jinze.kernel.refusal import Refusal
from jinze.sources.queries.law import one_reading

SESSION_POST = "post"

Answer = Callable[..., HttpResponse]
log = logging.getLogger(__name__)


class ActingMiddleware:
    """Sets request.at, request.seats, request.seat and request.acting from the session's chosen post.

    The post is looked up anew at each request, so that whoever loses it today acts in it no longer today.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: DeskRequest) -> HttpResponse:
        request.at = timezone.now()
        request.seats = seats(request.user, day_of(request.at)) if request.user.is_authenticated else []
        seat = _chosen(request.seats, request.session.get(SESSION_POST))
        # Views behind `in_post` never see None here.
        request.seat = seat  # type: ignore[assignment]
        request.acting = None if seat is None else acting_of(seat)  # type: ignore[assignment]
        private = request.user.is_authenticated
        with one_reading():
            answer = self.get_response(request)
        if private or request.user.is_authenticated:
            patch_cache_control(answer, private=True, no_store=True)  # nothing stays on a phone that is lost
        return answer


class RefusalMiddleware:
    """Answers in words: a Refusal that a view did not show in its own form, a wrong method, what cannot be read.

    Everything else that is raised is a bug and goes up.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _unreadable(request):
            return bad_request(request)
        answer = self.get_response(request)
        if isinstance(answer, HttpResponseNotAllowed):
            return not_allowed(request, answer["Allow"])
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        log.info("refused %s %s", exception.code, request.path)
        return refused(request, exception)


def _unreadable(request: HttpRequest) -> bool:
    """Whether something holds a NUL, which no person types and PostgreSQL stores nowhere."""
    return "\x00" in request.path or any("%00" in said.urlencode() for said in (request.GET, request.POST))


def _chosen(found: list[Seat], key: str | None) -> Seat | None:
    if key:
        for seat in found:
            if seat.post.key == UUID(key):
                return seat
    return found[0] if len(found) == 1 else None
