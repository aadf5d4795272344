"""A vault on a volume of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.vaults import on_disk
from tests.helpers.volumes import SmallDisk, a_stick, can_mount, small_disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.helpers.volumes import Stick

DISK_KIB = 6 * 1024


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    yield from on_disk()


@pytest.fixture(scope="session")
def may_mount(tmp_path_factory: pytest.TempPathFactory) -> bool:
    return can_mount(tmp_path_factory.mktemp("mount") / "proef")


@pytest.fixture
def disk(tmp_path: Path, may_mount: bool) -> Iterator[SmallDisk]:
    if not may_mount:
        pytest.skip("may not mount here; run in a user namespace by test_without_root.py")
    with small_disk(tmp_path / "schijf", DISK_KIB) as made:
        yield made


@pytest.fixture
def stick(tmp_path: Path, may_mount: bool) -> Iterator[Stick]:
    if not may_mount:
        pytest.skip("a stick needs a loop device, and that needs root")
    with a_stick(tmp_path / "stick") as made:
        if made is None:
            pytest.skip("no loop device or mkfs.ext4 on this machine")
        yield made
