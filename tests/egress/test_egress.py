"""The egress client against sites of our own on loopback.

What others were caught by does not reach anything here: OpenCTI CVE-2026-21887, Rekor CVE-2026-24117, flowintel
CVE-2026-9813, ech0 GHSA-r2x7-427f-rq69 (row 5 of the threat model).
"""

from __future__ import annotations

import ast
import contextlib
import gzip
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nadhir.egress import EgressClient, FetchError, FetchFailedError, FetchLimits, FetchRefusedError
from nadhir.egress.addresses import why_not_public
from nadhir.egress.client import _declared
from nadhir.egress.decoding import Decoding
from nadhir.egress.locations import Location
from nadhir.terms.errors import TheirsError, WorldError
from tests.conftest import ROOT
from tests.egress.sites import LOOPBACK, Answer, Site, certificate, onward, page, site

BODY = "<p>تقرير عن تهديد</p>".encode()
SMALL = FetchLimits(size_bytes=20_000, head_bytes=8_192, connect_seconds=1, whole_seconds=1)


def client_of(
    *sites: Site, hosts: tuple[str, ...] = (), resolve: Callable[[str], list[str]] | None = None
) -> EgressClient:
    return EgressClient(
        hosts=hosts,
        ports=frozenset(each.port for each in sites),
        limits=SMALL,
        resolve=resolve or (lambda _host: [LOOPBACK]),
        unsafe_loopback_for_tests=True,
    )


def always(*pieces: bytes | float) -> Callable[[str], Answer]:
    return lambda _target: pieces


@pytest.fixture
def plain() -> Iterator[Site]:
    with site(always(page(BODY, "Content-Type: text/html; charset=Windows-1256"))) as stands:
        yield stands


# ── what is got ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_comes_with_what_its_server_said_of_it(plain: Site) -> None:
    got = client_of(plain).fetch(f"http://news.example:{plain.port}/item?a=1#part")
    assert got.data == BODY
    assert got.url == f"http://news.example:{plain.port}/item?a=1"
    assert (got.media_type, got.encoding) == ("text/html", "windows-1256")


def test_nothing_is_sent_but_the_address_and_what_http_needs(plain: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    client_of(plain).fetch(f"http://news.example:{plain.port}/مقال")
    (head,) = plain.heads
    line, *fields = head.strip().splitlines()
    assert line == "GET /%D9%85%D9%82%D8%A7%D9%84 HTTP/1.1"
    assert {each.partition(":")[0] for each in fields} == {
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Connection",
    }
    assert f"Host: news.example:{plain.port}" in fields
    assert "nadhir" not in head.lower()


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("gzip", gzip.compress(BODY)),
        ("x-gzip", gzip.compress(BODY[:9]) + gzip.compress(BODY[9:])),
        ("gzip", gzip.compress(BODY) + bytes(100)),
        ("deflate", zlib.compress(BODY)),
        ("deflate", zlib.compress(BODY)[2:-4]),
        ("gzip, gzip", gzip.compress(gzip.compress(BODY))),
        ("identity", BODY),
    ],
    # Names of their own: packed bytes hold the second they were packed in, and workers must agree on the names.
    ids=["gzip", "two streams", "zeros after it", "zlib", "raw deflate", "gzip in gzip", "identity"],
)
def test_a_content_encoding_is_undone(name: str, packed: bytes) -> None:
    with site(always(page(packed, f"Content-Encoding: {name}"))) as stands:
        assert client_of(stands).fetch(f"http://a.example:{stands.port}").data == BODY


def test_chunks_are_put_together() -> None:
    pieces = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"3\r\nabc\r\n", b"2;x=y\r\nde\r\n", b"0\r\n\r\n"
    with site(always(*pieces)) as stands:
        assert client_of(stands).fetch(f"http://a.example:{stands.port}/").data == b"abcde"


def test_a_host_in_another_script_is_asked_by_its_ascii_name(plain: Site) -> None:
    asked: list[str] = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return [LOOPBACK]

    got = client_of(plain, resolve=resolve).fetch(f"http://مثال.إختبار:{plain.port}/")
    assert asked == ["xn--mgbh0fb.xn--kgbechtv"]
    assert "xn--mgbh0fb.xn--kgbechtv" in got.url


# ── where nothing is sent ───────────────────────────────────────────────────────────────────────────────────────────

