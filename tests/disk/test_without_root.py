"""Who may not mount can still in a user namespace: there the tests of a full disk run as well."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")


def can_unshare() -> bool:
    try:
        return (
            subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
        )
    except FileNotFoundError:
        return False


def test_that_a_full_disk_is_shown_to_who_is_not_root_too(may_mount: bool, tmp_path: Path) -> None:
    if may_mount:
        pytest.skip("ran already, beside this test")
    if not can_unshare():
        pytest.skip("no user namespaces on this machine")
    done = subprocess.run(
        [
            *NAMESPACE, sys.executable, "-m", "pytest", "tests/disk", "-q", "-m", "not long",
            "-p", "no:cacheprovider", "-p", "no:randomly", "--basetemp", str(tmp_path / "binnen"),
            "--deselect", "tests/disk/test_without_root.py",
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
