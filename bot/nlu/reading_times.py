"""Times how long a trained model takes to understand one message: JSON lines `{"text"}` in, milliseconds out.

python -m bot.nlu.reading_times MODEL ROUNDS < messages
"""

import asyncio
import json
import sys
import time
from typing import List

from rasa.core.agent import Agent

_WARM_UP = 10


async def times_of(model: str, texts: List[str], rounds: int) -> List[float]:
    """Return the milliseconds of every message in every round, after some that only warm up."""
    agent = Agent.load(model)
    for text in texts[:_WARM_UP]:
        await agent.parse_message(text)
    times = []
    for _ in range(rounds):
        for text in texts:
            started = time.perf_counter()
            await agent.parse_message(text)
            times.append((time.perf_counter() - started) * 1000)
    return times


if __name__ == "__main__":
    messages = [json.loads(line)["text"] for line in sys.stdin]
    print(json.dumps(asyncio.run(times_of(sys.argv[1], messages, int(sys.argv[2])))))  # noqa: T201 - its output
