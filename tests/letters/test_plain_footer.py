"""A footer that is the same on every letter stays as it is."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

from engine.letters.compile import compile_letter
from engine.letters.render import Stamp, render


def test_a_footer_without_tags_is_left_as_it_is(word: Callable[..., bytes]) -> None:
    template = word("{{ title }}", footer="Protect this letter")
    stamp = Stamp("doc", "LAN-1112-0001", "L01", 1, "0" * 64, date(2011, 8, 15))

    written = render(compile_letter(template), {"title": "Dear Sir"}, stamp).content

    with zipfile.ZipFile(io.BytesIO(written)) as letter:
        assert b"Protect this letter" in letter.read("word/footer1.xml")
