"""Logging in and out, the first account, and the challenge a device answers."""

from collections.abc import Callable
from typing import Final

import msgspec
from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from stagerace.core.errors import BadInput
from stagerace.core.names import DeviceId
from stagerace.core.roles import ROLES
from stagerace.node.accounts import Account
from stagerace.web.bodies import is_form, read_fields
from stagerace.web.gatehouse import address_of
from stagerace.web.pages import form_page
from stagerace.web.refusals import Refused, refuse
from stagerace.web.sessions import LASTS
from stagerace.web.ways import Asked, Way

SMALL: Final = 4_096
"""The largest form [bytes]."""


class WhoTold(Struct, frozen=True):
    """Whoever asks, as the camp node knows them."""

    kind: str
    name: str
    role: str
    powers: tuple[str, ...]


class ChallengeTold(Struct, frozen=True):
    """What a device signs next, for which log."""

    log_id: str
    challenge: str
    device: DeviceId
    """The device that this node is."""


async def login_form(asked: Asked) -> Response:
    """The page to log in."""
    return form_page(asked, "login")


async def first_form(asked: Asked) -> Response:
    """The page for the first account."""
    return form_page(asked, "first")


async def log_in(asked: Asked) -> Response:
    """A name and a password for a session."""
    form = read_fields(asked.request, asked.body)
    name, password = form.get("name", ""), form.get("password", "")
    account = await _attempt(asked, name, lambda: asked.camp.accounts.check(name, password))
    if account is None:
        do = "Try again, or ask whoever runs the camp node"
        return _failed(asked, "login", Refused(401, "the name or the password is wrong", do))
    return _welcome(asked, account)


async def open_first(asked: Asked) -> Response:
    """The code from the terminal for the first director's account."""
    form = read_fields(asked.request, asked.body)
    code, name, password = (form.get(key, "") for key in ("code", "name", "password"))
    if form.get("again", password) != password:
        return _failed(asked, "first", Refused(400, "the two passwords differ", "Type the same twice"))
    try:
        account = await _attempt(asked, "", lambda: asked.camp.first_code.use(code, name, password))
    except BadInput as bad:
        return _failed(asked, "first", Refused(400, bad.problems[0].what, bad.problems[0].remedy))
    if account is None:
        do = "Type the code that `stagerace serve` shows; after the first account it is void"
        return _failed(asked, "first", Refused(401, "the code is wrong or used up", do))
    return _welcome(asked, account)


async def log_out(asked: Asked) -> Response:
    """The end of a session."""
    recognition = asked.house.recognition
    recognition.sessions.end(asked.who.key)
    response = RedirectResponse("/", 303)
    response.delete_cookie(
        recognition.cookie, path="/", secure=asked.camp.secure, httponly=True, samesite="strict"
    )  # fmt: skip
    return response


async def who(asked: Asked) -> Response:
    """Who I am here."""
    role = next((role for name, role in ROLES.items() if name == asked.who.role), None)
    may = asked.house.recognition.may
    powers = tuple(power for power in sorted(role.powers) if may(asked.who, power)) if role else ()
    return _json(WhoTold(asked.who.kind, asked.who.name, asked.who.role, powers))


async def challenge(asked: Asked) -> Response:
    """What a device signs with its next request."""
    return _json(
        ChallengeTold(asked.camp.meta.log_id, asked.house.recognition.challenges.new(), asked.camp.keys.device)
    )


WAYS = (
    Way("GET", "/login", login_form),
    Way("POST", "/login", log_in, SMALL),
    Way("GET", "/first", first_form),
    Way("POST", "/first", open_first, SMALL),
    Way("POST", "/logout", log_out, SMALL),
    Way("GET", "/api/who", who),
    Way("GET", "/api/challenge", challenge),
)


async def _attempt(asked: Asked, name: str, check: Callable[[], Account | None]) -> Account | None:
    asked.house.count(asked.request, "login")
    return await asked.house.tries.attempt(name, address_of(asked.request), check)


def _welcome(asked: Asked, account: Account) -> Response:
    recognition = asked.house.recognition
    key = recognition.sessions.begin(account.name, account.hash)
    role = ROLES[account.role]
    told = WhoTold("person", account.name, account.role, tuple(sorted(role.powers)))
    response = RedirectResponse("/", 303) if is_form(asked.request) else _json(told)
    response.set_cookie(
        recognition.cookie, key, max_age=LASTS // 1000, path="/", secure=asked.camp.secure, httponly=True,
        samesite="strict",
    )  # fmt: skip
    return response


def _failed(asked: Asked, form: str, refused: Refused) -> Response:
    return form_page(asked, form, refused) if is_form(asked.request) else refuse(refused, asked.request)


def _json(told: Struct) -> Response:
    return Response(msgspec.json.encode(told), media_type="application/json")
