"""Reads many messages with a trained model: JSON lines `{"text"}` in, `{"intent", "reading"}` out.

python -m bot.nlu.batch MODEL < messages > readings
"""

import asyncio
import json
import sys
from typing import Any, Dict

from rasa.core.agent import Agent

from bot.nlu.concern_recogniser import READING


async def read_all(model: str) -> None:
    """Read standard input with the model at that path."""
    agent = Agent.load(model)
    for line in sys.stdin:
        parsed: Dict[str, Any] = await agent.parse_message(json.loads(line)["text"])
        intent = {name: parsed["intent"][name] for name in ("name", "confidence")}
        sys.stdout.write(json.dumps({"intent": intent, "reading": parsed.get(READING)}) + "\n")


if __name__ == "__main__":
    asyncio.run(read_all(sys.argv[1]))
