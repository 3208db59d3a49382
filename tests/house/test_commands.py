"""Every command is documented, short, and has its sentence in the audit log."""

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest

import engine.commands
import engine.queries
from engine.audit.facts import VOCABULARY
from engine.commands.viruses import HandsIn


def commands() -> Iterator[tuple[str, type]]:
    """Each module of engine.commands that holds a command, with its class."""
    for module in pkgutil.iter_modules(engine.commands.__path__):
        loaded = importlib.import_module(f"engine.commands.{module.name}")
        for _, kind in inspect.getmembers(loaded, inspect.isclass):
            if kind.__module__ == loaded.__name__ and callable(getattr(kind, "do", None)):
                yield module.name, kind


COMMANDS = dict(commands())
QUERIES = [module.name for module in pkgutil.iter_modules(engine.queries.__path__)]


def camel(name: str) -> str:
    """The class that a module is named after."""
    return "".join(word.capitalize() for word in name.split("_"))


def test_the_audit_vocabulary_is_the_list_of_commands() -> None:
    assert set(VOCABULARY) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_named_after_its_file_and_says_what_it_does(name: str) -> None:
    command = COMMANDS[name]

    assert command.__name__ == camel(name)
    assert command.__doc__
    assert not command.__doc__.startswith(f"{command.__name__}(")
    assert command.do.__doc__  # type: ignore[attr-defined]


def test_every_command_that_brings_a_file_shows_it_to_the_virus_scanner() -> None:
    bringing = {
        name
        for name, command in COMMANDS.items()
        for field in dataclasses.fields(command)
        if "bytes" in str(field.type) or field.name in {"raw", "answers", "payload"}
    }

    shown = {name for name in bringing if issubclass(COMMANDS[name], HandsIn)}
    assert bringing - shown == {"offer_shipped", "publish_shipped"}  # what they bring is ours
    assert len(shown) == 8


@pytest.mark.parametrize("name", QUERIES)
def test_every_public_query_and_its_values_say_what_they_are(name: str) -> None:
    module = importlib.import_module(f"engine.queries.{name}")
    own = [
        thing
        for label, thing in inspect.getmembers(module)
        if not label.startswith("_")
        and (inspect.isfunction(thing) or inspect.isclass(thing))
        and thing.__module__ == module.__name__
    ]

    assert [thing.__name__ for thing in own if silent(thing)] == []


def silent(thing: object) -> bool:
    """Whether a thing has no docstring of its own; a dataclass writes its signature there."""
    said = inspect.getdoc(thing) or ""
    return not said or said.startswith(f"{getattr(thing, '__name__', '')}(")
