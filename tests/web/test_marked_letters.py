"""A letter that the check found wrong comes back from its page with comments in it."""

import io

from docx import Document

from engine.rehearsals.rehearse import Definitions
from tests.web.conftest import TOKEN, Visitor

HOME = "/definitions/section_26"


def test_a_letter_with_faults_comes_back_with_comments(
    owner: Visitor, shipped: Definitions
) -> None:
    document = Document(io.BytesIO(shipped.bundle["letters/L09.docx"]))
    document.add_paragraph("It is {{ force.nmae }}.")
    document.save(edited := io.BytesIO())
    owner.get("/definitions")
    owner.post(f"{HOME}/draft")
    version = owner.get(f"{HOME}/2").split('name="draft" value="')[1].split('"', maxsplit=1)[0]
    owner.post(f"{HOME}/2/add", draft=version, file=(io.BytesIO(edited.getvalue()), "L09.docx"))

    page = owner.post(f"{HOME}/2/check")
    token = {"X-CSRFToken": TOKEN.findall(page)[0]}
    found = owner.client.post(f"{HOME}/2/check.json", headers=token).get_json()["findings"]
    address = f"{HOME}/2/letters/L09/marked.docx"

    assert f'href="{address}"' in page
    assert address in {finding["address"] for finding in found}
    comments = Document(io.BytesIO(owner.client.get(address).data)).comments
    assert ["'force.nmae' is not there: did you mean name" in c.text for c in comments] == [True]
    assert owner.client.get(f"{HOME}/2/letters/L99/marked.docx").status_code == 404
