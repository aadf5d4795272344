"""Words to read aloud: nobody confuses two, and a sheet typed back gives what was printed."""

from __future__ import annotations

import hashlib
import secrets
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto.boxes import seal_box
from app.crypto.recovery import RecoveryKeys, new_secret
from app.crypto.seal import SealBrokenError
from app.crypto.spoken import from_twenty_four, nearest, six_words, twenty_four, words
from app.errors import UserError
from tools.spoken_words import CANDIDATES, LISTS, Apart, choose, main, sound, text

SECRET = bytes(range(32))
LIST_SUM = "9f90b2c3316f92fde62092ef5b7d5be08e0002eabc47c472b7ab7bb0221d65f5"

secrets_of_sheets = st.binary(min_size=32, max_size=32)


def changes_of(word: str) -> set[str]:
    """The word with one letter more, less, or another."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    places = range(len(word))
    less = {word[:i] + word[i + 1 :] for i in places}
    other = {word[:i] + letter + word[i + 1 :] for i in places for letter in letters}
    more = {word[:i] + letter + word[i:] for i in range(len(word) + 1) for letter in letters}
    return (less | other | more) - {word}


# ---------------------------------------------------------------- the list


def test_that_the_list_is_what_the_tool_chooses_and_never_changes() -> None:
    stored = files("resources").joinpath("wordlists", "spoken.txt").read_bytes()
    assert stored.decode() == text()
    assert hashlib.sha256(stored).hexdigest() == LIST_SUM
    assert main(["--check"]) == 0


def test_that_the_list_holds_2048_plain_words_of_the_dutch_list() -> None:
    dutch = set((LISTS / "dutch.txt").read_text("utf-8").split())
    assert len(words()) == len(set(words())) == 2048
    assert list(words()) == sorted(words())
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words())
    assert all(3 <= len(word) <= 8 for word in words())
    assert set(words()) <= dutch
    assert set(CANDIDATES.read_text("utf-8").split()) <= dutch


def test_that_no_two_words_are_one_letter_apart_written_or_heard() -> None:
    spelled = set(words())
    assert [word for word in words() if changes_of(word) & spelled] == []
    heard = {sound(word) for word in words()}
    assert len(heard) == 2048
    assert [word for word in heard if changes_of(word) & heard] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("ijs", "eis"), ("rauw", "rouw"), ("kado", "cado"), ("zon", "son"), ("bond", "bont"),
     ("taxi", "taksi"), ("wout", "woud"), ("lied", "liet"), ("cent", "sent")],
)  # fmt: skip
def test_that_words_that_sound_alike_are_known_to(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_that_too_few_words_are_told_and_near_ones_left_out() -> None:
    assert choose(["huis", "muis", "boom"], ["boom", "huis", "muis", "Jan"], 2) == ["boom", "huis"]
    with pytest.raises(ValueError, match="only 1"):
        choose(["huis", "muis"], ["huis", "muis"], 2)
    apart = Apart()
    apart.add("boom")
    assert [word for word in ("boom", "boo", "booms", "zoom", "huis") if apart.admits(word)] == [
        "huis"
    ]


# ---------------------------------------------------------------- six words


def test_that_six_words_are_equal_only_for_equal_keys_person_and_team(quick_words: None) -> None:
    same = {
        "box": b"b" * 1216, "device": "0" * 26, "member": "1" * 26, "nonce": b"n" * 32,
        "sign": b"s" * 32, "team": "a" * 40,
    }  # fmt: skip
    first = six_words(**same)  # type: ignore[arg-type]
    assert len(first) == 6
    assert set(first) <= set(words())
    assert six_words(**same) == first  # type: ignore[arg-type]
    others = {
        "box": b"c" * 1216, "device": "2" * 26, "member": None, "nonce": b"m" * 32,
        "sign": b"t" * 32, "team": "b" * 40,
    }  # fmt: skip
    found = {six_words(**{**same, name: value}) for name, value in others.items()}  # type: ignore[arg-type]
    assert len(found | {first}) == 7


# ---------------------------------------------------------------- twenty-four words


@given(secret=secrets_of_sheets)
def test_that_typed_words_give_the_secret_back(secret: bytes) -> None:
    printed = twenty_four(secret)
    assert len(printed) == 24
    assert from_twenty_four(" ".join(printed)) == secret


@given(secret=secrets_of_sheets, data=st.data())
def test_that_capitals_accents_numbers_and_commas_do_not_matter(
    secret: bytes, data: st.DataObject
) -> None:
    def typed(place: int, word: str) -> str:
        way = data.draw(st.integers(0, 4))
        marked = word.replace("e", "é").replace("o", "ö").replace("i", "ï")
        return [word, word.upper(), marked, f"  {word.title()},\n", f"{place}. {word}"][way]

    printed = enumerate(twenty_four(secret), start=1)
    assert from_twenty_four(" ".join(typed(place, word) for place, word in printed)) == secret


@settings(max_examples=10)
@given(secret=secrets_of_sheets, place=st.integers(0, 23), data=st.data())
def test_that_one_wrong_word_is_named_by_its_place_with_the_right_one_beside_it(
    secret: bytes, place: int, data: st.DataObject
) -> None:
    typed = list(twenty_four(secret))
    slip = data.draw(st.sampled_from(sorted(changes_of(typed[place]) - {""})))
    typed[place] = slip
    with pytest.raises(UserError, match="recovery_word") as failure:
        from_twenty_four(" ".join(typed))
    assert failure.value.params["place"] == place + 1
    assert failure.value.params["nearest"] in words()


def test_that_the_nearest_word_is_the_one_that_was_meant() -> None:
    assert nearest("vlindr") == "vlinder"
    assert nearest("regenyas") == "regenjas"
    assert nearest("q") in words()


def test_that_swapped_words_and_a_wrong_number_of_words_are_told() -> None:
    printed = twenty_four(SECRET)
    swapped = [printed[1], printed[0], *printed[2:]]
    assert swapped != list(printed)
    with pytest.raises(UserError, match="recovery_check"):
        from_twenty_four(" ".join(swapped))
    with pytest.raises(UserError, match="recovery_count") as failure:
        from_twenty_four(" ".join(printed[:-1]))
    assert failure.value.params == {"count": 23}
    with pytest.raises(UserError, match="recovery_count"):
        from_twenty_four("")


def test_that_a_secret_is_32_bytes_and_each_is_another() -> None:
    assert len(new_secret()) == 32
    assert new_secret() != new_secret()
    with pytest.raises(ValueError, match="32 bytes"):
        twenty_four(b"short")
    with pytest.raises(ValueError, match="32 bytes"):
        RecoveryKeys.of(b"short")


# ---------------------------------------------------------------- the keys of the sheet


def test_that_the_same_sheet_gives_the_same_keys_and_another_sheet_others() -> None:
    one, again, other = RecoveryKeys.of(SECRET), RecoveryKeys.of(SECRET), RecoveryKeys.of(b"x" * 32)
    assert one.sign.public == again.sign.public != other.sign.public
    assert one.box.public == again.box.public != other.box.public
    assert one.sign.private != one.box.private[:32]


def test_that_only_the_sheet_opens_what_was_sealed_for_it() -> None:
    sealed = seal_box(RecoveryKeys.of(SECRET).box.public, b"keys", b"info")
    assert RecoveryKeys.of(SECRET).box.open(sealed, b"info") == b"keys"
    with pytest.raises(SealBrokenError):
        RecoveryKeys.of(secrets.token_bytes(32)).box.open(sealed, b"info")


def test_that_no_key_shows_in_a_repr() -> None:
    keys = RecoveryKeys.of(SECRET)
    assert repr(keys) == "RecoveryKeys()"
