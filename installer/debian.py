"""A Debian package of the packed program: in the menu, and `drempel` on the command line."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
NEEDS: Final = (
    "libc6", "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libxcb-cursor0",
    "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "libxcb-xkb1",
    "libxkbcommon-x11-0", "libxkbcommon0",
)  # fmt: skip
"""What Qt finds on a machine and does not bring; as the README lists it."""
CONTROL: Final = """\
Package: drempel
Version: {version}
Architecture: {architecture}
Maintainer: The Drempel contributors <drempel@example.org>
Installed-Size: {kilobytes}
Depends: {needs}
Section: misc
Priority: optional
Description: Offline-first, encrypted work book for sociale wijkteams
 Huisbezoeken, ZRM en een plan met het huishouden, zonder netwerk; delen met
 het team waar een map of server in bereik is.
"""
MENU: Final = """\
[Desktop Entry]
Type=Application
Name=Drempel
Comment=Werkboek voor sociale wijkteams
Comment[en]=Work book for neighbourhood teams
Exec=drempel
Icon=drempel
Categories=Office;
Keywords=huisbezoek;wijkteam;ZRM;plan;
"""


def package(program: Path, icon: Path, version: str, into: Path) -> Path:
    """The package of a folder with the program in it. Raises CalledProcessError."""
    tree = icon.parent / "debian"
    _put(program, tree / "opt" / "drempel")
    _put(icon, tree / "usr/share/icons/hicolor/256x256/apps/drempel.png")
    _put(ROOT / "LICENSE", tree / "usr/share/doc/drempel/copyright")
    _write(tree / "usr/share/applications/drempel.desktop", MENU)
    link = tree / "usr/bin/drempel"
    link.parent.mkdir(parents=True)
    link.symlink_to("/opt/drempel/drempel")
    size = sum(file.lstat().st_size for file in tree.rglob("*") if file.is_file())
    asked = subprocess.run(["dpkg", "--print-architecture"], check=True, stdout=subprocess.PIPE,
                           encoding="ascii")  # fmt: skip
    architecture = asked.stdout.strip()
    _write(tree / "DEBIAN/control", CONTROL.format(
        version=version, architecture=architecture, kilobytes=size // 1024, needs=", ".join(NEEDS),
    ))  # fmt: skip
    made = into / f"drempel_{version}_{architecture}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zzstd", "--build", tree, made],
                   check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    return made


def _put(what: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if what.is_dir():
        shutil.copytree(what, place, symlinks=True)
    else:
        shutil.copyfile(what, place)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
