"""Reads many messages with one or more trained models, as quickly as the machine can.

python -m bot.nlu.batch MODEL [MODEL ...] < messages > readings

Messages are JSON lines `{"text"}`; readings are JSON lines `{"model", "intent", "reading"}`, all messages of the first
model, then all of the second. Every message is read by the encoder once, whatever the number of models. A model that
cannot be loaded gives one line `{"model", "error"}`, and the others are read all the same.
"""

import json
import sys
from typing import Any, Dict, List

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER

from bot.language.told import told
from bot.nlu.concern_recogniser import READING
from bot.nlu.shared_embedder import embedder, remember_from_now_on

_AT_ONCE = 64


def main() -> int:
    """Read standard input with the models of the command line."""
    texts = [str(json.loads(line)["text"]) for line in sys.stdin if line.strip()]
    remember_from_now_on()
    for path in sys.argv[1:]:
        try:
            agent = Agent.load(path)
            if agent.processor is None:
                raise ValueError("the file holds no model")
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one model, the others are still read
            _write({"model": path, "error": f"{type(error).__name__}: {error}"})
            continue
        _read_with(agent, path, texts)
    return 0


def _read_with(agent: Agent, path: str, texts: List[str]) -> None:
    processor = agent.processor
    for adapter in sorted({str(node.config["adapter"]) for node in _nodes(agent) if node.config.get("adapter")}):
        embedder(adapter).read([told(text).text for text in texts])
    for start in range(0, len(texts), _AT_ONCE):
        messages = [UserMessage(text) for text in texts[start : start + _AT_ONCE]]
        target = processor.model_metadata.nlu_target
        results = processor.graph_runner.run(
            inputs={PLACEHOLDER_MESSAGE: messages, PLACEHOLDER_TRACKER: None}, targets=[target]
        )
        for message in results[target]:
            parsed = message.as_dict(only_output_properties=True)
            intent = {name: parsed["intent"][name] for name in ("name", "confidence")}
            _write({"model": path, "intent": intent, "reading": parsed.get(READING)})


def _nodes(agent: Agent) -> List[Any]:
    return list(agent.processor.model_metadata.predict_schema.nodes.values())


def _write(record: Dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
