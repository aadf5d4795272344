"""A WebDAV server that lies, fills up or sends us elsewhere; half-written files it kept."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from app.errors import UserError
from app.sync.share.contract import Entry, Missing, Share, TooLarge
from app.sync.share.credentials import WebDavLogin
from app.sync.share.opening import open_share
from tests.sync.share.servers import ODD, GetServer

DAY = 24 * 3600
Reply = tuple[int, dict[str, str], bytes]
BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;&x;&x;">]>
<multistatus xmlns="DAV:"><response><href>/log/&y;</href></response></multistatus>"""
LISTING = """<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">{}</d:multistatus>"""
FILE = (
    "<d:response><d:href>{}</d:href><d:propstat><d:prop><d:getcontentlength>{}"
    "</d:getcontentlength></d:prop></d:propstat></d:response>"
)


class _Server(ThreadingHTTPServer):
    """Answers each method as the test says; 201 to what it did not think of."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies: dict[str, Reply] = {}
        self.seen: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def _answer(self) -> None:
        self.server.seen.append(f"{self.command} {self.path} {self.headers.get('Authorization')}")
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        status, headers, body = self.server.replies.get(self.command, (201, {}, b""))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.close_connection = True

    do_GET = do_PUT = do_HEAD = do_DELETE = _answer  # noqa: N815 - the library's names
    do_PROPFIND = do_MKCOL = do_MOVE = _answer  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def liar() -> Iterator[_Server]:
    with _Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def share(liar: _Server) -> Iterator[Share]:
    login = WebDavLogin(username="ayşe", password=SecretStr("geheim"))
    with closing(open_share(f"webdav://127.0.0.1:{liar.server_port}/map", login)) as opened:
        yield opened


def _said(call: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        call()
    return caught.value.id


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"\xff\xfe", BOMB, BOMB.decode().encode("utf-16")]
)
def test_that_a_listing_that_is_none_is_away(liar: _Server, share: Share, body: bytes) -> None:
    liar.replies["PROPFIND"] = (207, {}, body)
    assert _said(lambda: share.listing("log")) == "share_away"


def test_that_names_in_a_listing_lead_nowhere_else(liar: _Server, share: Share) -> None:
    names = ["/map/log/a.seg", "/map/log/..", "/map/log/%2e%2e%2fetc", "/map/log/B", "/map/log/x/"]
    sizes = [3, 3, 3, 3, 3]
    files = [FILE.format(*pair) for pair in zip(names, sizes, strict=True)]
    files += [
        FILE.format("/map/log/leeg", 0),
        FILE.format("/map/log/min", -3),
        FILE.format("b", ""),
    ]
    liar.replies["PROPFIND"] = (207, {}, LISTING.format("".join(files)).encode())
    assert share.listing("log") == [Entry("a.seg", 3)]


def test_that_an_endless_answer_is_not_read(liar: _Server, share: Share) -> None:
    liar.replies["GET"] = (200, {"Content-Length": str(10**12)}, b"x")
    with pytest.raises(TooLarge):
        share.read("log", "a.seg", 1000)
    liar.replies["GET"] = (200, {"Content-Length": ""}, bytes(5000))
    with pytest.raises(TooLarge):
        share.read("log", "a.seg", 1000)


def test_that_an_empty_answer_is_no_file(liar: _Server, share: Share) -> None:
    liar.replies["GET"] = (200, {}, b"")
    with pytest.raises(Missing):
        share.read("log", "a.seg", 1000)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_that_a_password_goes_to_no_other_server(liar: _Server, share: Share, status: int) -> None:
    with _Server() as other:
        away = {"Location": f"http://127.0.0.1:{other.server_port}/log/"}
        for method in ("GET", "PUT", "PROPFIND", "DELETE"):
            liar.replies[method] = (status, away, b"")
        assert _said(lambda: share.listing("log")) == "share_away"
        assert _said(lambda: share.read("log", "a", 9)) == "share_away"
        assert _said(lambda: share.write("log", "a", b"x")) == "share_away"
        assert _said(lambda: share.remove("log", "a")) == "share_away"
        assert other.seen == []
    assert len(liar.seen) == 4


@pytest.mark.parametrize(
    ("status", "id_"),
    [(507, "share_full"), (413, "share_full"), (403, "share_refused"), (500, "share_away")],
)
def test_that_each_refusal_has_its_sentence(
    liar: _Server, share: Share, status: int, id_: str
) -> None:
    liar.replies["PUT"] = (status, {}, b"")
    assert _said(lambda: share.write("log", "a", b"x")) == id_


def test_that_a_file_kept_short_never_gets_its_name(liar: _Server, share: Share) -> None:
    liar.replies["HEAD"] = (200, {"Content-Length": "2"}, b"")
    assert _said(lambda: share.write("log", "a", b"verzegeld")) == "share_full"
    assert [line.split()[0] for line in liar.seen] == ["PUT", "HEAD", "DELETE"]


@pytest.mark.parametrize("kind", ["apache", "wsgidav"])
def test_that_half_a_file_of_long_ago_is_swept_by_the_next_writer(
    get_server: GetServer, kind: str, name: str
) -> None:
    server = get_server(kind)
    with closing(server.place(name).open()) as share:
        share.write("log", "a.seg", b"x")
        assert server.root is not None
        log: Path = server.root / name / ODD / "log"
        log.chmod(0o777)
        old, fresh = log / "~drempel-1.tmp", log / "~drempel-2.tmp"
        for path in (old, fresh):
            path.write_bytes(b"half")
        long_ago = old.stat().st_mtime - DAY - 60
        os.utime(old, (long_ago, long_ago))
        assert share.listing("log") == [Entry("a.seg", 1)]
        share.write("log", "b.seg", b"x")
        assert [path.exists() for path in (old, fresh)] == [False, True]
