"""Puts a draft into use in a test the way people do: one owner proposes, another approves."""

from datetime import date

from engine.api import Engine
from engine.commands.add_person import AddPerson
from engine.commands.check_definition import CheckDefinition
from engine.commands.grant_role import GrantRole
from engine.commands.propose_definition import ProposeDefinition
from engine.commands.publish_definition import PublishDefinition
from engine.people.actor import Actor
from engine.queries.definition_pages import definition
from engine.queries.played import people
from engine.queries.signing_in import actor_of

SECOND = "a.second.owner@example.org"


def put_into_use(engine: Engine, key: str, number: int, owner: Actor) -> None:
    """Checks and proposes a draft as *owner*, and approves it as somebody else."""
    propose(engine, key, number, owner)
    engine.do(approval(engine, key, number), second_owner(engine))


def propose(engine: Engine, key: str, number: int, owner: Actor) -> None:
    """Checks a draft and asks for its approval."""
    found = engine.do(CheckDefinition(key, number), owner)
    assert [one.sentence for one in found if one.severity == "error"] == []
    engine.do(ProposeDefinition(key, number, "As the test wants it"), owner)


def approval(engine: Engine, key: str, number: int) -> PublishDefinition:
    """The approval of a version by whoever has looked at its changes as they are now."""
    page = engine.ask(definition, second_owner(engine), key, number)
    in_use = [one.id for one in page.versions if one.status == "published"]
    return PublishDefinition(key, number, page.version.id, "".join(in_use))


def second_owner(engine: Engine) -> Actor:
    """A process owner who has made nothing; added where the test has not met them yet."""
    known = engine.ask(people, None).get(SECOND)
    if known is None:
        known = engine.do(AddPerson("A second owner", SECOND), None)
        engine.do(GrantRole(known, "process_owner", "fcdo", date.min), None)
    return engine.ask(actor_of, None, known)
