"""Addresses of shares, and what opens them: files, the key store, and what neither shows."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import PasswordDeleteError

from app.errors import UserError, sentence
from app.sync.share import keystore
from app.sync.share.contract import Missing
from app.sync.share.credentials import (
    AzureLogin,
    Credentials,
    S3Login,
    WebDavLogin,
    from_json,
    read_credentials,
)
from app.sync.share.many import AT_ONCE, in_order
from app.sync.share.opening import open_share
from app.ui.text import catalogue

SECRET = "z€er-geheim"
TORN_CERTIFICATE: Final = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
GOOD: dict[type[Credentials], dict[str, str]] = {
    WebDavLogin: {"username": "ayşe", "password": SECRET},
    S3Login: {"access_key_id": "id", "secret_access_key": SECRET, "region": "eu-central-1"},
    AzureLogin: {"account": "team", "key": SECRET},
}


def _raised(url: str, credentials: Credentials | None = None) -> str:
    with pytest.raises(UserError) as caught:
        open_share(url, credentials)
    assert SECRET not in sentence(caught.value)
    return caught.value.id


def _file(home: Path, text: str, mode: int = 0o600) -> Path:
    path = home / "inlog.json"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


@pytest.mark.parametrize("form", ["{}", "file://{}", "file://localhost{}"])
def test_that_a_folder_may_be_named_in_each_way(tmp_path: Path, form: str) -> None:
    share = open_share(form.format(tmp_path))
    share.write("log", "a.seg", b"x")
    assert (tmp_path / "log" / "a.seg").read_bytes() == b"x"
    assert share.url == str(tmp_path)
    share.close()


@pytest.mark.parametrize(
    "url",
    [
        "ftp://server/map", "https://server/map", "webdavs:///map", "s3:///map",
        f"webdavs://ayşe:{SECRET}@server/map", "webdavs://server/map?x=1", "az://container/#x",
    ],
)  # fmt: skip
def test_that_an_address_of_no_known_kind_is_refused(url: str) -> None:
    assert _raised(url) == "share_url_wrong"


@pytest.mark.parametrize(
    ("url", "kind"),
    [("webdavs://server/map", S3Login), ("s3://bucket", AzureLogin), ("az://box", WebDavLogin)],
)
def test_that_credentials_of_another_kind_are_refused(url: str, kind: type[Credentials]) -> None:
    assert _raised(url, kind.model_validate(GOOD[kind])) == "share_credentials_wrong"


@pytest.mark.parametrize("url", ["s3://bucket/team", "az://container/team"])
def test_that_a_bucket_needs_credentials(url: str) -> None:
    assert _raised(url) == "share_credentials_wrong"


@pytest.mark.parametrize("kind", GOOD)
def test_that_credentials_come_from_a_file_and_show_nowhere(
    tmp_path: Path, kind: type[Credentials]
) -> None:
    read = read_credentials(_file(tmp_path, json.dumps(GOOD[kind])))
    assert isinstance(read, kind)
    assert SECRET not in f"{read} {read!r} {read.model_dump()} {read.model_dump_json()}"


@pytest.mark.skipif(os.name == "nt", reason="Windows goes by the folder")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_that_a_file_others_can_open_is_not_used(tmp_path: Path, mode: int) -> None:
    path = _file(tmp_path, json.dumps(GOOD[WebDavLogin]), mode)
    with pytest.raises(UserError) as caught:
        read_credentials(path)
    assert caught.value.id == "share_credentials_open"


@pytest.mark.parametrize("text", ["", "geen certificaat\n", TORN_CERTIFICATE])
@pytest.mark.parametrize(
    ("url", "login"),
    [
        ("webdavs://localhost:1/map", GOOD[WebDavLogin]),
        ("s3://emmer/map", {**GOOD[S3Login], "endpoint": "https://localhost:1"}),
    ],
)
def test_that_a_certificate_that_is_none_is_one_plain_sentence(
    tmp_path: Path, url: str, login: dict[str, Any], text: str
) -> None:
    certificate = tmp_path / "gemeente.pem"
    certificate.write_text(text, encoding="ascii")
    named = _file(tmp_path, json.dumps({**login, "certificate": str(certificate)}))
    with pytest.raises(UserError) as caught:
        open_share(url, read_credentials(named))
    assert caught.value.id == "share_certificate_wrong"
    assert "gemeente.pem" in sentence(caught.value)


def test_that_a_file_that_is_not_there_is_one_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read_credentials(tmp_path / "weg.json")
    assert caught.value.id == "share_credentials_unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", SECRET, f'{{"password": "{SECRET}"}}', f'{{"username": "{SECRET}"}}',
        f'{{"username": "a", "password": "b", "anders": "{SECRET}"}}',
        f'{{"account": "a", "key": "b", "sas": "{SECRET}"}}', '{"account": "a"}',
        '{"access_key_id": "", "secret_access_key": "b", "region": "c"}',
    ],
)  # fmt: skip
def test_that_wrong_credentials_are_refused_without_being_shown(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError) as caught:
        read_credentials(_file(tmp_path, text))
    assert caught.value.id == "share_credentials_wrong"
    assert SECRET not in f"{sentence(caught.value)} {caught.value.params} {caught.value!r}"


def test_that_a_certificate_that_is_not_there_is_named(tmp_path: Path) -> None:
    login = WebDavLogin.model_validate(
        GOOD[WebDavLogin] | {"certificate": str(tmp_path / "weg.pem")}
    )
    assert _raised("webdavs://server/map", login) == "share_credentials_unreadable"


class _Store(KeyringBackend):
    """A key store in memory."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


