"""Hostile files handed in as a definition, and drafts changed by two people at one moment."""

import io
import random
import zipfile
from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.bpmn.read import read
from engine.commands.check_definition import CheckDefinition
from engine.commands.save_diagram import SaveDiagram
from engine.commands.upload_draft import UploadDraft
from engine.definitions.bundle import place, unpack
from engine.definitions.registry import key_of
from engine.errors import DefinitionRefused, Stale, UploadRefused
from engine.forms.errors import FormFault
from engine.forms.read import parse
from engine.people.actor import Actor
from engine.queries.definition_pages import definition, definition_file
from engine.rehearsals.rehearse import Definitions
from engine.times import is_time
from tests.approving import approval, propose, second_owner

KEY = "section_26"
FORM = b'{"type":"default","id":"note","schemaVersion":18,"components":[]}'


@pytest.fixture
def owner(someone: Callable[..., Actor]) -> Actor:
    """A process owner."""
    return someone("process_owner", of="home-office")


def zipped(*members: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", packing) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return kept.getvalue()


FILLING = b"0" * 4_900_000
# Made when they are asked for: some take a while.
REFUSED: dict[str, Callable[[], dict[str, bytes]]] = {
    "one bomb": lambda: {"a.zip": zipped(("note.form", b"0" * 90_000_000))},
    "many bombs": lambda: {
        f"{n}.zip": zipped(*((f"f{n}.form", FILLING) for n in range(6))) for n in range(3)
    },
    "a crowd": lambda: {"a.zip": zipped(*((f"f{n}.form", b"") for n in range(9_000)))},
    "a crowd of files": lambda: {f"f{n}.form": b"" for n in range(300)},
    "packed as LZMA": lambda: {"a.zip": zipped(("note.form", FORM), packing=zipfile.ZIP_LZMA)},
    "one name twice": lambda: {"a.zip": zipped(("note.form", FORM), ("forms/note.form", b"{}"))},
    "a zip in a zip": lambda: {"a.zip": zipped(("b.zip", b""))},
    "a drive": lambda: {"C:note.form": FORM},
    "dots": lambda: {"..form": FORM},
    "quotes": lambda: {'a"b.form': FORM},
    "a line break": lambda: {"a\nb.form": FORM},
    "letters turned round": lambda: {"\u202emrof.form": FORM},
    "another alphabet": lambda: {"n\u043ete.form": FORM},
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_part_of_a_definition_is_refused(name: str) -> None:
    with pytest.raises(UploadRefused):
        unpack(REFUSED[name]())


def test_a_damaged_zip_is_read_or_refused_and_nothing_else() -> None:
    chance = random.Random(26)
    whole = zipped(*((f"f{n}.form", chance.randbytes(300) + FORM * 9) for n in range(4)))
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 5)):
            damaged[chance.choice([-chance.randrange(1, 300), chance.randrange(len(whole))])] = 0
        try:
            unpack({"a.zip": bytes(damaged)})
        except UploadRefused as refused:
            assert str(refused)  # noqa: PT017


def test_a_path_inside_a_zip_leads_nowhere_else() -> None:
    for path in ("x/../../note.form", "/etc/other.form", "x/%2e%2e/note.form", "C:note.form"):
        with pytest.raises(UploadRefused, match="a part may not have this name"):
            unpack({"a.zip": zipped((path, FORM))})
    assert unpack({"a.zip": zipped(("x/y/note.form", FORM))}).keys() == {"forms/note.form"}


def test_an_ending_in_capitals_is_the_same_ending() -> None:
    assert place("MAIN.BPMN") == "MAIN.bpmn"
    assert place("letters/clauses/a.DOCX") == "letters/clauses/a.docx"


def test_half_a_character_is_refused_in_a_form_before_a_page_meets_it() -> None:
    with pytest.raises(FormFault, match="not JSON that we can read"):
        parse(FORM.replace(b'"note"', b'"\\ud800"'))


def test_a_time_beyond_counting_is_no_time() -> None:
    for source in ("P99999999999Y", f"R/PT{'9' * 300}S", "P101Y", "9999 working days"):
        assert not is_time(source)


def test_a_condition_that_works_too_hard_does_not_stop_the_check(
    engine: Engine, owner: Actor, shipped: Definitions
) -> None:
    path = "forms/log_request.form"
    hidden = b'"conditional": {"hide": "=count(for i in 1..1000000000 return i) > 1"}, "label": "Sh'
    form = shipped.bundle[path].replace(b'"label": "Sh', hidden, 1)
    assert form != shipped.bundle[path]
    number = engine.do(UploadDraft(KEY, {"log_request.form": form}), owner).number

    assert engine.do(CheckDefinition(KEY, number), owner) is not None


def test_a_process_with_a_name_or_id_beyond_measure_is_kept_short_or_refused(
    shipped: Definitions,
) -> None:
    diagram = shipped.bundle["section_26.bpmn"]
    long = {"section_26.bpmn": diagram.replace(b'"section_26"', b'"' + b"s" * 300 + b'"')}
    with pytest.raises(DefinitionRefused, match="too long"):
        key_of({**shipped.bundle, **long})

    named = read({"section_26.bpmn": diagram}).processes[KEY].name.encode()
    wordy = {"section_26.bpmn": diagram.replace(named, b"w" * 400)}
    assert len(key_of({**shipped.bundle, **wordy})[1]) == 200


class Measured(bytes):
    """Bytes during whose measuring something else happens."""

    meanwhile: Callable[[], object] | None = None

    def __len__(self) -> int:
        """Their length, once what happens meanwhile has happened."""
        if self.meanwhile is not None:
            done, self.meanwhile = self.meanwhile, None
            done()
        return super().__len__()


def test_a_version_put_into_use_while_it_is_being_saved_stays_as_it_was(
    engine: Engine, owner: Actor, shipped: Definitions
) -> None:
    number = engine.do(UploadDraft(KEY, {}), owner).number
    propose(engine, KEY, number, owner)
    late = Measured(FORM)
    late.meanwhile = lambda: engine.do(approval(engine, KEY, number), second_owner(engine))
    with pytest.raises(Stale, match="at the same moment"):
        engine.do(SaveDiagram(KEY, number, "forms/log_request.form", late), owner)

    kept = engine.ask(definition_file, owner, KEY, number, "forms/log_request.form")
    assert kept.content == shipped.bundle["forms/log_request.form"]
    assert engine.ask(definition, owner, KEY, number).version.status == "published"


@pytest.mark.parametrize("key", ["../../etc/x", "a b", "1st", "a/b", "a:b", "new?", "\u202ekey"])
def test_a_process_whose_id_no_page_could_reach_is_refused(shipped: Definitions, key: str) -> None:
    diagram = shipped.bundle["section_26.bpmn"]
    renamed = diagram.replace(b'id="section_26"', f'id="{key}"'.encode())
    assert renamed != diagram

    with pytest.raises(DefinitionRefused, match="cannot be used"):
        key_of({**shipped.bundle, "section_26.bpmn": renamed})
