"""The code that lets the first person in, where nobody has an account yet."""

import secrets
import threading

from stagerace.node.accounts import Account, Accounts, one_time_code


class FirstCode:
    """A code that makes one director's account, once, and only while there is no account."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._lock = threading.Lock()
        self._code = "" if accounts.names() else one_time_code()

    @property
    def code(self) -> str:
        """The code to show to whoever sits at this machine; empty once it is used or not needed."""
        return "" if self._code and self._accounts.names() else self._code

    def use(self, code: str, name: str, password: str) -> Account | None:
        """The first account, made with the code; None where the code is wrong or used up.

        Raises BadInput for a name or password that cannot be; the code is then still good.
        """
        with self._lock:
            typed = "".join(code.upper().split()).replace("-", "")
            real = self.code.replace("-", "")
            if not real or not secrets.compare_digest(typed.encode(), real.encode()):
                return None
            account = self._accounts.add_first(name, "director", password)
            self._code = ""
        return account
