"""What people are called: whether runners' names may go out with an answer, and as whom somebody signs."""

from ipaddress import ip_address

from starlette.requests import Request

from stagerace.core.names import DeviceId
from stagerace.web.gatehouse import address_of
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked


def may_name(asked: Asked) -> bool:
    """Whether whoever asks may read names, over a line on which nobody else reads them."""
    return asked.house.recognition.may(asked.who, "read_names") and is_unread(asked)


def is_unread(asked: Asked) -> bool:
    """Whether nobody on the way can read an answer: TLS, or the same machine."""
    return asked.camp.secure or _is_this_machine(asked.request)


def must_be_unread(asked: Asked, machine: str = "this laptop") -> None:
    """Refuse where others could read what goes over the line."""
    if not is_unread(asked):
        raise Refused(409, "others can read what goes over this line", f"Use {machine} itself, or serve it over TLS")


def called(asked: Asked) -> str:
    """As whom somebody signs: a person by name, a device as people call it."""
    grants = asked.camp.rights().enrolled.get(DeviceId(asked.who.name), []) if asked.who.kind == "device" else []
    return next((grant.label for grant in reversed(grants) if grant.label), asked.who.name)


def _is_this_machine(request: Request) -> bool:
    try:
        return ip_address(address_of(request)).is_loopback
    except ValueError:
        return False
