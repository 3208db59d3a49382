"""The pages of the register: a draft is made, changed, checked and put into use by a second."""

import html
import io
import re
from typing import Any

import pytest

from engine.api import Engine
from tests.web.conftest import Visitor

SHOWN = re.compile(r'name="draft" value="(\w+)"')
ROW = re.compile(r'href="(/register/2/tables/forces/rows/\w+)">lancashire<')
INPUT = re.compile(r'name="(cell-\w+)"[^>]*? value="([^"]*)"')
TEXT = re.compile(r'name="(cell-\w+)"[^>]*>([^<]*)</textarea>')


def shown(visitor: Visitor) -> str:
    return str(SHOWN.findall(visitor.page)[-1])


@pytest.fixture
def draft(owner: Visitor) -> Visitor:
    """The process owner at a draft they have begun."""
    owner.get("/register")
    assert "In use since" in owner.page
    owner.post("/register/draft", note="A new name for Lancashire")
    assert "Nothing changes until it is put into use" in owner.page
    return owner


def change_the_name(owner: Visitor, name: str = "Lancashire Police", status: int = 200) -> None:
    address = ROW.findall(owner.get("/register/2/tables/forces"))[0]
    owner.get(address)
    cells = dict(INPUT.findall(owner.page)) | dict(TEXT.findall(owner.page))
    cells = {column: html.unescape(text) for column, text in cells.items()}
    owner.post(address, status, draft=shown(owner), **{**cells, "cell-force_name": name})


def test_a_row_is_changed_checked_and_put_into_use_by_somebody_else(
    draft: Visitor, second: Visitor, engine: Engine
) -> None:
    change_the_name(draft)
    assert "Check the draft again" in draft.page
    assert "Lancashire Police" in draft.page
    draft.get("/register/2")
    assert "1 row differs from register 1, which is in use" in draft.page
    assert "Lancashire Constabulary → Lancashire Police" in draft.page
    assert draft.page.count("/what-changes?register=2") == 1
    draft.post("/register/2/check")
    assert "0 errors" in draft.page
    assert "You have made this draft: another process owner puts it into use" in draft.page
    second.get("/register/2")
    second.post("/register/2/use", draft=shown(second))

    assert "Register 2 is in use" in second.page
    assert "Were in use" in second.get("/register")
    assert engine.reference.forces_called("Lancashire Police") == ["lancashire"]


def test_what_is_wrong_with_a_row_stands_beside_its_cell(draft: Visitor) -> None:
    change_the_name(draft, "=HYPERLINK(1)", 422)

    assert "Name begins like a formula" in draft.page
    assert 'value="LAN"' in draft.page


def test_a_cell_of_a_closed_list_is_chosen_from_it(draft: Visitor) -> None:
    page = draft.get("/register/2/tables/local_policing_bodies/add")

    assert '<option value="lancashire">lancashire</option>' in page
    assert '<option value="police_authority">police_authority</option>' in page
    assert '<option value="to_check">to_check</option>' in page


def test_a_row_is_added_and_taken_out(draft: Visitor) -> None:
    draft.get("/register/2/tables/letters/add")
    added: dict[str, Any] = {"cell-code": "L99", "cell-title": "Another letter"}
    draft.post("/register/2/tables/letters/add", draft=shown(draft), **added)
    assert "Another letter" in draft.page
    address = re.findall(r'href="([^"]+)">L99<', draft.page)[0]
    draft.get(address)
    draft.post(f"{address}/remove", draft=shown(draft))

    assert "The row is taken out" in draft.page
    assert "Another letter" not in draft.page
    draft.get(address, 404)


def test_a_table_goes_out_as_a_file_and_comes_back_with_every_fault(draft: Visitor) -> None:
    sent = draft.download("/register/2/tables/letters.csv")
    assert sent.mimetype == "text/csv"
    assert sent.data.startswith(b"\xef\xbb\xbf")
    draft.get("/register/2")
    rest = b"," * (sent.data.split(b"\r\n")[0].count(b",") - 2) + b"\r\n"
    bad = sent.data + b"99,L99,=1" + rest + b"98,L 98,Two" + rest
    seen = shown(draft)
    draft.post("/register/2/upload", 422, draft=seen, files=(io.BytesIO(bad), "letters.csv"))
    for told in ("column title: begins like a formula", "column code: &#39;L 98&#39; is no id"):
        assert told in draft.page
    good = sent.data + b"99,L99,Another letter" + rest
    draft.post("/register/2/upload", draft=seen, files=(io.BytesIO(good), "letters.csv"))

    assert "The tables are in the draft" in draft.page
    assert "taken in from files: letters" in draft.page


def test_tables_begin_a_draft_of_their_own(owner: Visitor) -> None:
    owner.get("/register")
    owner.post("/register/upload", 422)
    assert "Choose at least one .csv file" in owner.page
    marking = b"position,value,label\r\n1,official,OFFICIAL\r\n"
    owner.post("/register/upload", note="Fewer", files=(io.BytesIO(marking), "markings.csv"))

    assert "Fewer" in owner.page
    assert "Taken out" in owner.page


def test_a_draft_is_brought_up_to_what_was_used_meanwhile(draft: Visitor, second: Visitor) -> None:
    change_the_name(draft)
    second.get("/register")
    second.post("/register/draft")
    second.post("/register/3/check")
    draft.get("/register/3")
    draft.post("/register/3/use", draft=shown(draft))
    draft.get("/register/2")
    assert "Another register was put into use" in draft.page
    draft.post("/register/2/catch-up", draft=shown(draft))

    assert "brought up to the register in use" in draft.page
    assert "1 row differs from register 3" in draft.page


def test_an_unchecked_draft_is_not_used_and_can_be_discarded(
    draft: Visitor, second: Visitor
) -> None:
    second.get("/register/2")
    second.post("/register/2/use", 422, draft=shown(draft))
    assert "Check this draft first" in second.page
    draft.get("/register/2")
    draft.post("/register/2/discard")

    assert "is discarded" in draft.page
    draft.get("/register/2", 404)


def test_an_auditor_reads_the_register_and_changes_nothing(
    signed_in: object, draft: Visitor
) -> None:
    assert callable(signed_in)
    auditor: Visitor = signed_in("auditor@section26.example")
    for address in ("/register", "/register/2", "/register/1/tables/forces"):
        auditor.get(address)
        assert "Begin a draft from" not in auditor.page
        assert "/rows/" not in auditor.page
    auditor.get("/register/2/tables/forces/add", 403)
    auditor.get("/register/1/tables/cars", 404)
    auditor.get("/register/9", 404)
