"""Names of files, on whatever system a team has: Windows forbids more than the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app import bootstrap, log
from app.clock import FixedClock, derived_id
from app.services.files import LONGEST_NAME, safe_name
from app.storage.files import HEADERS, aside, beside, side_files
from app.sync.names import PackName, SegmentName, marker_name
from app.sync.share import contract
from tests.helpers.vaults import a_clock

if TYPE_CHECKING:
    from pathlib import Path

FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
DEVICES = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE
)


def windows_takes(name: str) -> bool:
    """By what Microsoft writes of naming files; no Windows is asked."""
    wrong = FORBIDDEN.search(name) or DEVICES.fullmatch(name) or name.endswith((" ", "."))
    return bool(name) and not wrong


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("brief.pdf", "brief.pdf"),
        ("../../.profile", "_.._.profile"),
        ("C:\\Windows\\x.dll", "C__Windows_x.dll"),
        ("...", "bijlage"),
        ("Ğ" * 300 + ".pdf", "Ğ" * 116 + ".pdf"),
        ("Plan van Familie Şahin/De Boer?.pdf", "Plan van Familie Şahin_De Boer_.pdf"),
        ("aux.pdf", "_aux.pdf"),
        ("Nul", "_Nul"),
        ("console.pdf", "console.pdf"),
        ("brief\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "brief_fdp.exe"),
    ],
)
def test_that_the_name_of_a_copy_points_to_no_other_folder(name: str, plain: str) -> None:
    assert safe_name(name, "bijlage") == plain


@given(st.text(max_size=2 * LONGEST_NAME))
@example(" " * LONGEST_NAME + "con.pdf")
@example("x" * LONGEST_NAME + "nul" + "." * (LONGEST_NAME - 3))
@example("COM¹ .txt")
def test_that_every_name_can_be_written_on_windows(name: str) -> None:
    safe = safe_name(name, "bijlage")
    assert windows_takes(safe)
    assert len(safe) <= LONGEST_NAME + 1


def test_that_every_file_of_a_share_has_a_name_that_windows_takes() -> None:
    device, entry = derived_id("laptop"), "0f" * 20
    names = [
        str(SegmentName(device, 1, entry)),
        str(PackName(device, 1, 40, entry)),
        marker_name("0f" * 16),
        *(f"{entry}.{kind}" for kind in ("request", "successor", "proposal")),
        f"000001-{entry}.entry",
        entry,
        contract.temporary("0f"),
    ]
    assert [name for name in names if not windows_takes(name) or name != name.lower()] == []
    assert max(map(len, names)) <= contract.MAX_NAME


def test_that_a_vault_and_all_beside_it_have_names_that_windows_takes(tmp_path: Path) -> None:
    vault = tmp_path / bootstrap.VAULT
    clock: FixedClock = a_clock()
    first = aside(vault, clock.now())
    first.touch()
    beside_it = [
        *(beside(vault, suffix) for suffix in (*HEADERS, ".tmp", ".rekey", ".restored", ".copy")),
        *side_files(vault), first, aside(vault, clock.now()),
    ]  # fmt: skip
    names = [vault.name, bootstrap.SETTINGS, bootstrap.PRACTICE]
    names.append(log.FILE.format(number=123_456_789))
    names += [one.name for one in beside_it]
    assert [name for name in names if not windows_takes(name)] == []
    assert len({name.casefold() for name in names}) == len(names)
