"""A share in a folder."""

from pathlib import Path

from app.sync.share.opening import open_share


def test_that_a_file_comes_back_whole(tmp_path: Path) -> None:
    share = open_share(str(tmp_path))
    assert share.listing("log") == []
    share.write("log", "a.seg", b"sealed")
    assert [(entry.name, entry.size) for entry in share.listing("log")] == [("a.seg", 6)]
    assert list(share.read_all("log", ["a.seg"], 10)) == [("a.seg", b"sealed")]
    share.remove("log", "a.seg")
    share.remove("log", "a.seg")
    assert share.listing("log") == []
