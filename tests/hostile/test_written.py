"""Hostile stories and facts for the command line: a sentence at once, and nothing in them runs."""

import re
from pathlib import Path
from time import process_time

import pytest

from engine.cli.words import main
from tests.hostile.limits import AT_ONCE

HEAP = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)
FILES: dict[str, bytes] = {
    "references of references": HEAP.encode(),
    "a reference to itself": b"a: &a [*a]",
    "brackets without end": b"a: " + b"[" * 20_000,
    "braces in braces": b"a: " + b"{a: " * 20_000,
    "a call of python": b'a: !!python/object/apply:os.system ["echo uid="]',
    "a tag nobody knows": b"a: !x y",
    "no letters at all": b"\xff\xfe\x00",
    "a day that is none": b"a: 2026-99-99",
    "a number without end": b"a: " + b"9" * 6_000,
    "a text without end": b"a: " + b"x" * 5_000_000,
    "a list": b"- 1",
    "a key that is a list": b"? [x]\n: y",
    "two documents": b"a: 1\n---\na: 2",
    "nought bytes": b"a: \x00",
}
TABLE = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"
namespace="t"><decision id="q" name="q"><literalExpression><text>1</text></literalExpression>
</decision></definitions>"""


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_answered_with_a_sentence(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    written, table = tmp_path / "written.yaml", tmp_path / "q.dmn"
    written.write_bytes(FILES[name])
    table.write_bytes(TABLE)
    began = process_time()
    assert main(["decide", str(table), "--input", str(written)]) == 1
    assert main(["rehearse", str(written)]) == 1
    took = process_time() - began

    said = "".join(capfd.readouterr())
    assert "written.yaml" in said
    assert "Traceback" not in said
    assert "uid=" not in said
    assert len(said) < 2_000
    assert took < AT_ONCE


ODD = {
    "facts.json": [b'{"a": NaN}', b'{"a": -Infinity}', b'{"a": 1, "a": 2}', b'{"a": "\\ud800"}'],
    "facts.yaml": [b"a: NaN", b"a: .inf", b"a: 1\na: 2", b'a: "\\ud800"', b'{"b": 1, "b": 2}'],
}


@pytest.mark.parametrize(
    ("name", "content"), [(name, content) for name, all_ in ODD.items() for content in all_]
)
def test_a_decision_takes_no_facts_that_could_be_read_in_two_ways(
    name: str, content: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    facts, table = tmp_path / name, tmp_path / "q.dmn"
    facts.write_bytes(content)
    table.write_bytes(TABLE)

    assert main(["decide", str(table), "--input", str(facts)]) == 1
    said = "".join(capfd.readouterr())
    assert re.search("not a number|twice|half a character", said), said


def test_a_word_in_quotes_is_a_word(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    facts, table = tmp_path / "facts.yaml", tmp_path / "q.dmn"
    facts.write_bytes(b'a: "NaN"\nb: 12.5\n')
    table.write_bytes(TABLE)

    assert main(["decide", str(table), "--input", str(facts)]) == 0
