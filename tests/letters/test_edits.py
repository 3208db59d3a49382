"""Whatever people do to a letter in Word, it is written rightly or refused where it is wrong."""

import copy
import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document

from engine.errors import TemplateRefused
from engine.letters.compile import compile_letter
from engine.letters.render import Stamp, render
from engine.readers.xml_tree import Element
from tests.letters.edits import Edit, body, edits
from tests.letters.smallest import saved

FACTS = {
    "body": "The Body",
    "address": ["1 High Street", "Town"],
    "day": date(2012, 12, 3),
    "country": "Kosovo",
    "term": "long",
    "outcome": "approve",
    "costs": [{"head": "Travel"}, {"head": "Pay"}],
}
EDITS = list(edits())


@pytest.fixture(scope="module")
def before() -> Element:
    return body()


@pytest.fixture
def edited(before: Element) -> Callable[[Edit], bytes]:
    """The letter after an edit."""

    def apply(edit: Edit) -> bytes:
        text = copy.deepcopy(before)
        edit.change(text)
        return saved(text)

    return apply


def test_there_are_a_hundred_ordinary_edits() -> None:
    assert len({edit.name for edit in EDITS}) == len(EDITS) >= 100


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edited_letter_is_written_or_refused_at_its_place(
    edit: Edit,
    edited: Callable[[Edit], bytes],
    read: Callable[[bytes], list[str]],
    stamp: Stamp,
) -> None:
    template = edited(edit)

    if edit.refused:
        with pytest.raises(TemplateRefused) as refused:
            compile_letter(template)
        assert edit.refused in str(refused.value)
        place = re.compile(r"(paragraph \d+|table 1, row \d, cell 1): ")
        assert all(place.match(reason) for reason in refused.value.reasons)
    else:
        written = read(render(compile_letter(template), FACTS, stamp).content)
        assert tuple(text.strip() for text in written) == edit.written


def test_names_of_authors_do_not_go_out_with_a_letter(stamp: Stamp) -> None:
    document = Document()
    document.core_properties.author = "A. Clerk"
    document.core_properties.last_modified_by = "B. Clerk"
    document.save(kept := io.BytesIO())

    content = render(compile_letter(kept.getvalue()), FACTS, stamp).content

    properties = Document(io.BytesIO(content)).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
