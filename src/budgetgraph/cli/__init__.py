"""The command line: `budgetgraph COMMAND …`.

Commands are the modules of this folder that offer `register(subparsers)` and `run(args) -> int`; a
new command is a new module. stdout is the result, stderr is words.

Exit codes: 0 fine; 1 findings at or above `--fail-on`; 2 could not run (bad usage, unreadable file,
output exists); 70 our bug, with a traceback; 130 Ctrl-C, 143 a polite kill,
141 nobody reads stdout.
"""

import argparse
import gc
import os
import pkgutil
import signal
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from types import FrameType, ModuleType
from typing import NoReturn

from budgetgraph import __version__
from budgetgraph.errors import BudgetgraphError, UsageError
from budgetgraph.limits import Limits, parse_limits

# A disclosure is some 50,000 small objects that all live until they are written: looking at them
# less often saves 12 % of the time and no memory worth naming (measured on five disclosures).
_COLLECT_AFTER = (50_000, 20, 50)
EXIT_FINE, EXIT_FINDINGS, EXIT_CANNOT, EXIT_BUG = 0, 1, 2, 70
_EXIT_INTERRUPTED, _EXIT_TERMINATED, _EXIT_PIPE = 130, 143, 141

_EPILOG = """exit codes: 0 fine, 1 findings at or above --fail-on, 2 could not run,
70 a bug of ours, 130 stopped with Ctrl-C
'budgetgraph COMMAND --help' explains one command"""


def output_path(value: str) -> str:
    """Return the value of an `-o` that may be stdout: empty for `-`, as without `-o`."""
    return "" if value == "-" else value


def take_limits(parser: argparse.ArgumentParser) -> None:
    """Add `--limit` to a command that reads disclosures."""
    parser.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="raise or lower a limit for one file, e.g. pages=2000 or seconds=300",
    )


def limits_of(settings: list[str]) -> Limits:
    """Return the limits with those set on the command line; raises UsageError."""
    pairs = [setting.partition("=") for setting in settings]
    return parse_limits({name.strip(): value.strip() for name, _, value in pairs})


class _Parser(argparse.ArgumentParser):
    """A parser that tells wrong usage in one line, as all other errors are told."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see '{self.prog} --help'")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        argv: Words after `budgetgraph`; those of the process where not given.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        _on_termination()
        gc.set_threshold(*_COLLECT_AFTER)
        return _run(words)
    except BudgetgraphError as error:
        _tell(str(error))
    except BrokenPipeError:  # the reader of our output went away, e.g. `| head`
        _drop_stdout()
        return _EXIT_PIPE
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _tell(f"{place}{error.strerror or error}; check the place and its rights")
    except KeyboardInterrupt:
        _tell("stopped; what was not finished was not written")
        return _EXIT_INTERRUPTED
    except Exception:  # noqa: BLE001  the last place that can tell a bug from a bad file
        traceback.print_exc()
        _tell("this is a bug of budgetgraph; please report it with the lines above")
        return EXIT_BUG
    return EXIT_CANNOT


def _run(words: list[str]) -> int:
    commands = {name: _load(name) for name in _names(words)}
    parser = _Parser(
        prog="budgetgraph",
        description="Department budget disclosures as linked data.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"budgetgraph {__version__}")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in commands.values():
        module.register(subparsers)
    try:
        args = parser.parse_args(words)
    except SystemExit as done:  # --help and --version
        return int(done.code or 0)
    code = commands[args.command].run(args)
    sys.stdout.flush()
    return int(code)


def _names(words: list[str]) -> list[str]:
    """Return the commands to load: the one asked for, else all, for help and messages."""
    if words[:1] == ["--version"]:
        return []
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    if words and words[0] in names:
        names = [words[0]]
    return [name for name in names if name[0] != "_" and hasattr(_load(name), "register")]


def _load(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name}")


def _tell(message: str) -> None:
    print(f"budgetgraph: {' '.join(message.split())}", file=sys.stderr)


def _on_termination() -> None:
    """Let a polite kill end like Ctrl-C: temporary files are removed."""

    def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(_EXIT_TERMINATED)

    try:
        signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not the main thread: whoever runs us there decides
        return


def _drop_stdout() -> None:
    """Point stdout at nothing, so that Python's last flush does not complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
