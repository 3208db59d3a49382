"""Cells are kept in one form, however a spreadsheet wrote them; what cannot be one is refused."""

import pytest

from engine.register.cells import CellRefused, read_cell


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("text", "  Dyfed\u00a0Powys ", "Dyfed Powys"),
        ("text", "Cafe\u0301", "Café"),
        ("text", "", ""),
        ("date", "2012-11-22", "2012-11-22"),
        ("date", "22/11/2012", "2012-11-22"),
        ("date", "1.4.1995", "1995-04-01"),
        ("date", "", ""),
        ("id", "lancashire-pcc", "lancashire-pcc"),
        ("lines", "Hutton ;; Preston;PR4 5SB", "Hutton; Preston; PR4 5SB"),
        ("yesno", "Yes", "yes"),
        ("whole", "05", "5"),
        ("money", "£4,000", "4000.00"),
        ("link", "https://www.legislation.gov.uk/ukpga/1996/16", None),
        ("sureness", "sourced", "sourced"),
    ],
)
def test_a_cell_is_kept_in_one_form(kind: str, text: str, kept: str | None) -> None:
    assert read_cell(kind, text) == (text if kept is None else kept)


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("text", "=HYPERLINK(1)", "begins like a formula (=HYPERLINK(1)): write words"),
        ("text", " @SUM(1)", "begins like a formula (@SUM(1)): write words"),
        ("text", "Ke\u200bnt", "holds a character that cannot be seen: type it again"),
        ("text", "x" * 2001, "is longer than 2000 characters: shorten it"),
        ("date", "31/11/2012", "'31/11/2012' is no day: write it as year-month-day"),
        ("date", "2012-11", "'2012-11' is no day: write it as year-month-day"),
        ("id", "a b", "'a b' is no id: use letters, digits, hyphens and underscores"),
        ("yesno", "perhaps", "'perhaps' must be yes or no"),
        ("whole", "1.5", "'1.5' is no whole number"),
        ("money", "lots", "'lots' is no amount: write it like 4000.00"),
        ("money", "NaN", "'NaN' is no amount: write it like 4000.00"),
        ("link", "www.gov.uk", "'www.gov.uk' is no address of a page: begin it with https://"),
        (
            "sureness",
            "sure",
            "'sure' must be one of sourced, general_knowledge, announced, to_check, placeholder",
        ),
    ],
)
def test_a_cell_that_cannot_be_one_says_what_to_do(kind: str, text: str, sentence: str) -> None:
    with pytest.raises(CellRefused) as refused:
        read_cell(kind, text)

    assert str(refused.value) == sentence


def test_a_line_break_and_a_joiner_may_stand_in_a_cell() -> None:
    assert read_cell("text", "one\ntwo") == "one\ntwo"
    assert read_cell("text", "a\u200db") == "a\u200db"
