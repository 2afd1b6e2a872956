"""Words that the network takes for names become whole names; the network itself is replaced by a list here."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.language.masking.finding import Finding
from bot.language.masking.masked import MaskingError
from bot.language.masking.names import kept
from bot.language.masking.names.cues import cued
from bot.language.masking.names.finder import Bars, NameFinder
from bot.language.masking.names.network import NameNetwork
from bot.language.masking.names.words import Word, case_of, shape_of, spelling_of, words_of

BARS = Bars(first=0.5, beside=0.3, again=0.12)


class Sure:
    """A network that is sure of some words, as far as it is told, and of no others."""

    def __init__(self, **estimates: float) -> None:
        self._estimates = estimates

    def estimates(self, words: list[Word]) -> NDArray[np.float32]:
        return np.array([(self._estimates.get(word.text.lower(), 0.0), 0.0, 0.0) for word in words], dtype=np.float32)


def names(text: str, **estimates: float) -> list[str]:
    return [text[one.start : one.end] for one in NameFinder(Sure(**estimates), BARS)(text) if one.type == "person"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        pytest.param("saw Jo Bloggs today", "Jo Bloggs", id="two-words"),
        pytest.param("saw J. Bloggs today", "J. Bloggs", id="initial"),
        pytest.param("saw Jo-Jo O'Bloggs today", "Jo-Jo O'Bloggs", id="hyphen-and-apostrophe"),
        pytest.param("saw Jo's mum", "Jo", id="possessive"),
        pytest.param("saw Jo’s mum", "Jo", id="curly-possessive"),
        pytest.param("saw Mr Bloggs", "Bloggs", id="title-is-kept"),
    ],
)
def test_words_of_one_name_are_one_name(text: str, whole: str) -> None:
    """Initials, hyphens and apostrophes hold a name together; titles and possessives are not part of it."""
    assert names(text, jo=0.9, bloggs=0.9, j=0.9, o=0.9, mr=0.9, s=0.9) == [whole]


def test_names_in_different_sentences_are_two() -> None:
    """A full stop behind a whole word ends a name."""
    assert names("Jo. Bloggs", jo=0.9, bloggs=0.9) == ["Jo", "Bloggs"]


def test_a_word_beside_a_name_needs_less() -> None:
    """A doubtful word next to a sure one belongs to the name; alone it does not."""
    assert names("Jo Hope", jo=0.9, hope=0.35) == ["Jo Hope"]
    assert names("a Hope", hope=0.35) == []


def test_an_ordinary_word_is_a_name_only_where_the_words_beside_it_say_so() -> None:
    """What tells of harm is not masked because the network takes it for a name; behind a title or by a name it is."""
    assert names("Knife pulled on mum", knife=0.9) == []
    assert names("spoke to Mr Knife", knife=0.9) == ["Knife"]
    assert names("saw Jo Knife today", jo=0.9, knife=0.9) == ["Jo Knife"]


def test_a_name_said_once_is_known_in_the_whole_text() -> None:
    """A second mention that the network doubts is masked as the first was."""
    assert names("Lily fell. i asked lily", lily=0.15) == []
    assert [one for one in _twice("Lily fell. i asked lily")] == ["Lily", "lily"]


def _twice(text: str) -> list[str]:
    class First(Sure):
        def estimates(self, words: list[Word]) -> NDArray[np.float32]:
            return np.array([(0.95 if word.text == "Lily" else 0.2, 0, 0) for word in words], dtype=np.float32)

    found = NameFinder(First(), BARS)(text)
    return [text[one.start : one.end] for one in found if text[one.start : one.end].lower() == "lily"]


@pytest.mark.parametrize("text", ["Mum rang", "in Grimsby", "CAMHS rang", "on Monday", "gave Calpol"])
def test_kin_places_services_and_days_stay(text: str) -> None:
    """What the list keeps is no name, however sure the network is."""
    assert names(text, mum=0.99, grimsby=0.99, camhs=0.99, monday=0.99, calpol=0.99) == []


def test_a_phrase_that_holds_a_name_stays() -> None:
    """The hospital's name points to nobody."""
    assert names("at Diana Princess of Wales Hospital", diana=0.99, princess=0.99, wales=0.99) == []


