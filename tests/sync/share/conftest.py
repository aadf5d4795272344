"""A share of each kind: a folder, and real servers that start once, side by side."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing
from pathlib import Path
from typing import Final

import pytest

from app.sync.share.contract import Share
from tests.helpers.vaults import quick_folder
from tests.sync.share import servers
from tests.sync.share.relay import Relay
from tests.sync.share.servers import GetServer, Place, Server

STARTERS: Final[dict[str, Callable[[Path], AbstractContextManager[Server]]]] = {
    "apache": servers.apache,
    "wsgidav": servers.wsgidav,
    "s3": servers.s3,
    "azure": servers.azure,
}
KINDS: Final = ("folder", *STARTERS)


@pytest.fixture(scope="session")
def get_server() -> Iterator[GetServer]:
    """Starts all of them at the first question; what is absent skips the tests that need it."""
    with ExitStack() as stack:
        home = quick_folder()
        stack.callback(shutil.rmtree, home)
        home.chmod(0o711)  # Apache gives up being root, and must still get in
        with ThreadPoolExecutor(len(STARTERS)) as pool:
            started = {
                kind: pool.submit(stack.enter_context, start(_home(home, kind)))
                for kind, start in STARTERS.items()
            }
        yield lambda kind: started[kind].result()


def _home(home: Path, kind: str) -> Path:
    """Both WebDAV servers serve one folder, `dav`."""
    (home / "dav").mkdir(exist_ok=True)
    (home / kind).mkdir()
    return home / kind


@pytest.fixture(scope="session")
def five_thousand(get_server: GetServer) -> Path:
    """A share of many files, as folder and on both WebDAV servers."""
    server = get_server("wsgidav")
    assert server.root is not None
    server.place("vijfduizend")
    log = server.root / "vijfduizend" / servers.ODD / "log"
    log.mkdir()
    for number in range(5000):
        (log / f"{number:05}.seg").write_bytes(b"x")
    return log.parent


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A share's own folder or prefix."""
    return re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())[:80]


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, tmp_path: Path, name: str) -> Place:
    kind: str = request.param
    if kind == "folder":
        (tmp_path / servers.ODD).mkdir()
        return Place(str(tmp_path / servers.ODD))
    get_server: GetServer = request.getfixturevalue("get_server")
    return get_server(kind).place(name)


@pytest.fixture
def share(place: Place) -> Iterator[Share]:
    with closing(place.open()) as opened:
        yield opened


@pytest.fixture(params=STARTERS)
def server(request: pytest.FixtureRequest, get_server: GetServer) -> Server:
    return get_server(request.param)


@pytest.fixture
def relay(server: Server) -> Iterator[Relay]:
    with Relay(server.port) as relay:
        yield relay


@pytest.fixture
def relayed(server: Server, relay: Relay, name: str) -> Iterator[Share]:
    """A share on each server, through a relay that counts and breaks off."""
    with closing(server.place(name, relay.port).open()) as opened:
        yield opened
