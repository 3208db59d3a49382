"""The lines that operators read: one for each thing that happened, whatever people type."""

import logging
import re

import pytest

from engine import journal

REFERENCE = re.compile(r"[2-9B-Z]{4}-[2-9B-Z]{4}")


def test_a_line_says_what_happened_under_a_reference(caplog: pytest.LogCaptureFixture) -> None:
    made = journal.begin()
    journal.note("denied", level=logging.WARNING, status=403, person=7, path="/cases/A B", empty="")

    assert REFERENCE.fullmatch(made)
    assert journal.reference() == made
    (line,) = caplog.messages
    assert line == f'event=denied ref={made} status=403 person=7 path="/cases/A B"'


FORGED = ["a\nevent=sign-in", "a\r\nb", "\x1b[2J", "\u2028next", "\u202eevil", "a\x00", "\ud800"]


@pytest.mark.parametrize("typed", FORGED)
def test_nobody_forges_a_line_by_what_they_type(
    typed: str, caplog: pytest.LogCaptureFixture
) -> None:
    journal.note("denied", path=typed)
    logging.getLogger("section26.other").warning("somebody typed %s", typed)
    lines = [journal.OneLine().format(record) for record in caplog.records]

    assert len(lines) == 2
    for line in lines:
        assert line.isprintable()
        assert typed not in line
    assert 'path="' in lines[0]


def test_a_trace_is_one_line_too() -> None:
    trace = (ValueError, ValueError("two\nlines"), None)
    record = logging.LogRecord("section26.other", logging.ERROR, "x.py", 1, "failed", None, trace)
    line = journal.OneLine().format(record)

    assert "\n" not in line
    assert "\\n" in line


def test_a_long_value_is_cut(caplog: pytest.LogCaptureFixture) -> None:
    journal.note("denied", path="x" * 100_000)

    assert len(caplog.messages[0]) < 1200
