"""What a server may do to us, and what we may do to it: every test against each real one."""

from __future__ import annotations

import base64
import socket
import time
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.errors import UserError, sentence
from app.sync.share.contract import Entry, Share
from tests.helpers.systems import in_wine
from tests.sync.share import certificates
from tests.sync.share.moto_server import SEEDED, SEEDED_PREFIX
from tests.sync.share.relay import Relay
from tests.sync.share.servers import PASSWORD, USER, GetServer, Place, Server

LIMIT = 20_000_000
S3_PAGE = 1_000


def _refused(share: Share) -> str:
    with closing(share), pytest.raises(UserError) as caught:
        share.listing("log")
    return caught.value.id


def test_that_a_wrong_password_is_one_plain_sentence(server: Server, name: str) -> None:
    assert _refused(server.stranger(name).open()) == "share_refused"


def test_that_an_absent_server_is_one_plain_sentence(server: Server, name: str) -> None:
    relay = Relay(server.port)
    relay.stop()
    assert _refused(server.place(name, relay.port).open()) == "share_away"


def test_that_a_share_that_may_only_be_read_says_so(server: Server, name: str) -> None:
    place = server.reader(name)
    with closing(place.open()) as share:
        assert share.listing("log") == [Entry("oud", 1)]
        with pytest.raises(UserError) as caught:
            share.write("log", "a.seg", b"x")
        assert caught.value.id == "share_read_only"
        with pytest.raises(UserError) as caught:
            share.remove("log", "oud")
        assert caught.value.id == "share_read_only"


def test_that_a_server_killed_halfway_ends_the_reading_and_loses_nothing(
    relay: Relay, relayed: Share
) -> None:
    names = [f"{number:03}" for number in range(24)]
    for name in names:
        relayed.write("log", name, b"x")
    results = relayed.read_all("log", names, LIMIT)
    assert next(iter(results)) == (names[0], b"x")
    relay.stop()
    rest = list(results)
    assert [name for name, _ in rest] == names[1:]
    last = rest[-1][1]
    assert isinstance(last, UserError)
    assert last.id == "share_away"
    before = len(relay.requests)
    with pytest.raises(UserError):
        relayed.write("log", "later", b"x")
    assert len(relay.requests) == before


def test_that_an_upload_torn_off_is_never_seen_and_may_be_done_again(
    relay: Relay, relayed: Share, server: Server, name: str
) -> None:
    data = b"verzegeld" * 100_000
    relayed.write("blob", "klein", b"x")
    relay.cut_after = 300_000
    with pytest.raises(UserError) as caught:
        relayed.write("blob", "groot", data)
    assert caught.value.id == "share_away"
    with closing(server.place(name).open()) as other:
        assert other.listing("blob") == [Entry("klein", 1)]
    relay.cut_after = None
    relayed.write("blob", "groot", data)
    assert relayed.read("blob", "groot", LIMIT) == data


def test_that_a_download_torn_off_is_no_file(relay: Relay, relayed: Share) -> None:
    relayed.write("blob", "groot", bytes(3_000_000))
    relay.cut_back_after = 1_000_000
    (result,) = relayed.read_all("blob", ["groot"], LIMIT)
    assert isinstance(result[1], UserError)
    relay.cut_back_after = None
    assert relayed.read("blob", "groot", LIMIT) == bytes(3_000_000)


def test_that_looking_costs_one_round_trip_whatever_is_there(relay: Relay, relayed: Share) -> None:
    for number in range(8):
        relayed.write("log", f"{number:03}", b"x")
    for folder in ("log", "log", ""):
        before = len(relay.requests)
        relayed.listing(folder)
        assert len(relay.requests) == before + 1


def test_that_reading_a_file_is_one_round_trip(relay: Relay, relayed: Share) -> None:
    names = [f"{number:03}" for number in range(20)]
    for name in names:
        relayed.write("log", name, b"x")
    before = len(relay.requests)
    assert len(list(relayed.read_all("log", names, LIMIT))) == 20
    assert len(relay.requests) == before + 20


