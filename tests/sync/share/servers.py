"""Real servers on loopback: Apache mod_dav, wsgidav, S3 (moto) and Azure Blob (Azurite)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from app.sync.share.contract import Share
from app.sync.share.credentials import AzureLogin, Credentials, S3Login, WebDavLogin
from app.sync.share.opening import open_share
from tests.sync.share import moto_server
from tests.sync.share.moto_server import BUCKET, REGION

START_SECONDS = 60.0
USER, PASSWORD = "ayşe", "geheim-wachtwoord-ğ"
ODD = "Gedeelde map é"
"""A space and a letter that must be quoted."""
AZURE_ACCOUNT = "devstoreaccount1"
AZURE_KEY = (
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
)
"""Azurite's well-known key of its one account."""
APACHE_MODULES = Path("/usr/lib/apache2/modules")
_APACHE = """
ServerRoot {home}
Listen 127.0.0.1:{port}
ServerName localhost
PidFile {home}/pid
ErrorLog {home}/error.log
DefaultRuntimeDir {home}
{modules}
User {user}
Group #{group}
DavLockDB {home}/lock
DocumentRoot {root}
LimitXMLRequestBody 100000
<Directory {root}>
  Dav On
  AuthType Basic
  AuthName share
  AuthUserFile {home}/passwords
  Require valid-user
</Directory>
<LocationMatch "^/alleen-lezen">
  <LimitExcept GET HEAD PROPFIND OPTIONS>
    Require user nobody
  </LimitExcept>
</LocationMatch>
"""
_MODULES = (
    "mpm_event", "authn_core", "authn_file", "authz_core", "authz_user", "auth_basic",
    "dav", "dav_fs",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where one test keeps its files."""

    url: str
    credentials: Credentials | None = None

    def open(self) -> Share:
        return open_share(self.url, self.credentials)


@dataclass(frozen=True)
class Server:
    kind: str
    port: int
    root: Path | None = None
    """The folder it serves, for those that serve one."""
    keys: tuple[S3Login, ...] = ()

    def place(self, name: str, port: int | None = None, *, tls: bool = False) -> Place:
        """A share of its own, reached at `port`."""
        port = port or self.port
        if self.kind != "s3":  # moto checks the signature of an address that it has decoded
            name = f"{name}/{ODD}"
        if self.root is not None:
            (self.root / name).mkdir(parents=True, exist_ok=True)
            (self.root / name).chmod(0o777)
            scheme = "webdavs" if tls else "webdav"
            login = WebDavLogin(username=USER, password=SecretStr(PASSWORD))
            return Place(f"{scheme}://localhost:{port}/{quote(name)}", login)
        site = f"{'https' if tls else 'http'}://localhost:{port}"
        if self.kind == "s3":
            key = self.keys[0].model_copy(update={"endpoint": site})
            return Place(f"s3://{BUCKET}/{name}", key)
        azure = AzureLogin(
            account=AZURE_ACCOUNT, key=SecretStr(AZURE_KEY), endpoint=f"{site}/{AZURE_ACCOUNT}"
        )
        return Place(f"az://{BUCKET}/{name}", azure)

    def reader(self, name: str) -> Place:
        """The same, for somebody who may not write; `log/oud` is there."""
        if self.root is not None:
            place = self.place(f"alleen-lezen/{name}")
            log = self.root / "alleen-lezen" / name / ODD / "log"
            log.mkdir(exist_ok=True)
            (log / "oud").write_bytes(b"x")
            return place
        place = self.place(name)
        with closing(place.open()) as share:
            share.write("log", "oud", b"x")
        if self.kind == "s3":
            endpoint = {"endpoint": f"http://localhost:{self.port}"}
            return Place(place.url, self.keys[1].model_copy(update=endpoint))
        login = AzureLogin(
            account=AZURE_ACCOUNT,
            sas=SecretStr(azure_signature("rl")),
            endpoint=f"http://localhost:{self.port}/{AZURE_ACCOUNT}",
        )
        return Place(place.url, login)

    def stranger(self, name: str) -> Place:
        """The same, with a wrong secret."""
        place = self.place(name)
        wrong = base64.b64encode(b"iemand anders, iemand anders!!").decode()
        field = {"s3": "secret_access_key", "azure": "key"}.get(self.kind, "password")
        assert place.credentials is not None
        plain = place.credentials.model_dump() | {field: wrong}
        return Place(place.url, type(place.credentials).model_validate(plain))


GetServer = Callable[[str], Server]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def absent(what: str) -> NoReturn:
    """Skips; where DREMPEL_CI is set, what is absent fails."""
    if os.environ.get("DREMPEL_CI"):
        pytest.fail(f"{what} is absent; .ci/run installs it")
    pytest.skip(f"{what} is absent")


@contextmanager
def running(home: Path, *command: str) -> Iterator[subprocess.Popen[str]]:
    """Ends what it started, and waits until it is gone."""
    with (home / "output.log").open("w") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, cwd=home)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(START_SECONDS)
        assert process.stdout is not None
        process.stdout.close()


def until_it_answers(process: subprocess.Popen[str], port: int) -> None:
    pause = threading.Event()
    for _ in range(int(START_SECONDS / 0.05)):
        if process.poll() is not None:
            pytest.fail(f"the server ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            pause.wait(0.05)
        else:
            return
    pytest.fail("the server does not answer")


@contextmanager
def apache(home: Path) -> Iterator[Server]:
    binary = shutil.which("apache2", path="/usr/sbin:/usr/bin") or shutil.which("apache2")
    if binary is None:
        absent("apache2")
    import pwd  # noqa: PLC0415 - Windows has none

    account = pwd.getpwnam("www-data") if os.geteuid() == 0 else pwd.getpwuid(os.getuid())
    root = home.parent / "dav"
    digest = base64.b64encode(hashlib.sha1(PASSWORD.encode()).digest()).decode()  # noqa: S324
    (home / "passwords").write_text(f"{USER}:{{SHA}}{digest}\n", encoding="utf-8")
    port = free_port()
    modules = (f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so" for name in _MODULES)
    configuration = _APACHE.format(
        home=home,
        port=port,
        root=root,
        user=account.pw_name,
        group=account.pw_gid,
        modules="\n".join(modules),
    )
    (home / "httpd.conf").write_text(configuration, encoding="utf-8")
    for path in (home, root):
        path.chmod(0o777)
    with running(home, str(binary), "-DFOREGROUND", "-f", str(home / "httpd.conf")) as process:
        until_it_answers(process, port)
        yield Server("apache", port, root)


@contextmanager
def wsgidav(home: Path) -> Iterator[Server]:
    root = home.parent / "dav"
    (root / "alleen-lezen").mkdir()
    port = free_port()
    configuration = {
        "host": "127.0.0.1",
        "port": port,
        "provider_mapping": {
            "/": str(root),
            "/alleen-lezen": {"root": str(root / "alleen-lezen"), "readonly": True},
        },
        "http_authenticator": {"accept_digest": False, "default_to_digest": False},
        "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
    }
    (home / "wsgidav.json").write_text(json.dumps(configuration), encoding="utf-8")
    with running(
        home,
        sys.executable,
        "-m",
        "wsgidav.server.server_cli",
        "--config",
        str(home / "wsgidav.json"),
        "--quiet",
    ) as process:
        until_it_answers(process, port)
        yield Server("wsgidav", port, root)


@contextmanager
def s3(home: Path) -> Iterator[Server]:
    port = free_port()
    with running(home, sys.executable, moto_server.__file__, str(port)) as process:
        assert process.stdout is not None
        lines = (process.stdout.readline().split() for _ in range(2))
        keys = tuple(
            S3Login(access_key_id=name, secret_access_key=SecretStr(secret), region=REGION)
            for name, secret in lines
        )
        until_it_answers(process, port)
        yield Server("s3", port, keys=keys)


@contextmanager
def azure(home: Path) -> Iterator[Server]:
    node = shutil.which("node")
    package = Path(sys.prefix, "servers", "node_modules", "azurite")
    if node is None or not package.is_dir():
        absent("azurite")
    port = free_port()
    with running(
        home,
        str(node),
        str(package / "dist/src/blob/main.js"),
        *("--blobHost", "127.0.0.1", "--blobPort", str(port)),
        *("--inMemoryPersistence", "--skipApiVersionCheck", "--silent", "--disableTelemetry"),
    ) as process:
        until_it_answers(process, port)
        _make_container(port)
        yield Server("azure", port)


def _make_container(port: int) -> None:
    day, version = formatdate(usegmt=True), "2021-08-06"
    said = (
        "PUT" + "\n" * 12 + f"x-ms-date:{day}\nx-ms-version:{version}\n"
        f"/{AZURE_ACCOUNT}/{AZURE_ACCOUNT}/{BUCKET}\nrestype:container"
    )
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/{AZURE_ACCOUNT}/{BUCKET}?restype=container",
        method="PUT",
        headers={
            "x-ms-date": day,
            "x-ms-version": version,
            "Authorization": f"SharedKey {AZURE_ACCOUNT}:{_azure_sign(said)}",
        },
    )
    urllib.request.urlopen(request).close()  # noqa: S310 - http, on loopback


def azure_signature(permissions: str) -> str:
    """A service signature (SAS) for the container, long valid."""
    version, end = "2021-08-06", "2099-01-01T00:00:00Z"
    resource = f"/blob/{AZURE_ACCOUNT}/{BUCKET}"
    fields = [permissions, "", end, resource, "", "", "http,https", version, "c", "", "", *[""] * 5]
    pairs = {
        "sp": permissions, "se": end, "spr": "http,https", "sv": version, "sr": "c",
        "sig": _azure_sign("\n".join(fields)),
    }  # fmt: skip
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs.items())


def _azure_sign(text: str) -> str:
    key = base64.b64decode(AZURE_KEY)
    return base64.b64encode(hmac.new(key, text.encode(), hashlib.sha256).digest()).decode()
