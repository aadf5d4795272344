"""Who this laptop is: its device, the keys of it, what it goes on from, and where it lies."""

from __future__ import annotations

import hashlib
import platform
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

from app.clock import derived_id
from app.crypto.boxes import BoxKey
from app.crypto.signing import SigningKey
from app.model.sealed import Identity
from app.storage import edits
from app.storage.store import Store, remembered

_MACHINE: Final = "machine"
_MACHINE_FILES: Final = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_SECONDS: Final = 10
"""Longest that the machine may take to say which one it is."""


@remembered("identities", "meta")
def identity(store: Store) -> Identity | None:
    """None while this device has no keys of its own yet."""
    keys = store.db.one(
        "SELECT sign, box FROM identities WHERE device = ? AND sign IS NOT NULL",
        (store.device_id,),
    )
    if keys is None:
        return None
    return Identity(store.device_id, store.member_id, keys[0], keys[1], predecessors(store))


@remembered("identities", "meta")
def predecessors(store: Store) -> tuple[str, ...]:
    """Devices that this one goes on from, the latest first; of the earliest, some had no keys."""
    rows = store.db.all(
        "SELECT device FROM identities WHERE device <> ? ORDER BY place DESC", (store.device_id,)
    )
    return tuple(device for (device,) in rows)


def family(store: Store) -> list[str]:
    """This device and all that it goes on from."""
    return [store.device_id, *predecessors(store)]


def set_identity(store: Store, sign: bytes, box: bytes) -> None:
    """New keys for this device, which lies here from now on."""
    with store.db.transaction():
        _add(store, store.device_id)
        store.db.run(
            "UPDATE identities SET sign = ?, box = ? WHERE device = ?",
            (sign, box, store.device_id),
        )
        note_machine(store, store.db.path)


def complete(store: Store) -> None:
    """Keys for this device, and for those it goes on from that never had any."""
    if identity(store) is None:
        set_identity(store, SigningKey.generate().private, BoxKey.generate().private)
    bare = store.db.all("SELECT device FROM identities WHERE sign IS NULL")
    store.db.many(
        "UPDATE identities SET sign = ?, box = ? WHERE device = ?",
        [(SigningKey.generate().private, BoxKey.generate().private, device) for (device,) in bare],
    )


def succeed(store: Store, device: str, sign: bytes | None, box: bytes | None, path: Path) -> None:
    """Goes on as `device`, at `path`; a device that neither wrote nor had keys is forgotten."""
    old = store.device_id
    if device == old:
        return
    with store.db.transaction():
        if store.db.value("SELECT EXISTS (SELECT 1 FROM changes WHERE device = ?)", (old,)):
            _add(store, old)
        store.set_meta("device", device)
        store.db.run(
            "INSERT OR REPLACE INTO devices(device, member) VALUES (?, ?)",
            (device, store.member_id),
        )
        if sign is not None and box is not None:
            set_identity(store, sign, box)
        note_machine(store, path)


def go_on(store: Store, path: Path) -> None:
    """Goes on as a device with new keys, at `path`; its id follows from them.

    So nobody else's device can have it, and what is copied from here on can tell whom it follows.
    """
    sign, box = SigningKey.generate(), BoxKey.generate()
    succeed(store, derived_id("device", sign.public.hex()), sign.private, box.private, path)


@remembered("identities", "meta")
def predecessor_keys(store: Store, what: str) -> dict[str, bytes]:
    """{device: private key}, of kind `sign` or `box`, of those that had keys."""
    rows = store.db.all(
        f"SELECT device, {what} FROM identities WHERE device <> ? AND {what} IS NOT NULL",
        (store.device_id,),
    )
    return dict(rows)


def take_member(store: Store, member: str) -> None:
    """This laptop is another member's; the record of who it was goes, if it was only ours."""
    old = store.member_id
    if old == member:
        return
    own = family(store)
    with store.db.transaction():
        store.set_meta("member", member)
        store.db.many(
            "UPDATE devices SET member = ? WHERE device = ?", [(member, device) for device in own]
        )
        if _only_ours(store, old):
            edits.delete(store, "member", old)


def _only_ours(store: Store, member: str) -> bool:
    """Nobody else ever said anything of this member, and no other laptop is theirs."""
    key = store.key("member", member)
    if key is None or store.db.value("SELECT deleted FROM entities WHERE key = ?", (key,)):
        return False
    if store.db.value("SELECT EXISTS (SELECT 1 FROM devices WHERE member = ?)", (member,)):
        return False
    wrote = store.db.all("SELECT DISTINCT device FROM changes WHERE entity = ?", (key,))
    return {device for (device,) in wrote} <= set(family(store))


def _add(store: Store, device: str) -> None:
    store.db.run(
        "INSERT OR IGNORE INTO identities(device, place)"
        " SELECT ?, coalesce(max(place), 0) + 1 FROM identities",
        (device,),
    )


# ---------------------------------------------------------------- where it lies


def note_machine(store: Store, path: Path) -> None:
    """From now on this vault belongs on this machine, at `path`."""
    store.set_meta(_MACHINE, fingerprint(path.resolve()))


@remembered("meta")
def moved(store: Store) -> bool:
    """True for a copy of a vault, and on another machine: somebody else may go on as this device.

    A vault from before this was noted has not moved.
    """
    noted = store.meta(_MACHINE)
    return noted is not None and noted != fingerprint(store.db.lies_at)


def fingerprint(place: Path) -> str:
    """A hash of this machine and the place of the vault on it; nothing can be read from it.

    `place` is where it lies, whatever links lead to it.
    """
    text = f"drempel machine 1\n{_machine_id()}\n{place}"
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _machine_id() -> str:
    """What the system says of itself; the name in the network where it says nothing."""
    try:
        return _system_id(_MACHINE_FILES) or platform.node()
    except (OSError, subprocess.SubprocessError):
        return platform.node()


@cache
def _system_id(files: tuple[str, ...]) -> str:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415  (only there)

        where = r"SOFTWARE\Microsoft\Cryptography"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, where) as key:
            found = str(winreg.QueryValueEx(key, "MachineGuid")[0])
    elif sys.platform == "darwin":
        told = subprocess.run(
            ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"],
            capture_output=True, text=True, timeout=_SECONDS, check=False,
        ).stdout  # fmt: skip
        number = re.search(r'"IOPlatformUUID" = "([^"]+)"', told)
        found = number[1] if number else ""
    else:
        there = next((file for name in files if (file := Path(name)).exists()), None)
        found = there.read_text(encoding="ascii", errors="replace").strip() if there else ""
    return found
