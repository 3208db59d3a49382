"""A scan that waits to be compared: the letter as issued, and the pages that came back."""

import base64
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from engine import limited
from engine.context import QueryContext
from engine.errors import NotAllowed, NotFound, Stale
from engine.letters import package
from engine.letters.returned.outcome import PDF, PNG, Outcome
from engine.letters.returned.reading import Passage, passages
from engine.letters.returned.word_parts import parts_of
from engine.letters.scans import WaitingScan, waiting_scan
from engine.letters.tables import letter
from engine.queries.briefs import name_of
from engine.queries.case_page import File
from engine.queries.letter_page import LetterPage, letter_page
from engine.store import blobs

_PICTURES = "engine.letters.returned.pdf_picture"


@dataclass(frozen=True, slots=True)
class ScanPage:
    """A scan beside its letter, for whoever may say that they are the same."""

    letter: LetterPage
    name: str
    sha256: str
    handed_in_at: datetime
    handed_in_by: str
    outcome: Outcome
    passages: tuple[Passage, ...]
    signs_as: str  # the name under which the person who looks confirms it


def scan_page(context: QueryContext, letter_id: int) -> ScanPage:
    """The scan and the letter; Stale when none waits any more."""
    page, scan = _pending(context, letter_id)
    issued = select(letter.c.sha256).where(letter.c.id == letter_id)
    content = blobs.read(context.db, context.db.execute(issued).scalar_one())
    members, _ = package.unpacked(content)
    return ScanPage(
        letter=page,
        name=scan.name,
        sha256=scan.sha256,
        handed_in_at=scan.at,
        handed_in_by=name_of(context, scan.person) or "",
        outcome=scan.outcome,
        passages=passages(parts_of(members)),
        signs_as=context.who.name,
    )


def scan_picture(context: QueryContext, letter_id: int, number: int) -> File:
    """A page of the scan as a picture, counted from 1; a PDF is drawn in a process of its own."""
    _, scan = _pending(context, letter_id)
    outcome = scan.outcome
    if not 1 <= number <= outcome.pages:
        raise NotFound("the scan has no such page")
    if outcome.media_type != PDF:
        return File(scan.name, outcome.media_type, scan.content)
    try:
        picture = limited.read(_PICTURES, scan.content, str(number))
    except (limited.TooMuch, limited.Broken) as problem:
        raise NotFound("this page of the scan cannot be drawn") from problem
    if not isinstance(picture, dict) or "png" not in picture:
        raise NotFound("the scan has no such page")
    return File(f"page {number}.png", PNG, base64.b64decode(picture["png"]))


def _pending(context: QueryContext, letter_id: int) -> tuple[LetterPage, WaitingScan]:
    page = letter_page(context, letter_id)
    if page.brief.status != "issued":
        raise Stale("this letter has already come back or was replaced by a newer version")
    if page.may_sign:
        raise NotAllowed(page.may_sign)
    return page, waiting_scan(context.db, letter_id, context.now)
