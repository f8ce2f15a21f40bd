"""One address → its bytes. Only because the user named it, and never from inside the user's own network.

A web page may redirect to, or a name may resolve to, a machine behind the user's firewall. So on every hop the host is
resolved here, refused if any of its addresses is not public, and connected to at the very address that was checked (a
second look-up could answer differently: DNS rebinding). Time, bytes (before and after decompression) and redirects are
limited. No cookies, no proxies, nothing from the environment.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore2
import httpx2

from sayso.errors import AddressRefused, FetchError, TooLarge, shown

MAX_BYTES = 10_000_000  # as `page.MAX_PAGE`
TIMEOUT = 30.0  # seconds for everything: look-up, all hops, all bytes
MAX_REDIRECTS = 5  # browsers follow 20; shorteners and consent pages need 2 or 3
CHUNK = 65_536  # bytes decompressed at once

SAVE_IT = "open it in your browser, save the page, and give the file"
_HEADERS = {
    "User-Agent": "sayso (https://pypi.org/project/sayso/)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en",
    "Connection": "close",
}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def fetch(
    url: str, *, max_bytes: int = MAX_BYTES, timeout: float = TIMEOUT, allow_private: bool = False
) -> tuple[bytes, str, str]:
    """The bytes at `url`, the address they came from in the end, and their content type (lower case, "" if none given).

    `timeout` is in seconds and holds for the whole fetch. `allow_private` lets it reach private networks and itself.
    Raises `AddressRefused`, `FetchError`, `TooLarge`.
    """
    deadline = time.monotonic() + timeout
    backend = _CheckedNetwork(deadline, timeout, allow_private)
    address = _checked_url(url)
    with httpcore2.ConnectionPool(ssl_context=_tls(), network_backend=backend, max_connections=1) as pool:
        for _ in range(MAX_REDIRECTS + 1):
            try:
                answer = _get(pool, address, max_bytes)
            except (httpcore2.TimeoutException, TimeoutError):
                raise _failed(address, f"did not answer in {timeout:g} seconds") from None
            except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
                raise _failed(address, f"could not be fetched ({error})") from None
            if not isinstance(answer, httpx2.URL):
                return answer[0], str(address), answer[1]
            address = answer
    raise FetchError(f"{shown(url)} redirects more than {MAX_REDIRECTS} times", remedy="give the address it leads to")


def _checked_url(url: str | httpx2.URL) -> httpx2.URL:
    try:
        address = httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError) as error:
        what = f"{shown(str(url))} is not an address ({error})"
        raise AddressRefused(what, remedy="give http://… or https://…") from None
    if address.scheme not in ("http", "https") or not address.host:
        raise AddressRefused(f"{shown(str(url))} is not a web address", remedy="give http://… or https://…")
    if address.userinfo:
        raise AddressRefused(
            f"the address at {shown(address.host)} has a user name or password in it, which would be stored",
            remedy=SAVE_IT,
        )
    return address.copy_with(fragment=None)


def _get(pool: httpcore2.ConnectionPool, address: httpx2.URL, max_bytes: int) -> tuple[bytes, str] | httpx2.URL:
    """The body and content type, or the address of a redirect."""
    headers = [(b"Host", address.netloc), *((name.encode(), value.encode()) for name, value in _HEADERS.items())]
    target = httpcore2.URL(scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path)
    with pool.stream("GET", target, headers=headers) as response:
        found = {name.lower(): value.decode("latin-1") for name, value in response.headers}
        if response.status in (301, 302, 303, 307, 308):
            return _redirect(address, found.get(b"location"))
        _refuse_status(address, response.status)
        if int(found.get(b"content-length", "0") or 0) > max_bytes:
            raise _too_large(address, max_bytes)
        body = _body(response.iter_stream(), found.get(b"content-encoding", ""), address, max_bytes)
        return body, found.get(b"content-type", "").lower()


def _redirect(address: httpx2.URL, location: str | None) -> httpx2.URL:
    if not location:
        raise _failed(address, "redirects to nowhere")
    try:
        return _checked_url(address.join(location))
    except (httpx2.InvalidURL, ValueError) as error:
        raise _failed(address, f"redirects to {shown(location)} ({error})") from None


def _refuse_status(address: httpx2.URL, status: int) -> None:
    if status == 200:
        return
    what = f"{shown(str(address))} answered with HTTP status {status}"
    if status in (401, 402, 403, 407, 429, 451):
        raise FetchError(f"{what}: it does not give the page to programs", remedy=SAVE_IT)
    raise FetchError(what, remedy="check the address" if status in (404, 410) else SAVE_IT)


def _body(parts: Iterable[bytes], encoding: str, address: httpx2.URL, max_bytes: int) -> bytes:
    """All the bytes, decompressed; never more than `max_bytes` and one chunk in memory."""
    match encoding.strip().lower():
        case "" | "identity":
            pieces: Iterator[bytes] = iter(parts)
        case "gzip" | "x-gzip":
            pieces = _inflated(parts, zlib.decompressobj(16 + zlib.MAX_WBITS))
        case "deflate":
            pieces = _inflated(parts, zlib.decompressobj())
        case other:
            raise _failed(address, f"is compressed in a way that was not asked for ({shown(other)})")
    body = bytearray()
    try:
        for piece in pieces:
            body += piece
            if len(body) > max_bytes:
                raise _too_large(address, max_bytes)
    except (zlib.error, EOFError) as error:
        raise _failed(address, f"sent damaged data ({error})") from None
    return bytes(body)


def _inflated(parts: Iterable[bytes], inflate: Any) -> Iterator[bytes]:
    for part in parts:
        rest = part
        while rest and not inflate.eof:
            yield inflate.decompress(rest, CHUNK)
            rest = inflate.unconsumed_tail
    if not inflate.eof:
        raise EOFError("the compressed data is cut off")


def _too_large(address: httpx2.URL, max_bytes: int) -> TooLarge:
    what = f"{shown(str(address))} has more than {max_bytes:,} bytes"
    return TooLarge(what, remedy="save the article's text and give that")


def _failed(address: httpx2.URL, what: str) -> FetchError:
    return FetchError(f"{shown(str(address))} {what}", remedy=SAVE_IT)


# ------------------------------------------------------------------------------------------------------- the network


def _tls() -> ssl.SSLContext:
    return httpcore2.default_ssl_context()


class _CheckedNetwork(httpcore2.NetworkBackend):
    """Connects to public addresses only, at the address that was checked, and lets nothing last beyond the deadline."""

    def __init__(self, deadline: float, timeout: float, allow_private: bool) -> None:
        self._deadline = deadline
        self._timeout = timeout
        self._allow_private = allow_private
        self._network = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = resolve(host, port)
        if not self._allow_private:
            refuse_private(host, addresses)
        last: Exception = httpcore2.ConnectError("no address")
        for address in addresses:
            try:
                stream = self._network.connect_tcp(
                    str(address), port, timeout=_left(self._deadline), socket_options=socket_options
                )
                return _TimedStream(stream, self._deadline)
            except httpcore2.ConnectError as error:
                last = error
        raise last


class _TimedStream(httpcore2.NetworkStream):
    """A stream whose every read and write has only the time that is left, however slowly the bytes drip."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def resolve(host: str, port: int) -> list[Address]:
    """The addresses of a host, as the system's resolver gives them. Raises `FetchError`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        what = f"the host {shown(host)} was not found ({error})"
        raise FetchError(what, remedy="check the address and the network") from None
    names = dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found)
    return [ipaddress.ip_address(name) for name in names]


def refuse_private(host: str, addresses: Iterable[Address]) -> None:
    """Raises `AddressRefused` if any address of `host` is not one of the public internet."""
    for address in addresses:
        if not is_public(address):
            raise AddressRefused(
                f"the host {shown(host)} is at {address}, in a private or reserved network, which is not read from",
                remedy="save the page and give the file",
            )


def is_public(address: Address) -> bool:
    """Whether an address is of the public internet, also when it wraps an IPv4 address (mapped, 6to4, NAT64)."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified
