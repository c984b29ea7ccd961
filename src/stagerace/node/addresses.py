"""Under which addresses other machines in camp reach this one; asked of the machine itself, so no network is needed."""

import ipaddress
import socket
import struct
import sys
from typing import Final

_ANY: Final = ("0.0.0.0", "::", "")  # noqa: S104 this is how one says: every address.
_SIOCGIFADDR: Final = 0x8915
_SAMPLES: Final = ("10.255.255.255", "192.168.255.255", "172.31.255.255")


def addresses(host: str) -> list[str]:
    """The addresses to give to people when listening at a host: those of the local networks first, then this machine's.

    Loopback is named only where there is nothing else, or where it was asked for.
    """
    if host not in _ANY:
        return [host]
    found = [text for text in dict.fromkeys((*_by_interface(), *_by_name(), *_by_route())) if _is_useful(text)]
    return sorted(found, key=lambda text: not ipaddress.ip_address(text).is_private) or ["127.0.0.1"]


def url(scheme: str, host: str, port: int) -> str:
    """An address as one types it.

    >>> url("http", "10.0.0.7", 8031), url("https", "hq.example.org", 443)
    ('http://10.0.0.7:8031/', 'https://hq.example.org/')
    """
    shown = f"[{host}]" if ":" in host else host
    usual = (scheme, port) in (("http", 80), ("https", 443))
    return f"{scheme}://{shown}/" if usual else f"{scheme}://{shown}:{port}/"


def _is_useful(text: str) -> bool:
    address = ipaddress.ip_address(text)
    return not (address.is_loopback or address.is_unspecified or address.is_multicast)


def _by_name() -> list[str]:
    try:
        return socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        return []


def _by_route() -> list[str]:
    """Which own address would be used towards common local networks; nothing is sent."""
    found = []
    for sample in _SAMPLES:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            try:
                sock.connect((sample, 9))
                found.append(str(sock.getsockname()[0]))
            except OSError:
                continue
    return found


if sys.platform == "linux":
    import fcntl

    def _by_interface() -> list[str]:
        found = []
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            for _, name in socket.if_nameindex():
                request = struct.pack("256s", name.encode()[:15])
                try:
                    answer = fcntl.ioctl(sock.fileno(), _SIOCGIFADDR, request)
                except OSError:
                    continue
                found.append(socket.inet_ntoa(answer[20:24]))
        return found

else:

    def _by_interface() -> list[str]:
        return []
