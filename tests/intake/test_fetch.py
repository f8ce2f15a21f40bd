import contextlib
import gzip
import http.server
import ipaddress
import socket
import threading
import time
import zlib

import httpcore2
import pytest

from sayso.errors import AddressRefused, FetchError, TooLarge
from sayso.intake import fetch as fetching
from sayso.intake import from_paths
from sayso.intake.fetch import fetch, is_public

REPORT = "The army of Gondor left Osgiliath on Friday, the governor said."
PAGE = f"<html><body><article><p>{REPORT}</p></article></body></html>".encode()


class Site(http.server.BaseHTTPRequestHandler):
    """A small site: each path behaves badly in its own way."""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers))
        getattr(self, "page_" + self.path.strip("/").split("/")[0].split("?")[0])()

    def answer(self, body=b"", status=200, **headers):
        self.send_response(status)
        for name, value in {"Content_Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def page_article(self):
        self.answer(PAGE, Content_Length=len(PAGE))

    def page_gzip(self):
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def page_deflate(self):
        self.answer(zlib.compress(PAGE), Content_Encoding="deflate")

    def page_bomb(self):
        self.answer(gzip.compress(b"a" * 50_000_000), Content_Encoding="gzip")

    def page_cut(self):
        self.answer(gzip.compress(PAGE)[:40], Content_Encoding="gzip")

    def page_garbage(self):
        self.answer(b"not gzip", Content_Encoding="gzip")

    def page_brotli(self):
        self.answer(b"x", Content_Encoding="br")

    def page_long(self):
        self.answer(b"a" * 5000)

    def page_claims(self):
        self.answer(b"", Content_Length=10**12)

    def page_pdf(self):
        self.answer(b"%PDF", Content_Type="application/pdf")

    def page_moved(self):
        self.answer(status=302, Location="/article")

    def page_loop(self):
        self.answer(status=301, Location="/loop")

    def page_nowhere(self):
        self.answer(status=301)

    def page_inward(self):
        self.answer(status=302, Location=f"http://127.0.0.1:{self.server.server_address[1]}/article")

    def page_file(self):
        self.answer(status=302, Location="file:///etc/passwd")

    def page_forbidden(self):
        self.answer(status=403)

    def page_gone(self):
        self.answer(status=404)

    def page_drip(self):
        self.answer(b"")
        with contextlib.suppress(OSError):
            while not self.server.closing.wait(0.05):
                self.wfile.write(b"a")
                self.wfile.flush()

    def page_silent(self):
        self.server.closing.wait(10)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.closing = [], threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.closing.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def address(site):
    site.asked.clear()
    return f"http://127.0.0.1:{site.server_address[1]}"


@pytest.fixture
def public_names(monkeypatch, site):
    """`gondor.example` resolves to a public address, which the network stands in for; other names to loopback."""
    addresses = {"gondor.example": "93.184.215.14", "inside.example": "10.0.0.7"}
    monkeypatch.setattr(
        fetching, "resolve", lambda host, port: [ipaddress.ip_address(addresses.get(host, "127.0.0.1"))]
    )
    connected = []

    def connect(self, host, port, timeout=None, **_):
        connected.append(host)
        return real(self, "127.0.0.1", site.server_address[1], timeout)

    real = httpcore2.SyncBackend.connect_tcp
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    return connected


def test_this_machine_is_refused_and_never_asked(site, address):
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1, in a private or reserved network"):
        fetch(f"{address}/article")
    assert site.asked == []


def test_this_machine_is_read_where_it_is_allowed(address):
    assert fetch(f"{address}/article#part", allow_private=True) == (
        PAGE,
        f"{address}/article",
        "text/html; charset=utf-8",
    )


def test_an_address_among_the_paths_becomes_a_document(address):
    (document,) = from_paths([f"{address}/moved"], allow_private=True)
    assert document.text == REPORT
    assert document.url == f"{address}/article"


def test_an_address_that_is_refused_is_a_failure_with_the_address_as_its_id(address):
    (failure,) = from_paths([f"{address}/article"])
    assert failure.id == f"{address}/article"
    assert "save the page and give the file" in failure.error


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.1", "2130706433", "0x7f.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[::]", "169.254.169.254"],
)
def test_this_machine_is_refused_by_every_name_it_has(site, address, host):
    with pytest.raises(FetchError, match=r"private or reserved|not found|not an address"):
        fetch(f"http://{host}:{site.server_address[1]}/article")
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("10.1.2.3", False),
        ("172.31.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d70e", True),
        ("2002:a00:1::", False),
    ],
)
def test_public_addresses_are_told_from_the_rest(address, public):
    assert is_public(ipaddress.ip_address(address)) is public


