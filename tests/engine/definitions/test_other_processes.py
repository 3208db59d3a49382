"""Files of another process than the page's: they go where they belong, or nowhere."""

from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.commands.save_diagram import SaveDiagram
from engine.commands.upload_draft import DraftMade, UploadDraft
from engine.errors import (
    UploadRefused,
)
from engine.people.actor import Actor
from engine.queries.definition_pages import definition
from engine.rehearsals.rehearse import Definitions
from tests.approving import put_into_use

Someone = Callable[..., Actor]
KEY, MAIN = "section_26", "section_26.bpmn"


def process(shipped: Definitions, key: bytes) -> bytes:
    """The main diagram as that of another process."""
    return (
        shipped.bundle[MAIN]
        .replace(b'id="section_26"', b'id="' + key + b'"')
        .replace(b'processRef="section_26"', b'processRef="' + key + b'"')
    )


def test_files_of_another_process_go_to_that_process(
    engine: Engine, owner: Actor, shipped: Definitions
) -> None:
    other = dict(shipped.bundle) | {MAIN: process(shipped, b"loan")}
    first = engine.do(UploadDraft(KEY, {MAIN: other[MAIN]}), owner)
    assert first == DraftMade("loan", 1)
    apart = {"loan.bpmn": other[MAIN]}
    second = engine.do(UploadDraft(KEY, apart), owner)
    assert second == DraftMade("loan", 2)
    put_into_use(engine, "loan", 1, owner)

    third = engine.do(UploadDraft(KEY, {MAIN: other[MAIN] + b"\n"}), owner)
    assert third == DraftMade("loan", 3)
    assert len(engine.ask(definition, owner, "loan", 3).files) == len(shipped.bundle)
    assert engine.do(UploadDraft(KEY, {"ipab.bpmn": shipped.bundle["ipab.bpmn"]}), owner) == (
        DraftMade(KEY, 2)
    )


def test_a_draft_takes_no_diagram_of_another_main_process(
    engine: Engine, owner: Actor, shipped: Definitions
) -> None:
    draft = engine.do(UploadDraft(KEY, {}), owner).number
    with pytest.raises(UploadRefused, match="would be 'loan'"):
        engine.do(SaveDiagram(KEY, draft, MAIN, process(shipped, b"loan")), owner)
