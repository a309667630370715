"""Who keeps the law. It is public: everyone reads it, and one office of the root area adopts and imports."""

from datetime import date

from django.conf import settings
from django.db.models import Q

from jinze.foundation.access.enums import Role
from jinze.foundation.access.models import FunctionHeld
from jinze.kernel.acting import Acting
from jinze.kernel.refusal import Refusal


def may_keep(acting: Acting, on: date) -> bool:
    """Whether one may adopt revisions and import texts.

    An official, no auditor, in a post of the body that holds the function JINZE_LAW_KEEPER in the root area on that
    day; or the system itself, when the operator of the server runs a command.
    """
    if acting.system:
        return True
    if Role.OFFICIAL not in acting.roles or Role.AUDITOR in acting.roles or acting.body is None:
        return False
    live = Q(until=None) | Q(until__gt=on)
    held = FunctionHeld.objects.filter(live, since__lte=on, function=keeper(), body__key=acting.body)
    return held.filter(body__area=settings.JINZE_ROOT_AREA).exists()


def check_keeper(acting: Acting, on: date) -> None:
    """Refuses whoever may not keep the law."""
    if not may_keep(acting, on):
        raise Refusal(
            "sources.not_keeper",
            "采用法源数据、导入官方原文，只由市里承担这项职能的单位办理；你现在的身份不能办",
            remedy="请换一个身份，或联系该单位办理",
            status=403,
        )


def keeper() -> str:
    """The function whose holder keeps the law."""
    found: str = settings.JINZE_LAW_KEEPER
    return found
