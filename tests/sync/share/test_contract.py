"""What every share promises, on a folder and on every real server."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from app.sync.share.contract import Entry, Missing, Share, TooLarge
from tests.sync.share.servers import Place

LIMIT = 1_000_000
BIG = 10_000_000


def test_that_a_file_comes_back_whole_and_is_listed(share: Share) -> None:
    assert share.listing("log") == []
    share.write("log", "b.seg", b"verzegeld")
    share.write("log", "a.seg", b"ook")
    assert share.listing("log") == [Entry("a.seg", 3), Entry("b.seg", 9)]
    assert share.read("log", "b.seg", LIMIT) == b"verzegeld"


def test_that_writing_again_is_harmless_and_mends(share: Share) -> None:
    share.write("log", "a.seg", b"gescheurd")
    share.write("log", "a.seg", b"heel")
    share.write("log", "a.seg", b"heel")
    assert share.listing("log") == [Entry("a.seg", 4)]
    assert share.read("log", "a.seg", LIMIT) == b"heel"


def test_that_what_is_not_there_is_missing(share: Share) -> None:
    share.write("log", "a.seg", b"a")
    with pytest.raises(Missing):
        share.read("log", "b.seg", LIMIT)
    with pytest.raises(Missing):
        share.read("member", "a.seg", LIMIT)


def test_that_a_file_larger_than_asked_is_refused(share: Share) -> None:
    share.write("log", "a.seg", bytes(1000))
    assert share.read("log", "a.seg", 1000) == bytes(1000)
    with pytest.raises(TooLarge):
        share.read("log", "a.seg", 999)


def test_that_removing_twice_is_no_error(share: Share) -> None:
    share.remove("log", "a.seg")
    share.write("log", "a.seg", b"a")
    share.remove("log", "a.seg")
    share.remove("log", "a.seg")
    assert share.listing("log") == []


def test_that_folders_keep_their_files_apart(share: Share) -> None:
    share.write("", "share", b"root")
    share.write("log", "x", b"log")
    share.write("member", "x", b"member")
    assert share.listing("") == [Entry("share", 4)]
    assert share.listing("log") == [Entry("x", 3)]
    assert [share.read(folder, "x", LIMIT) for folder in ("log", "member")] == [b"log", b"member"]
    assert share.read("", "share", LIMIT) == b"root"


def test_that_a_file_of_ten_megabytes_survives(share: Share) -> None:
    data = bytes(range(250)) * (BIG // 250)
    share.write("blob", "foto", data)
    assert share.read("blob", "foto", BIG) == data


def test_that_many_come_in_the_order_asked_with_what_is_wrong_among_them(share: Share) -> None:
    names = [f"{number:03}.seg" for number in range(40)]
    for name in names:
        share.write("log", name, name.encode())
    share.write("log", "groot", bytes(100))
    asked = [*names[::-1], "groot", "weg", names[0]]
    got = list(share.read_all("log", asked, 50))
    assert [name for name, _ in got] == asked
    whole = {name: data for name, data in got if isinstance(data, bytes)}
    assert whole == {name: name.encode() for name in names}
    assert [type(data) for _, data in got[-3:]] == [TooLarge, Missing, bytes]


def test_that_reading_may_stop_halfway(share: Share) -> None:
    for number in range(20):
        share.write("log", f"{number:02}", b"x")
    files = share.read_all("log", (f"{number:02}" for number in range(20)), LIMIT)
    assert next(iter(files)) == ("00", b"x")
    files.close()  # type: ignore[attr-defined]
    assert len(share.listing("log")) == 20


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../a", "a/b", "a\\b", "A.seg", "a (1).seg", "~a", "a.", "é", "a" * 121]
)
def test_that_no_name_leads_outside_the_share(tmp_path: Path, name: str) -> None:
    share = Place(str(tmp_path)).open()
    with pytest.raises(ValueError, match="no share"):
        share.write("log", name, b"x")
    with pytest.raises(ValueError, match="no share"):
        share.read("log", name, LIMIT)
    with pytest.raises(ValueError, match="no share"):
        share.remove("log", name)
    with pytest.raises(ValueError, match="no share"):
        share.write(f"{name}/..", "a", b"x")
    assert list(tmp_path.iterdir()) == []


def test_that_an_empty_file_is_never_written(share: Share) -> None:
    with pytest.raises(ValueError, match="never empty"):
        share.write("log", "a.seg", b"")


def test_that_a_share_opens_again_by_its_own_address(place: Place, share: Share) -> None:
    share.write("log", "a.seg", b"a")
    again = Place(share.url, place.credentials).open()
    assert again.listing("log") == [Entry("a.seg", 1)]
    again.close()
    share.close()


def test_that_many_files_are_read_in_the_memory_of_a_handful(share: Share) -> None:
    size, count = 200_000, 60
    for number in range(count):
        share.write("log", f"{number:02}", bytes([number]) * size)
    tracemalloc.start()
    for _, data in share.read_all("log", [f"{number:02}" for number in range(count)], size):
        assert isinstance(data, bytes)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * size
