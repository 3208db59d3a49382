"""What ./dev can do: a table of words, each a short function. Standard library only."""

import argparse
import os
import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import environment
import machine
from say import Trouble, run, say

ROOT = Path(__file__).resolve().parent.parent
USAGE = """\
Usage: ./dev COMMAND

  demo [--port N]      make everything ready, then serve the demo on this machine (port 8000)
  test [pytest …]      make everything ready, then run the tests; --near those near what changed
  s26 [arguments]      run the s26 command on the demo's database
  lint, format, types, imports, dependencies, migrations
                       one gate of .ci/run; with no gate, .ci/run runs them all
  shots                take the README's pictures anew, from a demo of its own
  lock                 write requirements.lock anew from pyproject.toml
  ready                make the virtual environment and the assets, and stop there
"""
# What a person watches, or says for themselves; `-n 0` and `-n0` alike.
ONE_PROCESS = frozenset({"-s", "--pdb", "--trace", "--co", "--collect-only", "--numprocesses"})
GATES = ("lint", "format", "types", "imports", "dependencies", "migrations")


def demo(arguments: list[str]) -> None:
    """The whole service on this machine, with sign-ins to try; the data stays between runs."""
    parser = argparse.ArgumentParser(prog="./dev demo")
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args(arguments).port
    refuse_a_busy_port(port)
    tools = environment.ready(ROOT)
    (ROOT / "var").mkdir(exist_ok=True)
    s26 = str(tools / "s26")
    run([s26, "seed", "--demo"], "The demo's people and cases could not be put in its database.")
    become([s26, "serve", "--demo", "--port", str(port)])


def test(arguments: list[str]) -> None:
    """Every test, after putting what they need on the machine where that is allowed.

    A process for each core, which share the tests out between them, unless the arguments
    say how many or ask for something that only one process can do.
    """
    tools = environment.ready(ROOT)
    os.environ.update(machine.equipped(strict=os.environ.get("CI") == "true"))
    _keep_bytecode(tools.parent / "bytecode")
    near = "--near" in arguments
    rest = [argument for argument in arguments if argument != "--near"]
    command = [".ci/near.py"] if near else ["-m", "pytest"]
    become([str(tools / "python"), *command, *processes(rest), *rest])


def _keep_bytecode(folder: Path) -> None:
    """So that the many processes of a run compile each module once, and leave no file about."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def processes(arguments: list[str]) -> list[str]:
    """How pytest is told to share its tests out; nothing where one process is wanted."""
    if any(one in ONE_PROCESS or one.startswith("-n") for one in arguments):
        return []
    return ["-n", "auto", "--maxprocesses", "8", "--dist", "worksteal"]


def shots(_: list[str]) -> None:
    """The README's pictures, taken anew from a demo of its own."""
    tools = environment.ready(ROOT)
    os.environ.update(machine.equipped(strict=True))
    become([str(tools / "python"), "docs/shots.py"])


def s26(arguments: list[str]) -> None:
    """The administrator's command, from the virtual environment."""
    become([str(environment.ready(ROOT) / "s26"), *arguments])


def ready(_: list[str]) -> None:
    """The virtual environment and the assets, and nothing started."""
    environment.ready(ROOT)


def lock(arguments: list[str]) -> None:
    """requirements.lock, resolved anew from pyproject.toml."""
    environment.lock(ROOT, upgrade=arguments)


def refuse_a_busy_port(port: int) -> None:
    """A plain sentence now, rather than a traceback after a minute's work."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as problem:
            raise Trouble(
                f"Port {port} cannot be used on this machine: it is in use or not allowed. "
                f"Choose another one: ./dev demo --port {port + 1 if port < 65535 else 8001}"
            ) from problem


def become(command: list[str]) -> NoReturn:
    """Turn into *command*, so that Ctrl-C and the exit code are its own."""
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606  (the command is our own)


COMMANDS: dict[str, Callable[[list[str]], None]] = {
    "demo": demo,
    "test": test,
    "s26": s26,
    "ready": ready,
    "lock": lock,
    "shots": shots,
}


def main(arguments: list[str]) -> int:
    """The exit code of one ./dev command."""
    name, *rest = arguments or ["help"]
    if name in {"help", "--help", "-h"}:
        say(USAGE)
        return 0
    if name in GATES:
        become([shutil.which("bash") or "/bin/bash", str(ROOT / ".ci/run"), name])
    if name not in COMMANDS:
        sys.stderr.write(f"./dev does not know '{name}'.\n\n{USAGE}")
        return 2
    try:
        COMMANDS[name](rest)
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