INSIDE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 100.100.100.200 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.8 192.0.0.170 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255
198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::127.0.0.1 64:ff9b::10.1.2.3 64:ff9b::a9fe:a9fe
64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:a00:1::1
2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1 fe80::1%lo fec0::1 ff02::1
2606:4700::5efe:10.0.0.1 2606:4700::200:5efe:10.0.0.1 4000::1
""".split()


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_of_an_inside_is_public(address: str) -> None:
    assert why_not_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "100.63.255.255", "172.32.0.1", "2606:4700::1111", "2a00:1450::1", "64:ff9b::8.8.8.8"],
)
def test_an_address_of_the_world_is_public(address: str) -> None:
    assert why_not_public(ip_address(address)) == ""


@given(st.ip_addresses())
def test_what_python_takes_for_private_is_never_public(address: object) -> None:
    found = ip_address(str(address))
    if found.is_private or found.is_loopback or found.is_link_local or found.is_multicast or found.is_unspecified:
        assert why_not_public(found)


@pytest.mark.parametrize("address", [each for each in INSIDE if "%" not in each])
def test_a_name_that_leads_inside_is_asked_nothing(address: str) -> None:
    fetching = EgressClient(resolve=lambda _host: [address])
    with pytest.raises(FetchRefusedError, match="not public") as refused:
        fetching.fetch("http://metadata.example/latest")
    assert refused.value.where == "http://metadata.example/latest"
    assert refused.value.remedy


def test_one_inside_address_among_public_ones_makes_all_suspect() -> None:
    fetching = EgressClient(resolve=lambda _host: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(FetchRefusedError, match=r"127\.0\.0\.1 is not public"):
        fetching.fetch("http://rebind.example/")


def test_a_name_is_looked_up_once_so_that_a_second_answer_changes_nothing(plain: Site) -> None:
    answers = [[LOOPBACK], ["10.0.0.1"]]  # DNS rebinding: the second answer leads inside
    got = client_of(plain, resolve=lambda _host: answers.pop(0)).fetch(f"http://rebind.example:{plain.port}/")
    assert got.data == BODY
    assert len(answers) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://0/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.1./",
        "http://[fe80::1%25eth0]/",
        "http://１２７.0.0.1/",
        "http://①②⑦.0.0.1/",
        "http://¹/",
        "http://٢١٣٠٧٠٦٤٣٣/",
        "http://127。0。0。1/",
    ],
)
def test_an_inside_address_is_refused_however_it_is_written(url: str) -> None:
    def never(_host: str) -> list[str]:
        raise AssertionError("nothing is looked up")

    with pytest.raises(FetchRefusedError):
        EgressClient(resolve=never).fetch(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "news.example/item",
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://127.0.0.1:25/x",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://",
        "http:///etc",
        "http://user@news.example/",
        "http://user:secret@news.example/",
        "http://@news.example/",
        "http://news.example\\@127.0.0.1/",
        "http://news.example/\r\nX: y",
        "http://news.example/a b",
        "http://news.example\t/",
        "http://news.example:0/",
        "http://news.example:99999/",
        "http://news.example:x/",
        "http://exa%6dple.org/",
        "http://.example/",
        "http://a..example/",
        "http://-/",
        "http://a℀b.example/",
        "http://[::1/",
        "http://news.example/" + "a" * 8000,
    ],
)
def test_an_address_that_can_be_read_two_ways_or_is_no_page_is_refused(url: str) -> None:
    with pytest.raises(FetchRefusedError) as refused:
        EgressClient(resolve=lambda _host: [LOOPBACK], unsafe_loopback_for_tests=True).fetch(url)
    assert "secret" not in str(refused.value)
    assert refused.value.what
    assert refused.value.remedy


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://", "http://a.example", "//", "http://[", "/"]))
@settings(max_examples=400)
def test_whatever_is_written_is_a_location_or_is_refused(text: str, before: str) -> None:
    base = Location.parse("https://a.example/x")
    for seen_from in (None, base):
        try:
            found = Location.parse(before + text, base=seen_from)
        except FetchRefusedError:
            continue
        assert found.url.isascii()
        assert not any(letter.isspace() or letter in "\\@" for letter in found.host)
        assert not any(letter <= " " or letter == "\x7f" for letter in found.target)
        assert Location.parse(found.url) == found


def test_a_port_that_nobody_allowed_is_not_asked(plain: Site) -> None:
    for url in ("http://a.example:22/", "http://a.example:6379/", f"http://a.example:{plain.port}/"):
        with pytest.raises(FetchRefusedError, match="NADHIR_FETCH_PORTS"):
            EgressClient(resolve=lambda _host: [LOOPBACK], unsafe_loopback_for_tests=True).fetch(url)
    assert plain.heads == []


def test_where_hosts_are_listed_no_other_is_asked(plain: Site) -> None:
    fetching = client_of(plain, hosts=("news.example", ".agency.example"))
    assert fetching.fetch(f"http://news.example:{plain.port}/").data == BODY
    assert fetching.fetch(f"http://www.agency.example:{plain.port}/").data == BODY
    for host in ("evil.example", "xnews.example", "www.news.example", "agency.example", "news.example.evil.example"):
        with pytest.raises(FetchRefusedError, match="NADHIR_FETCH_HOSTS"):
            fetching.fetch(f"http://{host}:{plain.port}/")
    assert len(plain.heads) == 2


def test_this_very_machine_is_not_asked_under_its_public_address(plain: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    # Loopback plays the machine's own public address: what is tested is that both ends of a connection are the same.
    monkeypatch.setattr("nadhir.egress.client.why_not_public", lambda _address: "")
    fetching = EgressClient(ports=frozenset({plain.port}), resolve=lambda _host: [LOOPBACK])
    with pytest.raises(FetchRefusedError, match="this machine's own"):
        fetching.fetch(f"http://own.example:{plain.port}/")
    assert plain.heads == []


def test_no_setting_and_no_command_lets_loopback_be_asked() -> None:
    named = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "nadhir").rglob("*.py"))
        if "unsafe_loopback_for_tests" in path.read_text("utf-8")
    ]
    assert named == ["nadhir/egress/client.py"]


def test_nothing_else_in_nadhir_can_ask_the_web() -> None:
    askers = ("http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "socket", "ssl")
    found: set[str] = set()
    for path in sorted((ROOT / "nadhir").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if set(names) & set(askers):
                found.add(str(path.relative_to(ROOT)))
    # Mail speaks TLS to the house's own server, and `serve` asks the system for a free port.
    assert found == {"nadhir/egress/client.py", "nadhir/channels/smtp/__init__.py", "nadhir/cli/serve.py"}


# ── redirects ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_followed_and_every_address_passed_is_told(status: str) -> None:
    def answer(target: str) -> Answer:
        return [page(BODY) if target == "/end" else onward("../end", status=status)]

    with site(answer) as stands:
        got = client_of(stands).fetch(f"http://a.example:{stands.port}/x/y")
    assert [each.rpartition("/")[2] for each in got.addresses] == ["y", "end"]
    assert not any("Referer" in head or "Cookie" in head for head in stands.heads)


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data/",
        "//169.254.169.254/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://inside.example/",
        "http://2852039166/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "http://user:pass@news.example/",
        "http://news.example:22/",
        "http:\\\\inside.example/",
    ],
)
def test_a_redirect_leads_nowhere_that_could_not_be_asked_itself(to: str) -> None:
    asked: list[str] = []

    def resolve(host: str) -> list[str]:
        asked.append(host)
        return ["10.0.0.7"] if host == "inside.example" else [LOOPBACK]

    with site(always(onward(to))) as stands, pytest.raises(FetchRefusedError):
        client_of(stands, resolve=resolve).fetch(f"http://a.example:{stands.port}/")
    assert len(stands.heads) == 1


def test_a_name_is_tested_again_at_each_redirect() -> None:
    answers = [[LOOPBACK], ["10.0.0.1"]]
    with site(always(onward("/again"))) as stands, pytest.raises(FetchRefusedError, match=r"10\.0\.0\.1"):
        client_of(stands, resolve=lambda _host: answers.pop(0)).fetch(f"http://rebind.example:{stands.port}/")
    assert len(stands.heads) == 1


def test_a_redirect_to_a_host_that_is_not_listed_is_not_followed() -> None:
    stands: Site
    with site(lambda _target: [onward(f"http://evil.example:{stands.port}/")]) as stands:
        refused = pytest.raises(FetchRefusedError, match=r"evil\.example is not among")
        with refused:
            client_of(stands, hosts=("news.example",)).fetch(f"http://news.example:{stands.port}/")


def test_a_page_that_leads_on_for_ever_is_left() -> None:
    with site(always(onward("/"))) as stands:
        with pytest.raises(FetchRefusedError, match="more than 5 times"):
            client_of(stands).fetch(f"http://a.example:{stands.port}/")
        assert len(stands.heads) == 6


def test_a_redirect_may_be_written_in_arabic() -> None:
    def answer(target: str) -> Answer:
        return [page(BODY) if target.startswith("/%D8") else onward("/خبر عاجل")]

    with site(answer) as stands:
        got = client_of(stands).fetch(f"http://a.example:{stands.port}/")
    assert got.url.endswith("/%D8%AE%D8%A8%D8%B1%20%D8%B9%D8%A7%D8%AC%D9%84")


# ── TLS ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_over_tls_the_name_is_told_and_the_certificate_checked_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = certificate(tmp_path, name="news.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with site(always(page(BODY)), tls=context) as stands:
        assert client_of(stands).fetch(f"https://news.example:{stands.port}/").data == BODY
        assert stands.names == ["news.example"]
        with pytest.raises(FetchFailedError, match=r"certificate is not good for other\.example"):
            client_of(stands).fetch(f"https://other.example:{stands.port}/")
        assert len(stands.heads) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    context, _ = certificate(tmp_path, name="news.example")
    with site(always(page(BODY)), tls=context) as stands, pytest.raises(FetchFailedError, match="certificate"):
        client_of(stands).fetch(f"https://news.example:{stands.port}/")


def test_nothing_leads_from_https_on_to_http(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: Site) -> None:
    context, trusted = certificate(tmp_path, name="news.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with site(always(onward(f"http://news.example:{plain.port}/")), tls=context) as stands:
        refused = pytest.raises(FetchRefusedError, match="from https on to http")
        with refused:
            client_of(stands, plain).fetch(f"https://news.example:{stands.port}/")
    assert plain.heads == []


def test_over_tls_a_page_without_length_ends_with_a_good_bye_or_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = certificate(tmp_path, name="news.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with site(always(HEAD + b"\r\n" + BODY), tls=context) as stands:
        assert client_of(stands).fetch(f"https://news.example:{stands.port}/").data == BODY
        stands.says_good_bye = False
        with pytest.raises(FetchFailedError):
            client_of(stands).fetch(f"https://news.example:{stands.port}/")


def test_a_site_that_speaks_no_tls_fails_in_words(plain: Site) -> None:
    with pytest.raises(FetchFailedError):
        client_of(plain).fetch(f"https://news.example:{plain.port}/")


# ── too much, too slow, broken ──────────────────────────────────────────────────────────────────────────────────────

BOMB = gzip.compress(bytes(50_000_000))
HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "pieces",
    [
        [HEAD + b"Content-Length: 20001\r\n\r\n"],
        [HEAD + b"\r\n", b"x" * 20_001],
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n"] + [b"1000\r\n" + b"x" * 4096 + b"\r\n"] * 5,
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n"] + [b"1\r\nx\r\n"] * 20_000,
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"y" * 60_000 + b"\r\nx\r\n"],
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 10_000],
        [page(gzip.compress(BOMB), "Content-Encoding: gzip, gzip")],
        [page(gzip.compress(bytes(20_001)), "Content-Encoding: gzip")],
        [page(zlib.compress(bytes(20_001)), "Content-Encoding: deflate")],
        [page(gzip.compress(b"") * 900, "Content-Encoding: gzip")],
        [HEAD + b"X: " + b"y" * 9000 + b"\r\n\r\n"],
        [HEAD, *[b"X: y\r\n"] * 4000, b"\r\n"],
        [b"HTTP/1.1 100 Continue\r\n\r\n"] * 4000,
    ],
    ids=range(13),
)
def test_what_is_too_much_is_refused_before_it_is_held(pieces: list[bytes]) -> None:
    began = time.monotonic()
    with site(always(*pieces)) as stands, pytest.raises(FetchError) as refused:
        client_of(stands).fetch(f"http://a.example:{stands.port}/")
    assert refused.value.what != "it took too long"
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "pieces",
    [
        [5.0],
        [HEAD] + [0.2, b"X: y\r\n"] * 20,
        [HEAD + b"Content-Length: 1000\r\n\r\n"] + [0.2, b"x"] * 20,
        [b"HTTP/1.1 100 Continue\r\n\r\n", 0.2] * 20,
    ],
    ids=["silent", "dripping head", "dripping body", "for ever about to"],
)
def test_a_drip_does_not_hold_longer_than_all_may_take(pieces: list[bytes | float]) -> None:
    began = time.monotonic()
    with site(always(*pieces)) as stands, pytest.raises(FetchFailedError, match="too long"):
        client_of(stands).fetch(f"http://a.example:{stands.port}/")
    assert time.monotonic() - began < 3


def test_a_resolver_that_does_not_answer_is_not_waited_for() -> None:
    def resolve(_host: str) -> list[str]:
        time.sleep(4)
        return [LOOPBACK]

    began = time.monotonic()
    with pytest.raises(FetchFailedError, match="too long"):
        EgressClient(limits=FetchLimits(whole_seconds=0.3), resolve=resolve).fetch("http://a.example/")
    assert time.monotonic() - began < 2


def test_a_name_that_is_not_there_is_said() -> None:
    def resolve(_host: str) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchFailedError, match="not found"):
        EgressClient(resolve=resolve).fetch("http://nowhere.example/")


def test_an_address_that_does_not_listen_is_passed_over_for_one_of_the_other_kind(plain: Site) -> None:
    got = client_of(plain, resolve=lambda _host: ["::1", "::1", "::1", "::1", "::1", LOOPBACK])
    assert got.fetch(f"http://a.example:{plain.port}/").data == BODY


def test_a_host_that_does_not_listen_is_said() -> None:
    with socket.create_server((LOOPBACK, 0)) as closed:
        port = closed.getsockname()[1]
    fetching = EgressClient(
        ports=frozenset({port}), resolve=lambda _host: [LOOPBACK], unsafe_loopback_for_tests=True, limits=SMALL
    )
    with pytest.raises(FetchFailedError, match="no connection"):
        fetching.fetch(f"http://a.example:{port}/")


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"\x00\xff" * 50],
        [b"SSH-2.0-OpenSSH_9.2\r\n"],
        [b"<html>no head at all"],
        [HEAD],
        [HEAD + b"Content-Length: 100\r\n\r\nshort"],
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"],
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"],
        [HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"],
        [page(BODY, "Content-Encoding: br")],
        [page(BODY, "Content-Encoding: gzip")],
        [page(gzip.compress(BODY)[:-9], "Content-Encoding: gzip")],
        [page(gzip.compress(BODY), "Content-Encoding: gzip, gzip, gzip")],
        [page(b"", status="204 No Content")],
        [page(BODY, status="404 Not Found")],
        [page(BODY, status="500 Oops")],
        [page(b"", status="302 Found")],
        [page(b"", "Location:", status="302 Found")],
    ],
    ids=range(18),
)
def test_what_is_broken_fails_in_words(pieces: list[bytes]) -> None:
    with site(always(*pieces)) as stands, pytest.raises(FetchFailedError) as failed:
        client_of(stands).fetch(f"http://a.example:{stands.port}/")
    assert failed.value.what
    assert failed.value.where
    assert failed.value.remedy
    assert isinstance(failed.value, WorldError)
    assert not isinstance(failed.value, TheirsError)


@given(
    st.binary(max_size=400), st.sampled_from([b"", HEAD, HEAD + b"\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n"])
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_server_sends_is_a_page_or_an_error_of_ours(noise: bytes, before: bytes) -> None:
    with site(always(before + noise)) as stands, contextlib.suppress(FetchError):
        assert isinstance(client_of(stands).fetch(f"http://a.example:{stands.port}/").data, bytes)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate"]), st.integers(1, 40))
def test_packed_pieces_of_any_size_give_what_was_packed(data: bytes, name: str, step: int) -> None:
    packed = gzip.compress(data) if name == "gzip" else zlib.compress(data)
    undoing = Decoding((name,), limit_bytes=300, where="here")
    found = b"".join(undoing.feed(packed[start : start + step]) for start in range(0, len(packed), step))
    undoing.end()
    assert found == data


@given(st.text(max_size=80))
def test_a_declared_type_is_a_token_or_nothing(field: str) -> None:
    media_type, encoding = _declared(field)
    assert media_type is None or (media_type.isascii() and "/" in media_type)
    assert encoding is None or encoding.isascii()


@pytest.mark.parametrize(
    ("field", "declared"),
    [
        ("text/html; charset=utf-8", ("text/html", "utf-8")),
        ('Text/HTML;Charset="windows-1256"', ("text/html", "windows-1256")),
        ("text/html; charset='utf-8'", ("text/html", "utf-8")),
        ("text/html; charset=", ("text/html", None)),
        ("html", (None, None)),
        ("", (None, None)),
        ("application/pdf", ("application/pdf", None)),
    ],
)
def test_what_a_server_declares_is_read(field: str, declared: tuple[str | None, str | None]) -> None:
    assert _declared(field) == declared
