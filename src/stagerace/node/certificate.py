"""The certificate under which the camp node shows itself, looked at before anyone relies on it."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from cryptography.x509.oid import ExtensionOID

from stagerace.core.clock import DAY, Instant
from stagerace.core.errors import BadInput, Problem

WARN_FROM: Final = 21 * DAY
"""How long before it runs out a warning is given [ms]."""
_HOW: Final = "docs/guide/camp-node.md says how to get one before the race"


@dataclass(frozen=True)
class Certificate:
    """A certificate and its key that fit each other, for which names, until when."""

    file: Path
    key: Path
    names: tuple[str, ...]
    ends: Instant

    def warning(self, now: Instant) -> str:
        """What to say about its end, from 21 days before; empty before that."""
        left = self.ends - now
        if left > WARN_FROM:
            return ""
        if left <= 0:
            return "the certificate has run out: phones cannot sync; get a new one and restart with it"
        day = datetime.fromtimestamp(self.ends / 1000, UTC)
        days = f"in {left // DAY} days" if left >= 2 * DAY else "within two days"
        return f"the certificate runs out {days}, on {day:%Y-%m-%d %H:%M} UTC: renew it while there is internet"


def read_certificate(file: Path, key: Path, name: str, now: Instant) -> Certificate:
    """A certificate that can be served now under a name; without a name any will do.

    Raises BadInput saying what is wrong: unreadable, not yet or no longer valid, for other names, another's key.
    """
    leaf = _leaf(file)
    names = _names(leaf)
    begins, ends = _instant(leaf.not_valid_before_utc), _instant(leaf.not_valid_after_utc)
    if now > ends:
        raise _refused(file, f"the certificate ran out on {leaf.not_valid_after_utc:%Y-%m-%d %H:%M} UTC", _HOW)
    if now < begins:
        what = f"the certificate is valid only from {leaf.not_valid_before_utc:%Y-%m-%d %H:%M} UTC"
        raise _refused(file, what, "Check this machine's clock")
    if not names:
        raise _refused(file, "the certificate names no host", _HOW)
    if name and not any(covers(pattern, name) for pattern in names):
        raise _refused(file, f"the certificate is for {', '.join(names)}, not for {name}", "Give --name one of them")
    _check_key(leaf, file, key)
    return Certificate(file, key, names, ends)


def covers(pattern: str, name: str) -> bool:
    """Whether a name in a certificate stands for a host; a star is one whole word at the front.

    >>> covers("*.example.org", "hq.example.org"), covers("*.example.org", "a.hq.example.org")
    (True, False)
    """
    pattern, name = pattern.casefold().rstrip("."), name.casefold().rstrip(".")
    if pattern.startswith("*."):
        first, _, rest = name.partition(".")
        return bool(first) and rest == pattern[2:]
    return pattern == name


def _leaf(file: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificates(file.read_bytes())[0]
    except OSError as error:
        raise _refused(file, f"the certificate cannot be read ({error.strerror})", "Check the path") from error
    except ValueError as error:
        raise _refused(file, "this is no certificate in PEM form", f"Give fullchain.pem; {_HOW}") from error


def _names(leaf: x509.Certificate) -> tuple[str, ...]:
    try:
        found = leaf.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    except x509.ExtensionNotFound:
        return ()
    if not isinstance(found, x509.SubjectAlternativeName):
        return ()
    hosts = [str(address) for address in found.get_values_for_type(x509.IPAddress)]
    return (*found.get_values_for_type(x509.DNSName), *hosts)


def _check_key(leaf: x509.Certificate, file: Path, key: Path) -> None:
    try:
        found = load_pem_private_key(key.read_bytes(), None)
    except OSError as error:
        raise _refused(key, f"the key cannot be read ({error.strerror})", "Check the path") from error
    except TypeError as error:
        raise _refused(key, "the key asks for a password", "Save it without one, readable only by you") from error
    except ValueError as error:
        raise _refused(key, "this is no private key in PEM form", "Give privkey.pem as the second file") from error
    form = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if found.public_key().public_bytes(*form) != leaf.public_key().public_bytes(*form):
        raise _refused(key, f"this key does not belong to {file.name}", "Give the two files that came together")
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(file, key)
    except ssl.SSLError as error:
        raise _refused(file, f"the certificate cannot be used ({error.reason})", _HOW) from error


def _instant(moment: datetime) -> Instant:
    return Instant(int(moment.timestamp() * 1000))


def _refused(file: Path, what: str, remedy: str) -> BadInput:
    return BadInput(Problem(what, remedy, str(file)))
