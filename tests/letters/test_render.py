"""Writing one letter: values, properties, fingerprint, and the facts that are not there."""

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.errors import LetterLacks, TemplateRefused
from engine.letters.compile import compile_letter
from engine.letters.render import Stamp, render

Make = Callable[..., bytes]
Read = Callable[[bytes], list[str]]


@pytest.mark.parametrize(
    ("tag", "value", "written"),
    [
        ("{{ x }}", "plain", "plain"),
        ("{{ x }}", date(2012, 12, 3), "3 December 2012"),
        ("{{ x }}", Decimal("1234.50"), "1,234.5"),
        ("{{ x }}", True, "yes"),
        ("{{ x }}", ["a", "b"], "a and b"),
        ("{{ x|date }}", datetime(2012, 6, 3, 23, 30, tzinfo=UTC), "4 June 2012"),
        ("{{ x|money }}", Decimal(84000), "£84,000.00"),
        ("{{ x|money }}", Decimal("-0.005"), "\u2212£0.01"),
        ("{{ x|unsigned|money }}", Decimal(-5), "£5.00"),
        ("{{ x|number }}", Decimal(1000000), "1,000,000"),
        ("{{ x|number_of('officer', 'officers') }}", Decimal(1), "one officer"),
        ("{{ x|number_of('officer', 'officers') }}", Decimal(14), "14 officers"),
        ("{{ x|list_and }}", ["a", "b", "c"], "a, b and c"),
        ("{{ x|list_and }}", ["a"], "a"),
        ("{{ x|list_and('n') }}", [{"n": "FCO"}, {"n": "MOD"}], "FCO and MOD"),
        ("{{ x|count }}", ["a", "b"], "2"),
        ("{{ x|yes_no }}", False, "No"),
        ("{{ x|words }}", "not_supported", "not supported"),
        ("{{ x|phrase }}", " Train\nthem. ", "Train them"),
        ("{{ x|sentence }}", "we must;", "We must."),
        ("{{ x|with_country('Qatar') }}", "Ministry of Interior", "Ministry of Interior, Qatar"),
        ("{{ x|with_country('Qatar') }}", "Police of Qatar", "Police of Qatar"),
        ("{{ x|with_country('Qatar') }}", "the Qatar police", "the Qatar police"),
        ("{{ x|with_country('Niger') }}", "the Nigeria Police", "the Nigeria Police, Niger"),
        ("{{ x|with_office('Chief Constable') }}", "C. Weigh", "C. Weigh, Chief Constable"),
        ("{{ x|with_office('Chief Constable') }}", "The Chief Constable", "the Chief Constable"),
        ("{{ x|alone }}", "the States of Jersey Police", "States of Jersey Police"),
        ("{{ x|alone }}", "EULEX Kosovo", "EULEX Kosovo"),
        ("{{ x|sentence }}", "Must we?", "Must we?"),
        ("{{ x|capital }}", "the Police Authority", "The Police Authority"),
        ("{{ x|upper }}/{{ x|lower }}", "Ab", "AB/ab"),
        ("{{ x.y ~ '!' }}", {"y": "deep"}, "deep!"),
        ("{{ 'some' if x else 'none' }}", [], "none"),
    ],
)
def test_a_value_is_written_as_a_british_letter_writes_it(
    word: Make,
    read: Read,
    stamp: Stamp,
    tag: str,
    value: Any,
    written: str,
) -> None:
    rendered = render(compile_letter(word(f"[{tag}]")), {"x": value}, stamp)

    assert read(rendered.content) == [f"[{written}]"]


def test_a_loop_counts_its_turns(word: Make, read: Read, stamp: Stamp) -> None:
    turn = "{{ loop.index }} of {{ loop.length }}{% if not loop.last %}, {% endif %}"
    letter = compile_letter(word("{% for x in xs %}" + turn + "{% endfor %}"))

    assert read(render(letter, {"xs": ["a", "b"]}, stamp).content) == ["1 of 2, 2 of 2"]


def test_a_letter_without_tags_is_written_as_it_stands(
    word: Make, read: Read, stamp: Stamp
) -> None:
    rendered = render(compile_letter(word("Only words.")), {}, stamp)

    assert read(rendered.content) == ["Only words."]
    assert rendered.fingerprint


def test_lines_become_line_breaks_and_paragraphs_become_paragraphs(
    word: Make, read: Read, stamp: Stamp
) -> None:
    letter = compile_letter(
        word("{{ x|lines }}", "{%p for part in x|paragraphs %}", "{{ part }}", "{%p endfor %}")
    )

    rendered = render(letter, {"x": "one\r\n\r\n two\n"}, stamp)

    assert read(rendered.content) == ["onetwo", "one", "two"]
    assert b"one</w:t><w:br/>" in _member(rendered.content, "word/document.xml")


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("{{ gone }}", "gone"),
        ("{{ empty }}", "empty"),
        ("{{ force.motto }}", "force.motto"),
        ("{{ force.head.name }}", "force.head.name"),
        ("{{ gone.name }}", "gone.name"),
        ("{% for post in posts %}{{ post.rank }}{% endfor %}", "posts.1.rank"),
        ("{% for x in gone %}{% endfor %}", "gone"),
        ("{% if gone %}{% endif %}", "gone"),
        ("{{ gone|date }}", "gone"),
        ("{{ 'a' ~ gone }}", "gone"),
        ("{{ posts|list_and('rank') }}", "posts.1.rank"),
    ],
)
def test_a_fact_the_case_does_not_hold_is_named(
    word: Make, stamp: Stamp, tag: str, name: str
) -> None:
    facts = {"force": {"name": "Kent"}, "posts": [{"rank": "PC"}, {"role": "x"}], "empty": None}

    with pytest.raises(LetterLacks) as lacking:
        render(compile_letter(word(tag)), facts, stamp)

    assert lacking.value.name == name
    assert lacking.value.letter == "L07"