class _Closed(_Store):
    """As on Windows: where a policy forbids it, or a password is too long, no error of keyring."""

    class Error(Exception):
        """What the system says."""

    def get_password(self, service: str, username: str) -> str | None:
        raise _Closed.Error(1312, "CredRead")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise _Closed.Error(1783, "CredWrite")

    def delete_password(self, service: str, username: str) -> None:
        raise _Closed.Error(1312, "CredRead")


FILE_FIELD: Final = "Of: een bestand waar dit alles in staat"
"""What the field on the screen is called that takes its place."""


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(request.param())
    yield
    keyring.set_keyring(before)


@pytest.mark.parametrize("backend", [_Store], indirect=True)
@pytest.mark.parametrize("kind", GOOD)
def test_that_the_key_store_gives_back_what_it_was_given(
    backend: None, kind: type[Credentials]
) -> None:
    given = from_json(json.dumps(GOOD[kind]))
    assert keystore.recall("s3://bucket") is None
    keystore.remember("s3://bucket", given)
    assert keystore.recall("s3://bucket") == given
    assert keystore.recall("s3://other") is None
    keystore.forget("s3://bucket")
    keystore.forget("s3://bucket")
    assert keystore.recall("s3://bucket") is None


@pytest.mark.parametrize("backend", [NoKeyring, _Closed], indirect=True)
def test_that_a_computer_without_a_key_store_says_to_use_a_file(backend: None) -> None:
    login = from_json(json.dumps(GOOD[WebDavLogin]))
    calls: list[Any] = [
        lambda: keystore.remember("webdavs://server", login),
        lambda: keystore.recall("webdavs://server"),
        lambda: keystore.forget("webdavs://server"),
    ]
    for call in calls:
        with pytest.raises(UserError) as caught:
            call()
        assert caught.value.id == "share_no_key_store"
        for language in ("nl", "en"):
            said = sentence(caught.value, language)
            assert "--" not in said
            assert catalogue(language).get(FILE_FIELD, FILE_FIELD) in said


def test_that_reading_ahead_stays_a_handful_ahead_and_in_order() -> None:
    started: list[int] = []
    together = threading.Barrier(AT_ONCE, timeout=10)

    def read(name: str) -> bytes:
        started.append(int(name))
        if int(name) < AT_ONCE:
            together.wait()
        if name == "9":
            raise Missing
        return name.encode()

    got = in_order(read, (str(number) for number in range(100)), AT_ONCE)
    for number in range(60):
        name, result = next(got)
        assert name == str(number)
        assert isinstance(result, Missing) if number == 9 else result == name.encode()
        assert max(started) <= number + AT_ONCE
    got.close()  # type: ignore[attr-defined]
    assert len(started) <= 60 + AT_ONCE


def test_that_our_own_bug_is_no_answer_about_a_file() -> None:
    def read(name: str) -> bytes:
        raise ZeroDivisionError

    for at_once in (1, AT_ONCE):
        with pytest.raises(ZeroDivisionError):
            list(in_order(read, ["a", "b"], at_once))
