"""What people read after they acted is plain text, which the page escapes."""

from flask import Flask

from web.wording import notice, problem


def test_words_are_plain_text_that_the_page_escapes(app: Flask) -> None:
    with app.app_context():
        assert notice("case_told", title="R&D <b>") == "The case was told: R&D <b>."
        assert notice("cases_moved", count=1, number=3) == "1 case moved to version 3."
        assert problem("not_json", cause="line 2") == (
            "This is not JSON, so no form can be read from it: line 2"
        )
