"""The command `signpost`: what a person sees, and the exit code that a program sees."""

from __future__ import annotations

import pytest
import typer

from bot.cli import main as module
from bot.cli.errors import CommandError
from bot.cli.main import main


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> typer.Typer:
    """An app with one command of the test's own in the place of the real ones."""
    app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
    monkeypatch.setattr(module, "app", app)
    monkeypatch.setattr("sys.argv", ["signpost"])
    monkeypatch.setenv("COLUMNS", "300")
    return app


def raising(app: typer.Typer, error: BaseException) -> None:
    """Give the app a command that raises."""

    @app.command()
    def fail() -> None:
        raise error


def test_a_command_that_succeeds_is_0(command: typer.Typer) -> None:
    """Success is exit code 0, whatever the command returned."""
    command.command()(lambda: None)

    assert main() == 0


@pytest.mark.parametrize("code", [1, 3])
def test_a_command_error_is_one_sentence_and_its_code(
    command: typer.Typer, capsys: pytest.CaptureFixture[str], code: int
) -> None:
    """A command that cannot go on says so on the error stream, without a traceback."""
    raising(command, CommandError("Port 8000 is in use; choose [bold]another[/bold].", exit_code=code))

    assert main() == code
    captured = capsys.readouterr()
    assert captured.err == "Port 8000 is in use; choose [bold]another[/bold].\n"
    assert captured.out == ""


def test_a_command_error_is_1_unless_it_says_otherwise() -> None:
    """The usual exit code of a failure is 1."""
    assert CommandError("no").exit_code == 1


def test_an_exit_has_its_code(command: typer.Typer) -> None:
    """A command may end with a code of its own."""
    raising(command, typer.Exit(3))

    assert main() == 3


@pytest.mark.parametrize("error", [typer.Abort(), KeyboardInterrupt()])
def test_ctrl_c_is_130(command: typer.Typer, error: BaseException) -> None:
    """A command that was interrupted has the shell's usual code for it."""
    raising(command, error)

    assert main() == 130


def test_a_wrong_option_is_2_and_is_shown(command: typer.Typer, capsys: pytest.CaptureFixture[str]) -> None:
    """A usage error shows itself and has the usual code."""
    command.command()(lambda: None)
    module.sys.argv.append("--nonsense")

    assert main() == 2
    assert "--nonsense" in capsys.readouterr().err


def test_a_fault_in_the_program_is_not_hidden(command: typer.Typer) -> None:
    """An error that nobody foresaw keeps its traceback."""
    raising(command, ZeroDivisionError("a fault"))

    with pytest.raises(ZeroDivisionError):
        main()


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["ask", "--help"], ["knowledge", "--help"]])
def test_help_is_there_for_every_group(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """Help is success and names what there is."""
    monkeypatch.setattr("sys.argv", ["signpost", *arguments])

    assert main() == 0
    assert "Usage" in capsys.readouterr().out
