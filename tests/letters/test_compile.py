"""Compiling a template: what it needs, what it may not say, and clauses put in their place."""

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from engine.errors import TemplateRefused
from engine.letters.compile import compile_letter
from engine.letters.packed import with_members
from engine.letters.render import Stamp, render

Make = Callable[..., bytes]
Read = Callable[[bytes], list[str]]


def test_a_letter_knows_every_fact_it_names(word: Make) -> None:
    letter = compile_letter(
        word(
            "{{ title }} for {{ force.name }}, {{ letter.date }}",
            "{%p for post in posts %}",
            "{{ loop.index }}: {{ post.rank|upper }} in {{ country }}",
            "{%p endfor %}",
        )
    )

    assert letter.needs == {"title", "force.name", "posts", "posts.rank", "country"}
    assert letter.unconditional_needs == letter.needs


def test_what_stands_in_a_branch_is_needed_only_there(word: Make) -> None:
    letter = compile_letter(
        word(
            "{%p if income is defined and income > limit %}",
            "{{ charging_policy }}",
            "{%p elif surplus %}",
            "{{ surplus }}",
            "{%p endif %}",
            "{{ 'one' if several else many }}",
        )
    )

    assert letter.needs == {"income", "limit", "charging_policy", "surplus", "several", "many"}
    assert letter.unconditional_needs == {"several"}


def test_a_row_of_paragraphs_is_named_after_the_text_it_comes_from(
    word: Make,
) -> None:
    letter = compile_letter(
        word("{%p for part in cc_reasons|paragraphs %}", "{{ part }}", "{%p endfor %}")
    )

    assert letter.needs == {"cc_reasons"}


@pytest.mark.parametrize(
    ("tag", "why"),
    [
        ("{{ title.upper() }}", "a call, as in name(),"),
        ("{{ range(9) }}", "a call, as in name(),"),
        ("{{ title[0] }}", "square brackets"),
        ("{{ income * 2 }}", "arithmetic"),
        ("{{ -income }}", "arithmetic"),
        ("{{ 'x' * 999999 }}", "arithmetic"),
        ("{% set a = 1 %}", "{% set %}"),
        ("{% include 'other' %}", "{% include %}"),
        ("{% import 'other' as o %}", "{% import %}"),
        ("{% macro m() %}{% endmacro %}", "{% macro %}"),
        ("{% block b %}{% endblock %}", "{% block %}"),
        ("{% filter upper %}x{% endfilter %}", "{% filter %}"),
        ("{{ title.__class__ }}", "the name '__class__'"),
        ("{{ _secret }}", "the name '_secret'"),
        ("{{ self }}", "the name 'self'"),
        ("{{ title|format(1) }}", "there is no filter 'format'"),
        ("{{ title|attr('x') }}", "there is no filter 'attr'"),
        ("{{ title is callable }}", "'is callable' may not be used"),
        ("{{ title|upper(x=1) }}", "a named value"),
        ("{% for a in b recursive %}{% endfor %}", "recursive"),
    ],
)
def test_a_template_may_only_name_compare_choose_and_repeat(word: Make, tag: str, why: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        compile_letter(word("A first paragraph.", tag), name="L99")

    assert why in str(refused.value)
    assert str(refused.value).startswith("L99: paragraph 2: ")
    assert "word/" not in str(refused.value)


def test_loops_may_be_nested_twice_and_no_more(word: Make) -> None:
    twice = "{% for a in x %}{% for b in y %}{{ b }}{% endfor %}{% endfor %}"
    compile_letter(word(twice))

    with pytest.raises(TemplateRefused, match="nested 2 deep"):
        compile_letter(word("{% for z in x %}" + twice + "{% endfor %}"))


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 3_000 + "x" + ")" * 3_000 + " }}",
        "{% if x %}" * 800 + "x" + "{% endif %}" * 800,
        "{% if x %}" * 120 + "x" + "{% endif %}" * 120,
    ],
)
def test_what_stands_too_deep_in_itself_is_refused(word: Make, text: str) -> None:
    with pytest.raises(TemplateRefused, match="too deep in one another"):
        compile_letter(word(text))


def test_every_reason_is_given_at_once_with_its_place(word: Make) -> None:
    with pytest.raises(TemplateRefused) as refused:
        compile_letter(word("{{ a() }}", "{{ b[1] }}"), name="L07")

    assert len(refused.value.reasons) == 2
    assert str(refused.value).startswith("L07: ")


def test_a_tag_that_is_never_closed_is_found(word: Make) -> None:
    ended = r"paragraph 1: this if is never ended: add \{%p endif %\}"
    with pytest.raises(TemplateRefused, match=ended):
        compile_letter(word("{%p if urgent %}", "Soon."))


