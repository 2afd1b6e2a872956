"""`signpost ask`: the chat, in the terminal."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.cli.client import GatewayClient
from bot.cli.errors import CommandError
from bot.content.pack import load_pack
from bot.reply.compose import Composer

_PATIENCE_SECONDS = 12
_COLOURS = {"emergency": "red", "failsafe": "red", "question": "yellow", "advice": "blue"}


def ask(
    message: Annotated[str, typer.Argument(help="what you have seen or heard")],
    then: Annotated[list[str] | None, typer.Option(help="a further message of the same conversation")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the replies as JSON, one a line")] = False,
    url: Annotated[str, typer.Option(help="the address of Signpost")] = "http://127.0.0.1:8000",
) -> None:
    """Describe a concern and print the advice."""
    for reply in _replies(url, [message, *(then or [])]):
        if as_json:
            sys.stdout.write(json.dumps(reply, ensure_ascii=False) + "\n")
        else:
            _show(reply)


def _replies(url: str, messages: list[str]) -> list[dict[str, Any]]:
    try:
        with GatewayClient(url, timeout_seconds=_PATIENCE_SECONDS) as client:
            conversation = client.start()
            return [_body(conversation.send(text)) for text in messages]
    except httpx.HTTPStatusError as error:
        try:
            return [_body(error.response)]
        except (ValueError, LookupError, TypeError):
            raise _away(url) from error
    except (httpx.HTTPError, ValueError, LookupError, TypeError) as error:
        raise _away(url) from error


def _away(url: str) -> CommandError:
    words = "\n".join(text.text for text in Composer(load_pack()).failsafe().replies)
    return CommandError(f"{words}\n(Signpost does not answer at {url}; start it with `make run`.)")


def _body(response: httpx.Response) -> dict[str, Any]:
    body: dict[str, Any] = response.json()
    if response.is_error:
        contacts = body["contacts"]
        duty = contacts["duty_team"]
        raise CommandError(
            f"{body['error']['message']}\n{contacts['emergency']['name']}: {contacts['emergency']['phone']}. "
            f"{duty['name']}: {duty['phone']}, option {duty['option']}."
        )
    return body


def _show(reply: dict[str, Any]) -> None:
    console = Console(highlight=False)
    colour = _COLOURS.get(reply["kind"], "green")
    text = Text()
    for part in reply["replies"]:
        text.append(part["text"] + "\n")
        for choice in part["quick_replies"]:
            text.append(f"  - {choice['title']}\n", style="bold")
    for step in reply["steps"]:
        text.append(f"{step['n']}. {step['text']}\n")
    console.print(Panel(text, border_style=colour, title=reply["kind"]))
