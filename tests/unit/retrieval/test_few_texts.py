"""The encoder for the texts of one message, beside the library's."""

from __future__ import annotations

import pytest
import torch
from transformers import BertConfig, BertModel

from bot.retrieval.few_texts import FewTexts

SMALL = {"vocab_size": 40, "hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 20}


@pytest.fixture
def model() -> BertModel:
    """A small encoder whose weights all count."""
    torch.manual_seed(5)
    made = BertModel(BertConfig(**SMALL)).eval()
    for weight in made.parameters():
        torch.nn.init.normal_(weight, std=0.4)
    return made


@pytest.mark.parametrize(
    "texts",
    [[[1, 2]], [[1, 7, 7, 39, 12, 2]], [[1, 7, 7, 39, 12, 2], [1, 5, 2], [1, 30, 31, 2]], [[1, 2], [1, 2]]],
)
def test_each_text_gets_the_vectors_that_the_library_gives_it_alone(model: BertModel, texts: list[list[int]]) -> None:
    """Whatever the weights and whatever is read beside it."""
    expected = []
    for text in texts:
        pieces = torch.tensor([text])
        with torch.inference_mode():
            expected.append(model(input_ids=pieces, attention_mask=torch.ones_like(pieces)).last_hidden_state[0])

    found = FewTexts(model)(torch.tensor([piece for text in texts for piece in text]), [len(text) for text in texts])

    torch.testing.assert_close(found, torch.cat(expected), rtol=1e-4, atol=1e-5)


def test_an_encoder_of_another_kind_is_refused() -> None:
    """An encoder that this arithmetic does not fit is no encoder of wrong vectors."""
    with pytest.raises(ValueError, match="expected an encoder with GELU, found 'relu'"):
        FewTexts(BertModel(BertConfig(**SMALL, hidden_act="relu")))