def test_raw_xml_and_tracked_changes_are_refused(word: Make, altered: Make) -> None:
    with pytest.raises(TemplateRefused, match="raw XML"):
        compile_letter(word("{{r title }}"))
    tracked = _with(word("A"), altered, b"<w:body>", b"<w:body><w:p><w:ins/></w:p>")
    with pytest.raises(TemplateRefused, match="tracked changes"):
        compile_letter(tracked)


def test_the_fingerprint_may_not_stand_in_the_words_it_is_made_from(
    word: Make,
) -> None:
    with pytest.raises(TemplateRefused, match="stands in the footer"):
        compile_letter(word("{{ letter.fingerprint }}"))


def test_a_tag_split_by_word_is_put_together_again(
    word: Make,
    altered: Make,
    read: Read,
    stamp: Stamp,
) -> None:
    split = _with(
        word("{{ title }}"),
        altered,
        b"<w:t>{{ title }}</w:t>",
        b"<w:t>{</w:t></w:r><w:r><w:t>{ tit</w:t></w:r><w:proofErr/><w:r><w:t>le }}</w:t>",
    )

    rendered = render(compile_letter(split), {"title": "Kosovo"}, stamp)

    assert read(rendered.content) == ["Kosovo"]


def test_a_clause_is_put_where_its_tag_stands(word: Make, read: Read, stamp: Stamp) -> None:
    clause = word("Paid by {{ funder }}.", "{%p if late %}", "Late.", "{%p endif %}")
    letter = compile_letter(word("First.", "{{p clauses.payment }}", "Last."), {"payment": clause})

    rendered = render(letter, {"funder": "the FCO", "late": False}, stamp)

    assert letter.needs == {"funder", "late"}
    assert read(rendered.content) == ["First.", "Paid by the FCO.", "Last."]


def test_a_clause_that_is_not_there_or_does_not_fit_is_refused(word: Make) -> None:
    strange = Document()
    strange.add_paragraph("x").style = strange.styles.add_style("Fancy", 1)
    saved = io.BytesIO()
    strange.save(saved)

    with pytest.raises(TemplateRefused) as refused:
        compile_letter(
            word("{{p clauses.gone }}", "{{p clauses.odd }}", "{{p clauses.bad }}"),
            {"odd": saved.getvalue(), "bad": b"not a zip"},
        )

    assert "there is no clause 'gone'" in refused.value.reasons[0]
    assert "clause 'odd': it uses styles the letter does not have (Fancy)" in str(refused.value)
    assert "clause 'bad'" in str(refused.value)


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ('<w:r><w:drawing r:embed="rId1"/></w:r>', "has a picture or a link"),
        ("<w:pPr><w:sectPr/></w:pPr>", "has a section break"),
        ("<w:pPr><w:numPr/></w:pPr>", "numbers paragraphs by hand"),
    ],
)
def test_a_clause_holds_words_and_tables_only(
    word: Make, altered: Make, inside: str, why: str
) -> None:
    clause = _with(word("x"), altered, b"<w:body>", f"<w:body><w:p>{inside}</w:p>".encode())

    with pytest.raises(TemplateRefused, match=why):
        compile_letter(word("{{p clauses.bad }}"), {"bad": clause})


def test_only_so_many_letters_are_kept_ready(word: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.letters.compile._MOST_KEPT", 1)
    first = compile_letter(word("{{ first }}"))
    compile_letter(word("{{ second }}"))

    assert compile_letter(word("{{ first }}")) is not first


def test_a_package_without_its_parts_is_not_a_word_document(word: Make, altered: Make) -> None:
    for part in ("_rels/.rels", "word/document.xml", "[Content_Types].xml"):
        with pytest.raises(TemplateRefused, match="not a Word document"):
            compile_letter(altered(word("x"), {part: None}))
    compile_letter(altered(word("x"), {"docProps/core.xml": None, "word/settings.xml": None}))


def test_the_same_template_is_compiled_once(word: Make) -> None:
    template = word("{{ title }}")

    assert compile_letter(template) is compile_letter(template)
    assert compile_letter(template, {"a": template}) is not compile_letter(template)


def test_members_without_tags_are_packed_once_and_carry_no_clock(
    word: Make,
) -> None:
    letter = compile_letter(word("{{ title }}"))

    with zipfile.ZipFile(io.BytesIO(with_members(letter.packed, []))) as packed:
        assert "word/styles.xml" in packed.namelist()
        assert "word/document.xml" not in packed.namelist()
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def _with(content: bytes, altered: Make, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = package.read("word/document.xml")
    assert old in body
    return altered(content, {"word/document.xml": body.replace(old, new)})
