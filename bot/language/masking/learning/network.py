"""The layers of the recogniser in torch, to learn them; `names.network` runs what was learnt without torch."""

from __future__ import annotations

from typing import Any

import numpy as np

from bot.language.masking.names.network import KINDS, MOST_PIECES, REACH, SHAPE_ROWS
from bot.language.masking.names.pieces import WIDTH
from bot.language.masking.names.words import HASHED

STATE = 128
_SPELLING, _SHAPE, _COUNT = 24, 16, 8


def new_network(dropout: float) -> Any:
    """Return a network with random weights; `forward(vectors, features, present)` gives scores of shape (texts, words, kinds)."""
    import torch
    from torch import nn

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.spelling = nn.ModuleList(nn.Embedding(HASHED, _SPELLING) for _ in range(4))
            self.shape = nn.Embedding(SHAPE_ROWS, _SHAPE)
            self.count = nn.Embedding(MOST_PIECES + 1, _COUNT)
            self.enter = nn.Linear(2 * WIDTH + 4 * _SPELLING + _SHAPE + _COUNT, STATE)
            self.calm = nn.ModuleList(nn.LayerNorm(STATE) for _ in REACH)
            self.around = nn.ModuleList(nn.Conv1d(STATE, STATE, 3, padding=reach, dilation=reach) for reach in REACH)
            self.leave = nn.Linear(STATE, len(KINDS))
            self.dropout = nn.Dropout(dropout)

        def forward(self, vectors: Any, features: Any, present: Any) -> Any:
            spelling = [self.dropout(table(features[:, :, i])) for i, table in enumerate(self.spelling)]
            # At times a word's vector is hidden, so that its place and its spelling must do.
            hidden = self.dropout(torch.ones_like(vectors[:, :, :1])) > 0
            alone = vectors[:, :, :WIDTH] * hidden
            joined = torch.cat(
                [
                    alone,
                    self.dropout(vectors[:, :, WIDTH:]),
                    *spelling,
                    self.shape(features[:, :, 4]),
                    self.count(features[:, :, 5]),
                ],
                dim=2,
            )
            state = self.dropout(self.enter(joined))
            for calm, around in zip(self.calm, self.around):
                # Beyond the end of a text there is nothing, as when the network runs on one text alone.
                quiet = (calm(state) * present).transpose(1, 2)
                state = state + self.dropout(torch.relu(around(quiet)).transpose(1, 2))
            return self.leave(state)

    return Network()


def weights_of(network: Any) -> dict[str, np.ndarray]:
    """Return the weights by name in half precision: a fraction of the size, and nothing lost that could be measured."""
    return {name: value.detach().numpy().astype(np.float16) for name, value in network.state_dict().items()}
