"""Words that stand in a Word file outside its paragraphs are read too."""

import pytest

from engine.letters.drawn_words import drawn_words


@pytest.mark.parametrize(
    "drawn",
    [
        '<v:textpath style="a" string="You may go"/>',
        "<v:textpath string='You may go'/>",
        '<w:lvlText w:val="You may go"/>',
        "<a:p><a:r><a:t>You may go</a:t></a:r></a:p>",
        '<w:lvlText w:val="%1."/><v:textpath string="You may go"/><w:lvlText w:val="&#183;"/>',
    ],
)
def test_what_is_drawn_charted_or_put_before_a_list_is_said(drawn: str) -> None:
    members = {"word/numbering.xml": drawn.encode(), "word/media/a.png": b"\x89PNG"}

    assert list(drawn_words(members)) == ["You may go"]


def test_bullets_and_numbers_say_nothing() -> None:
    bullets = '<w:lvlText w:val="\uf0b7"/><w:lvlText w:val="%1."/><w:t>Said in a paragraph</w:t>'

    assert list(drawn_words({"word/document.xml": bullets.encode()})) == []
