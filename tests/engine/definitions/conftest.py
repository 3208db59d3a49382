"""Process owners, and a version that one of them has proposed."""

from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.commands.upload_draft import UploadDraft
from engine.people.actor import Actor
from engine.rehearsals.rehearse import Definitions
from tests.approving import propose

Someone = Callable[..., Actor]
KEY, MAIN = "section_26", "section_26.bpmn"


@pytest.fixture
def owner(someone: Someone) -> Actor:
    """The process owner who makes and proposes."""
    return someone("process_owner", of="home-office")


@pytest.fixture
def third(someone: Someone) -> Actor:
    """A third process owner."""
    return someone("process_owner", of="mod")


@pytest.fixture
def renamed(shipped: Definitions) -> dict[str, bytes]:
    """The main diagram with its first step called something else."""
    return {MAIN: shipped.bundle[MAIN].replace(b'"Log the request"', b'"Note the request"')}


@pytest.fixture
def number(engine: Engine, owner: Actor, renamed: dict[str, bytes]) -> int:
    """A version that the owner made, checked and proposed."""
    made = engine.do(UploadDraft(KEY, renamed), owner).number
    propose(engine, KEY, made, owner)
    return made
