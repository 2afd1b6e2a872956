"""`signpost account`: accounts of staff."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.django_setup import database_in_words, start_django
from bot.cli.errors import CommandError
from bot.web.accounts.roles import Role

app = typer.Typer(no_args_is_help=True, help="Accounts of staff: the first is made here, others in the browser too.")
_WHO = "the command line"
Name = Annotated[str, typer.Argument(help="the user name")]
Roles = Annotated[list[Role], typer.Option("--role", help="a role; give the option again for another")]


@app.command()
def add(name: Name, role: Roles, email: Annotated[str, typer.Option(help="for single sign-on")] = "") -> None:
    """Make an account and print its first password."""
    with _accounts():
        from bot.web.accounts.staff import add_account

        password = add_account(name, role, email=email, by=_WHO)
    _print(f"The account {name} is there. First password: {password}\nIt has to be changed at the first sign-in.")


@app.command()
def role(name: Name, role: Roles) -> None:
    """Give an account these roles and no others."""
    with _accounts():
        from bot.web.accounts.staff import account_named, change_roles

        change_roles(account_named(name), role, by=_WHO)
    _print(f"{name} is now {', '.join(one.value for one in role)}.")


@app.command()
def disable(name: Name) -> None:
    """Shut an account; its sign-ins end at once."""
    _set_open(name, False)
    _print(f"{name} can no longer sign in.")


@app.command()
def enable(name: Name) -> None:
    """Open an account that was disabled."""
    _set_open(name, True)
    _print(f"{name} can sign in again.")


@app.command()
def reset(name: Name) -> None:
    """Print a new first password; locks and one-time codes of the account are taken off."""
    with _accounts():
        from bot.web.accounts.staff import account_named
        from bot.web.accounts.staff import reset as reset_account

        password = reset_account(account_named(name), by=_WHO)
    _print(f"New first password of {name}: {password}\nIt has to be changed at the next sign-in.")


@app.command("list")
def list_accounts() -> None:
    """List the accounts with their roles."""
    with _accounts():
        from bot.web.accounts.models import Account

        for account in Account.objects.prefetch_related("groups").order_by("username"):
            roles = ", ".join(one.value for one in account.roles) or "no role"
            _print(f"{account.username}: {roles}{'' if account.is_active else ' (disabled)'}")


def _set_open(name: str, is_open: bool) -> None:
    with _accounts():
        from bot.web.accounts.staff import account_named, set_open

        set_open(account_named(name), is_open, by=_WHO)


def _print(words: str) -> None:
    Console(highlight=False, soft_wrap=True).print(words, markup=False)


@contextmanager
def _accounts() -> Iterator[None]:
    """Turn what can go wrong into a sentence.

    Raises:
        CommandError: The account cannot be made or changed, or the database is not there yet.
    """
    start_django()
    from bot.web.accounts.staff import AccountError

    try:
        with database_in_words():
            yield
    except AccountError as error:
        raise CommandError(str(error)) from error