@pytest.mark.parametrize("value", [None, "absent"])
def test_an_optional_fact_may_be_left_out(word: Make, read: Read, stamp: Stamp, value: Any) -> None:
    letter = compile_letter(word("Dear all{% if x.y is defined %} {{ x.y }}{% endif %}"))
    facts = {} if value == "absent" else {"x": {"y": value}}

    assert read(render(letter, facts, stamp).content) == ["Dear all"]


@pytest.mark.parametrize(
    ("tag", "why"),
    [
        ("{{ force }}", "names a group of values"),
        ("{{ title|date }}", "'Kosovo' is not a date"),
        ("{{ title|money }}", "'Kosovo' is not a number"),
        ("{{ infinite|money }}", "not a number"),
        ("{{ title|count }}", "is not a list"),
        ("{{ title|yes_no }}", "neither yes nor no"),
        ("{{ title.length }}", "a single value"),
        ("{% if title > 1 %}{% endif %}", "not supported between"),
        ("{{ force|money }}", "'Group' is not a number"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_by_a_sentence(
    word: Make, stamp: Stamp, tag: str, why: str
) -> None:
    facts = {"force": {"name": "Kent"}, "title": "Kosovo", "infinite": Decimal("Infinity")}

    with pytest.raises(TemplateRefused, match=re.escape(why)):
        render(compile_letter(word(tag)), facts, stamp)


def test_the_same_facts_give_the_same_bytes_in_another_process(
    word: Make, stamp: Stamp, tmp_path: Path
) -> None:
    template = word("{{ title }}", footer="{{ letter.id }} {{ letter.fingerprint }}")
    (tmp_path / "t.docx").write_bytes(template)
    first = render(compile_letter(template), {"title": "Kosovo"}, stamp)
    script = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from engine.letters.compile import compile_letter\n"
        "from engine.letters.render import Stamp, render\n"
        "stamp = Stamp('S26-7-L07', 'S26-7', 'L07', 1, 'ab' * 32, date(2012, 12, 3))\n"
        "letter = compile_letter(Path(sys.argv[1]).read_bytes())\n"
        "print(render(letter, {'title': 'Kosovo'}, stamp).sha256)"
    )

    again = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "t.docx"],
        check=True,
        capture_output=True,
        text=True,
    )

    assert again.stdout.strip() == first.sha256 == hashlib.sha256(first.content).hexdigest()


def test_footer_and_properties_carry_what_proves_the_letter(word: Make, stamp: Stamp) -> None:
    letter = compile_letter(
        word(
            "{{ title }}",
            footer="{{ letter.id }} version {{ letter.version }} | "
            "{{ letter.fingerprint }} | {{ letter.date }} | {{ letter.code }}",
        )
    )

    rendered = render(letter, {"title": "Kosovo"}, stamp)

    assert re.fullmatch(r"([A-Z2-7]{4}-){3}[A-Z2-7]{4}", rendered.fingerprint)
    footer = re.sub(rb"<[^>]*>", b"", _member(rendered.content, "word/footer1.xml")).decode()
    assert f"S26-7-L07 version 1 | {rendered.fingerprint} | 3 December 2012 | L07" in footer
    custom = _member(rendered.content, "docProps/custom.xml").decode()
    for name, value in {
        "doc_id": "S26-7-L07",
        "version": "1",
        "template": "ab" * 32,
        "fingerprint": rendered.fingerprint,
        "case": "S26-7",
    }.items():
        assert f'name="{name}"><vt:lpwstr>{value}</vt:lpwstr>' in custom
    core = _member(rendered.content, "docProps/core.xml").decode()
    assert core.count("2012-12-03T00:00:00Z") == 2


def test_the_fingerprint_is_of_the_words_and_nothing_else(word: Make, stamp: Stamp) -> None:
    later = Stamp("S26-8-L07", "S26-8", "L07", 2, "cd" * 32, date(2013, 1, 1))
    letter = compile_letter(word("{{ title }}", footer="{{ letter.id }}"))
    facts = {"title": "Kosovo"}

    same, other = render(letter, facts, later), render(letter, {"title": "Kosova"}, stamp)

    assert same.fingerprint == render(letter, facts, stamp).fingerprint
    assert same.fingerprint != other.fingerprint


def _member(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)