def test_a_marker_is_no_name() -> None:
    """What masking put in is not masked again."""
    assert names("[name] rang", name=0.99) == []


def test_a_date_right_behind_a_name_is_a_date_of_birth() -> None:
    """Records give a name and a date without saying what it is."""
    assert Finding(11, 21, "dob", 0.74) in list(NameFinder(Sure(jo=0.9, bloggs=0.9))("Jo Bloggs, 03/04/2015 seen"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("a boy called zed", "zed", id="called"),
        pytest.param("her name is quill", "quill", id="name-is"),
        pytest.param("goes by Quill", "Quill", id="goes-by"),
        pytest.param("PC Quill came", "Quill", id="title"),
        pytest.param("mrs quill rang", "quill", id="small-title"),
    ],
)
def test_a_name_behind_a_cue_needs_no_network(text: str, name: str) -> None:
    """Behind a title or "called" a name is found whatever it looks like."""
    assert [text[start:end] for start, end in cued(text)] == [name]
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "PC attended",
        "Dr said so",
        "Mr and Mrs, both drunk",
        "she is called names",
        "mum called him a liar",
        "pc attended",
        "his name is unknown",
    ],
)
def test_a_cue_without_a_name_gives_none(text: str) -> None:
    """Titles stand alone too."""
    assert cued(text) == []


def test_a_missing_list_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """Without the list of kept words nothing is masked by halves."""
    monkeypatch.setattr(kept, "FOLDER", tmp_path)
    kept.kept_words.cache_clear()
    with pytest.raises(MaskingError, match="kept.txt"):
        kept.kept_words()
    kept.kept_words.cache_clear()


def test_a_damaged_network_is_an_error_that_names_the_file(tmp_path) -> None:
    """A file that cannot be read says so, and how to make it anew."""
    path = tmp_path / "names.safetensors"
    path.write_bytes(b"not weights")

    with pytest.raises(MaskingError, match=r"names\.safetensors.*make names"):
        NameNetwork.load(path)


def test_words_keep_their_place() -> None:
    """Offsets of words are those of the text, accents included."""
    text = "Zoë, O'Ne!"

    assert [(word.text, word.start, word.end) for word in words_of(text)] == [
        ("Zoë", 0, 3), (",", 3, 4), ("O", 5, 6), ("'", 6, 7), ("Ne", 7, 9), ("!", 9, 10),
    ]  # fmt: skip


def test_case_and_shape_are_told_apart() -> None:
    """A text without capitals, an ordinary one and one in capitals differ; so do words."""
    assert [case_of(words_of(text)) for text in ("he is out", "Jake is out", "JAKE IS OUT")] == [0, 1, 2]
    assert len({shape_of(word) for word in ("jake", "Jake", "JAKE", "J", "j", "12", "y4", ".", ",")}) == 9


def test_spelling_depends_on_beginning_and_end_alone() -> None:
    """Words that begin and end alike share their buckets."""
    assert spelling_of("Marysia") == spelling_of("Marxxsia")
    assert spelling_of("mary") != spelling_of("jane")


def test_a_particle_between_two_names_is_part_of_one() -> None:
    """ "da" and its like join a name, and "Md" begins one; alone they are ordinary words."""
    assert names("saw Jo da Bloggs", jo=0.9, bloggs=0.9) == ["Jo da Bloggs"]
    assert names("saw Md Bloggs", bloggs=0.9) == ["Md Bloggs"]
    assert names("the la and Jo", jo=0.9) == ["Jo"]


def test_a_word_with_a_digit_is_no_name() -> None:
    """An age or a plate beside a name is no part of it, and letters with stops between are none by themselves."""
    assert names("JO 4YRS", jo=0.9, **{"4yrs": 0.9}) == ["JO"]
    assert names("d.o.b. unknown", d=0.9, o=0.9, b=0.9) == []
    assert names("K.T. fell", k=0.9, t=0.9) == ["K.T"]
