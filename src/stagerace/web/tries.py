"""Trying a password or a code: one at a time, since each takes a tenth of a second, and slower after mistakes."""

import asyncio
from collections.abc import Callable

from stagerace.core.clock import Instant
from stagerace.node.accounts import Account
from stagerace.web.backoff import Backoff
from stagerace.web.refusals import Refused


class Tries:
    """Every try of a secret at this camp node."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._one = asyncio.Lock()
        self._backoff = Backoff(clock)

    async def attempt(self, name: str, address: str, check: Callable[[], Account | None]) -> Account | None:
        """What a check comes to, for a name tried from an address.

        Raises Refused while earlier mistakes cost a wait.
        """
        name = " ".join(name.split()).casefold()[:100]
        async with self._one:
            if wait := self._backoff.wait(name, address):
                do, headers = f"Wait {wait} s, then try again", {"Retry-After": str(wait)}
                raise Refused(429, "too many wrong tries", do, headers)
            account = await asyncio.to_thread(check)
            if account is None:
                self._backoff.missed(name, address)
            else:
                self._backoff.fits(name, address)
        return account
