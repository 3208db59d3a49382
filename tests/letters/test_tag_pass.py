"""Tags are taken out of a Word file so that no word is lost, or refused where they stand."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from docx import Document
from lxml import etree

from engine.errors import TemplateRefused
from engine.letters.compile import compile_letter
from engine.letters.dialect import LETTERS
from engine.letters.proof import lost_words
from engine.letters.render import Stamp, render
from engine.readers.xml_tree import Element

Make = Callable[..., bytes]
Read = Callable[[bytes], list[str]]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BODY = "word/document.xml"


@pytest.fixture
def made(word: Make, altered: Make) -> Make:
    """A Word file whose text is the XML given."""

    def build(xml: str, **parts: bytes) -> bytes:
        text = f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{xml}</w:body></w:document>'
        return altered(word("x"), {BODY: text.encode()} | parts)

    return build


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def written(template: bytes, stamp: Stamp, facts: Mapping[str, Any]) -> Element:
    content = render(compile_letter(template), facts, stamp).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(BODY))


def refusals(template: bytes) -> tuple[str, ...]:
    with pytest.raises(TemplateRefused) as refused:
        compile_letter(template)
    return refused.value.reasons


@pytest.mark.parametrize(
    ("paragraphs", "sentences"),
    [
        (["A", "Use {{ country }} {% not a tag", "B"],
         ["paragraph 2: a tag begins here ({%) and does not end (%}) in the same paragraph ("]),
        (["{%p if a %}", "A", "{%p else %}nothing{%p endif %}"],
         ["paragraph 3: words or other tags stand beside {%p else %} and would be lost",
          "paragraph 3: words or other tags stand beside {%p endif %} and would be lost"]),
        (["{% for a in b %}", "{{ a }}", "{% endfor %}"],
         ["paragraph 1: this for begins here and {% endfor %} stands in paragraph 3: "]),
        (["A", "{%p for a in b %}", "{{ a }}"],
         ["paragraph 2: this for is never ended: add {%p endfor %}"]),
        (["A", "{%p endif %}"], ["paragraph 2: {% endif %} stands here with nothing"]),
        (["{%p for a in b %}", "{%p if a %}", "x", "{%p endfor %}"],
         ["paragraph 2: this if is never ended: add {%p endif %}"]),
        (["A {country} B"], ["paragraph 1: {country} has one brace on a side; a tag has two"]),
        (["{%tr for a in b %}", "{%tr endfor %}"],
         ["paragraph 1: {%tr may stand in a table row only",
          "paragraph 2: {%tr may stand in a table row only"]),
        (["{% cellbg colour %}"], ["paragraph 1: {% cellbg %} may not be used in a letter"]),
        (["{{ a b }}"], ["paragraph 1: this tag cannot be read: 'b' has no place in it; write"]),
        (["{% if %}x{% endif %}"], ["paragraph 1: this tag cannot be read"]),
        (["{{ }}"], ["paragraph 1: this tag cannot be read; write {{ name }}"]),
        (["{{p a }}"], ["paragraph 1: this tag would put in raw XML"]),
        (["\ufdd00\ufdd1 {{ a }}"], ["characters that stand for nothing"]),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place_in_plain_words(
    word: Make, paragraphs: list[str], sentences: list[str]
) -> None:
    reasons = refusals(word(*paragraphs))

    assert len(reasons) == len(sentences), reasons
    for reason, sentence in zip(reasons, sentences, strict=True):
        assert sentence in reason
        for inner in ("word/", "Jinja", "jinja", "xml:"):
            assert inner not in reason


def test_a_fault_in_a_table_is_told_by_row_and_cell(word: Make) -> None:
    document = Document(io.BytesIO(word("A")))
    table = document.add_table(3, 2)
    table.cell(0, 0).text = "{%tr for a in b %}{{ a }}"
    table.cell(1, 1).text = "{%tr endfor %}"
    table.cell(2, 1).text = "{{ a"
    document.save(saved := io.BytesIO())

    reasons = refusals(saved.getvalue())

    assert reasons[0].startswith("table 1, row 3, cell 2: a tag begins here")
    assert reasons[1].startswith("table 1, row 1, cell 1: words, pictures or other tags stand")


def test_two_tags_that_want_one_row_are_refused(word: Make) -> None:
    document = Document(io.BytesIO(word("A")))
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "{%tr for a in b %}", "{%tr endfor %}"
    document.save(saved := io.BytesIO())

    assert "stand in the same table row" in refusals(saved.getvalue())[0]


def test_a_picture_or_note_beside_a_block_tag_is_not_lost(made: Make) -> None:
    for inside in ("<w:r><w:footnoteReference/></w:r>", "<w:pPr><w:sectPr/></w:pPr>"):
        xml = f"<w:p>{inside}{run('{%p if a %}')}</w:p><w:p>{run('{%p endif %}')}</w:p>"

        assert "would be lost" in refusals(made(xml))[0]


def test_rows_and_cells_are_repeated(word: Make, read: Read, stamp: Stamp) -> None:
    document = Document(io.BytesIO(word("A")))
    rows = document.add_table(3, 1)
    for row, text in enumerate(("{%tr for a in b %}", "{{ a }}", "{%tr endfor %}")):
        rows.cell(row, 0).text = text
    cells = document.add_table(1, 3)
    for cell, text in enumerate(("{%tc if c %}", "{{ c }}", "{%tc endif %}")):
        cells.cell(0, cell).text = text
    document.save(saved := io.BytesIO())

    letter = compile_letter(saved.getvalue())

    assert read(render(letter, {"b": ["x", "y"], "c": "z"}, stamp).content) == [*"AxyZ"[:3], "z"]


def test_an_if_across_runs_leaves_each_run_its_look(made: Make, stamp: Stamp) -> None:
    bold, slanted = "<w:b/>", "<w:i/>"
    runs = run("A {% if a %}B", bold), run("C{% else %}D", slanted), run("E{% endif %}")
    template = made(f"<w:p>{''.join(runs)}</w:p>")

    looks = [
        ["".join(child.tag.rpartition("}")[2] for child in found.iter("{*}b", "{*}i")), text.text]
        for found in written(template, stamp, {"a": True}).iter("{*}r")
        for text in found.iter("{*}t")
    ]

    assert looks == [["b", "A "], ["b", "B"], ["i", "C"]]
    others = [text.text for text in written(template, stamp, {"a": False}).iter("{*}t")]
    assert others == ["A ", "D", "E"]


def test_an_if_that_leaves_a_link_is_refused(made: Make) -> None:
    xml = f"<w:p><w:hyperlink>{run('{% if a %}B')}</w:hyperlink>{run('{% endif %}')}</w:p>"

    assert "begins inside a link, a field or a box" in refusals(made(xml))[0]


def test_breaks_tabs_and_comments_inside_tags_leave_nothing(made: Make, stamp: Stamp) -> None:
    xml = (
        "<w:p><w:r><w:t>A{{</w:t><w:tab/><w:t>a</w:t><w:br/></w:r><w:r><w:t>}}</w:t></w:r>"
        "<w:r><w:t>{# no #}</w:t></w:r><w:r><w:tab/></w:r></w:p>"
    )

    letter = written(made(xml), stamp, {"a": "!"})

    assert [text.text for text in letter.iter("{*}t")] == ["A!"]
    assert len(list(letter.iter("{*}tab"))) == 1
    assert not list(letter.iter("{*}br"))


def test_a_tag_where_nothing_can_be_filled_in_is_refused(made: Make) -> None:
    field = "<w:p><w:r><w:instrText>REF {{ a }}</w:instrText></w:r></w:p>"
    setting = '<w:p><w:r><w:t w:x="{{ a }}">A</w:t></w:r></w:p>'

    for xml in (field, setting):
        assert (
            "paragraph 1: a tag stands in a field, a formula or the settings"
            in refusals(made(xml))[0]
        )


def test_tags_in_a_text_box_are_filled_in_and_told_apart(made: Make, stamp: Stamp) -> None:
    box = "<w:p>{0}<w:r><w:pict><w:txbxContent><w:p>{1}</w:p></w:txbxContent></w:pict></w:r></w:p>"

    letter = written(made(box.format(run("{{ a }}"), run("{{ b }}"))), stamp, {"a": "1", "b": "2"})

    assert [text.text for text in letter.iter("{*}t")] == ["1", "2"]
    assert refusals(made(box.format("", run("{{ b"))))[0].startswith("a text box: a tag begins")


def test_a_clause_is_told_by_its_name(word: Make) -> None:
    with pytest.raises(TemplateRefused) as refused:
        compile_letter(
            word("A", "{{p clauses.money }}", "{{p clauses.mony }}"),
            {"money": word("B", "{{ a")},
        )

    assert refused.value.reasons[0].startswith(
        "paragraph 3: there is no clause 'mony': did you mean money?"
    )
    assert refused.value.reasons[1].startswith("clause 'money', paragraph 2: a tag begins here")


def test_cells_and_tables_keep_the_shape_that_word_asks_for(made: Make, stamp: Stamp) -> None:
    def paragraph(text: str) -> str:
        return f"<w:p>{run(text)}</w:p>"

    cell = (
        f"<w:tbl><w:tr><w:tc><w:tcPr/>{paragraph('{%p if a %}')}{paragraph('A')}"
        f"{paragraph('{%p endif %}')}</w:tc></w:tr></w:tbl>"
    )
    twice = f"{paragraph('{%p for x in b %}')}{cell}{paragraph('{%p endfor %}')}"

    letter = written(made(twice), stamp, {"a": False, "b": ["1", "2"]})

    assert [child.tag.rpartition("}")[2] for child in letter[0]] == ["tbl", "p", "tbl"]
    assert all(len(cell.findall("{*}p")) == 1 for cell in letter.iter("{*}tc"))


def test_what_no_reader_sees_is_left_out_but_names_in_use_stay(made: Make, stamp: Stamp) -> None:
    choice = '<w:r><mc:AlternateContent><mc:Choice Requires="w"/></mc:AlternateContent></w:r>'
    xml = f'\n <w:p w:rsidR="00A">\n<w:proofErr/>{run("{{ a }}")}{choice}</w:p>\n'

    letter = written(made(xml), stamp, {"a": "x"})

    assert not list(letter.iter("{*}proofErr"))
    assert not [key for element in letter.iter() for key in element.attrib if "rsid" in str(key)]
    assert letter.nsmap["w"] == W


def test_strict_open_xml_is_refused(made: Make, altered: Make) -> None:
    strict = b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'

    assert "Strict Open XML" in refusals(altered(made(""), {BODY: strict}))[0]


def test_a_value_of_the_wrong_kind_is_told_at_its_tag(word: Make, stamp: Stamp) -> None:
    letter = compile_letter(word("A", "On {{ day|date }} here"))

    with pytest.raises(TemplateRefused) as refused:
        render(letter, {"day": "soon"}, stamp)

    assert refused.value.reasons == (
        "paragraph 2: 'soon' is not a date (\u201cOn {{ day|date }} here\u201d)",
    )


def test_the_proof_finds_a_word_that_a_template_lost() -> None:
    def tree(text: str) -> Any:
        return LETTERS.parse(f'<w:p xmlns:w="{W}"><w:r><w:t>{text}</w:t></w:r></w:p>')

    assert lost_words(tree("Not {# is #} lost {{ a }}"), ["Notlost"]) == []
    assert lost_words(tree("Not {# is #} lost"), ["Notislost"]) == ["Notislost"]
    assert lost_words(tree("twice twice"), ["twice"]) == ["twice"]