def test_the_address_that_was_checked_is_the_one_connected_to(public_names, site):
    data, final, _ = fetch("http://gondor.example/article")
    assert (data, final) == (PAGE, "http://gondor.example/article")
    assert public_names == ["93.184.215.14"]
    assert site.asked[-1][1]["Host"] == "gondor.example"


def test_a_redirect_into_the_private_network_is_refused(public_names):
    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1"):
        fetch("http://gondor.example/inward")
    assert public_names == ["93.184.215.14"]


def test_a_name_inside_the_network_is_refused(public_names):
    with pytest.raises(AddressRefused, match=r"'inside\.example' is at 10\.0\.0\.7"):
        fetch("http://inside.example/article")
    assert public_names == []


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    both = [ipaddress.ip_address("93.184.215.14"), ipaddress.ip_address("10.0.0.7")]
    monkeypatch.setattr(fetching, "resolve", lambda host, port: both)
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.7"):
        fetch("http://gondor.example/article")


def test_a_redirect_to_a_file_is_refused(address):
    with pytest.raises(AddressRefused, match="not a web address"):
        fetch(f"{address}/file", allow_private=True)


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("loop", "redirects more than 5 times"),
        ("nowhere", "redirects to nowhere"),
        ("forbidden", "HTTP status 403: it does not give the page to programs"),
        ("gone", "HTTP status 404: check the address"),
        ("cut", "the compressed data is cut off"),
        ("garbage", "sent damaged data"),
        ("brotli", "not asked for"),
    ],
)
def test_what_goes_wrong_is_said(address, path, problem):
    with pytest.raises(FetchError, match=problem):
        fetch(f"{address}/{path}", allow_private=True)


@pytest.mark.parametrize("path", ["gzip", "deflate"])
def test_compressed_pages_are_read(address, path):
    assert fetch(f"{address}/{path}", allow_private=True)[0] == PAGE


@pytest.mark.parametrize("path", ["long", "bomb", "claims"])
def test_more_bytes_than_allowed_are_not_read(address, path):
    with pytest.raises(TooLarge, match="more than 4,999 bytes"):
        fetch(f"{address}/{path}", max_bytes=4999, allow_private=True)


def test_a_page_of_exactly_the_limit_is_read(address):
    assert len(fetch(f"{address}/long", max_bytes=5000, allow_private=True)[0]) == 5000


@pytest.mark.parametrize("path", ["drip", "silent"])
def test_the_time_limit_holds_for_the_whole_fetch_however_slowly_bytes_come(address, path):
    started = time.monotonic()
    with pytest.raises(FetchError, match=r"did not answer in 0\.4 seconds"):
        fetch(f"{address}/{path}", timeout=0.4, allow_private=True)
    assert time.monotonic() - started < 3


def test_nobody_listening_is_said():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(FetchError, match="could not be fetched"):
        fetch(f"http://127.0.0.1:{port}/", allow_private=True)


def test_passwords_in_an_address_are_refused_and_not_repeated():
    with pytest.raises(AddressRefused) as raised:
        fetch("http://elrond:mellon@gondor.example/")
    assert "mellon" not in str(raised.value)
    (failure,) = from_paths(["http://elrond:mellon@gondor.example/a@b"])
    assert failure.id == "http://…@gondor.example/a@b"


@pytest.mark.parametrize("wrong", ["", "gondor", "http://", "http://[1", "http:///x", "http://a b/", "http://\x00/"])
def test_what_is_no_address_is_refused(wrong):
    with pytest.raises(FetchError):
        fetch(wrong)


def test_a_pdf_is_refused_by_what_the_server_calls_it(address):
    (failure,) = from_paths([f"{address}/pdf"], allow_private=True)
    assert "is 'application/pdf', not a page or a text" in failure.error