def test_that_s3_lists_a_thousand_files_a_round_trip(get_server: GetServer) -> None:
    server = get_server("s3")
    with (
        Relay(server.port) as relay,
        closing(server.place(SEEDED_PREFIX, relay.port).open()) as share,
    ):
        assert len(share.listing("log")) == SEEDED
        assert len(relay.requests) == -(-SEEDED // S3_PAGE)


@pytest.mark.parametrize("kind", ["apache", "wsgidav"])
def test_that_webdav_lists_five_thousand_files_in_one_round_trip(
    get_server: GetServer, five_thousand: Path, kind: str
) -> None:
    server = get_server(kind)
    with (
        Relay(server.port) as relay,
        closing(server.place("vijfduizend", relay.port).open()) as share,
    ):
        assert share.listing("log") == [Entry(f"{number:05}.seg", 1) for number in range(5000)]
        assert len(relay.requests) == 1


@pytest.mark.parametrize("kind", ["apache", "wsgidav"])
def test_that_a_webdav_root_that_is_not_there_is_never_made(
    get_server: GetServer, kind: str
) -> None:
    server = get_server(kind)
    place = server.place("bestaat")
    wrong = Place(place.url + "/niet", place.credentials)
    assert _refused(wrong.open()) == "share_away"
    with closing(wrong.open()) as share, pytest.raises(UserError) as caught:
        share.write("log", "a.seg", b"x")
    assert caught.value.id == "share_away"
    with closing(place.open()) as share:
        assert share.listing("") == []
    assert _refused(wrong.open()) == "share_away"


def test_that_a_server_is_believed_only_with_its_certificate(
    server: Server, tmp_path: Path, name: str
) -> None:
    if server.kind == "s3" and in_wine():
        pytest.skip("Wine 8 gives programs no authority of their own")
    certificate, context = certificates.make(tmp_path)
    with closing(server.place(name).open()) as plain:
        plain.write("log", "a.seg", b"x")
    with Relay(server.port, context) as relay:
        place = server.place(name, relay.port, tls=True)
        assert _refused(place.open()) == "share_untrusted"
        assert relay.requests == []
        assert place.credentials is not None
        told = place.credentials.model_copy(update={"certificate": certificate})
        with closing(Place(place.url, told).open()) as share:
            assert share.listing("log") == [Entry("a.seg", 1)]
            assert share.read("log", "a.seg", LIMIT) == b"x"


def test_that_no_secret_shows_in_what_is_raised_or_printed(server: Server, name: str) -> None:
    relay = Relay(server.port)
    relay.stop()
    for place in (
        server.place(name, relay.port),
        server.stranger(name),
        Place(f"{server.reader(name).url}/weg", server.reader(name).credentials),
    ):
        assert place.credentials is not None
        secrets = [
            value.get_secret_value()
            for _, value in place.credentials
            if isinstance(value, SecretStr)
        ]
        with closing(place.open()) as share, pytest.raises(UserError) as caught:
            share.write("log", "a.seg", b"x")
        said = "".join(traceback.format_exception(caught.value))
        shown = f"{said} {share!r} {place!r} {vars(share)!r} {sentence(caught.value)}"
        coded = f"{USER}:{PASSWORD}".encode()
        for secret in [*secrets, "sig=", base64.b64encode(coded).decode()]:
            assert secret not in shown


@pytest.fixture
def hole() -> Iterator[int]:
    """A port where connections are neither taken nor refused."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


@pytest.mark.long
def test_that_a_server_that_never_answers_is_given_up_within_ten_seconds(
    server: Server, hole: int, name: str
) -> None:
    start = time.perf_counter()
    assert _refused(server.place(name, hole).open()) == "share_away"
    assert time.perf_counter() - start < 11
