"""The encoder for single texts, beside the library's."""

from __future__ import annotations

import pytest
import torch
from transformers import BertConfig, BertModel

from bot.retrieval.one_text import OneText

SMALL = {"vocab_size": 40, "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 20}


@pytest.mark.parametrize("text", [[1, 2], [1, 7, 7, 39, 12, 2]])
def test_a_text_gets_the_vectors_that_the_library_gives(text: list[int]) -> None:
    """Whatever the weights, the arithmetic is the library's."""
    torch.manual_seed(5)
    model = BertModel(BertConfig(**SMALL)).eval()
    for weight in model.parameters():
        torch.nn.init.normal_(weight, std=0.4)
    pieces = torch.tensor([text])

    with torch.inference_mode():
        expected = model(input_ids=pieces, attention_mask=torch.ones_like(pieces)).last_hidden_state

    torch.testing.assert_close(OneText(model)(pieces), expected, rtol=1e-4, atol=1e-5)


def test_an_encoder_of_another_kind_is_refused() -> None:
    """An encoder that this arithmetic does not fit is no encoder of wrong vectors."""
    with pytest.raises(ValueError, match="expected an encoder with GELU, found 'relu'"):
        OneText(BertModel(BertConfig(**SMALL, hidden_act="relu")))
