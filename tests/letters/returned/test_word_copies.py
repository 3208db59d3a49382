"""A Word file that comes back: word for word, or what was done to it."""

import re
from collections.abc import Callable

import pytest

from engine.letters.returned.compare import compared, issued_from
from engine.letters.returned.issued import Issued
from engine.letters.returned.outcome import WORD, Kind, Outcome
from tests.letters.returned import packages as p

Compare = Callable[[bytes], Outcome]
Make = Callable[[bytes], bytes]
SOME = "recovered"  # a word of the letter that stands in the middle of a sentence


def edit(change: p.Change, part: str = p.TEXT) -> Make:
    return lambda content: p.changed(content, change, part)


TAKEN: dict[str, tuple[Make, str]] = {
    "the very file": (lambda content: content, ""),
    "packed again": (lambda content: p.packed(p.members_of(content)), ""),
    "by Word Online": (p.as_word_online, ""),
    "made from a corporate template": (
        lambda content: p.linked(content, "attachedTemplate", "file:///C:/Corporate.dotx"),
        "",
    ),
    "without properties": (lambda content: p.without(content, "docProps/custom.xml"), ""),
    "with a version that is none": (
        edit(lambda xml: re.sub(">2<", f">{'9' * 5_000}<", xml), "docProps/custom.xml"),
        "",
    ),
    "with a date": (
        edit(p.before("SignatureName", p.paragraph("Signed 5 December 2011"))),
        "“Signed 5 December 2011” was added",
    ),
    "with a date in its place": (
        edit(p.words("Date signed:", "Date signed: 5/12/2011")),
        "5/12/20",
    ),
    "with a picture of a signature": (edit(p.before("SignatureName", p.picture())), "a picture"),
    "with a floating signature": (edit(p.before("SignatureName", p.floating(90_000))), "a picture"),
    "spelt with proof marks": (
        edit(p.words("<w:r>", '<w:proofErr w:type="spellStart"/><w:r>')),
        "",
    ),
    "with another size of type": (edit(p.run(SOME, '<w:sz w:val="20"/><w:b/>')), ""),
    "with spaces of another kind": (edit(p.words("Police Act 1996", "Police Act\u00a01996")), ""),
}
CHANGED: dict[str, tuple[Make, str]] = {
    "a word put in": (edit(p.words("I recommend", "I do not recommend")), "do not"),
    "an amount": (edit(p.words("£30,770.50", "£3,077,050")), "£3,077,050"),
    "a capital": (edit(p.words("Reasons for", "reasons for")), "reasons"),
    "a paragraph moved": (edit(p.moved_paragraph), ""),
    "a row twice": (edit(p.doubled_row), ""),
    "another name": (edit(p.words("S. Archer", "B. Nobody")), "B. Nobody"),
    "a condition by the signature": (
        edit(p.before("SignatureName", p.paragraph("subject to my letter of 4 May 2011"))),
        "subject to my letter",
    ),
    "a name that is none there": (
        edit(p.before("SignatureName", p.paragraph("for the Home Secretary"))),
        "Home Secretary",
    ),
    "hidden words": (edit(p.run(SOME, "<w:vanish/>")), f"hidden words: “{SOME}”"),
    "struck out": (edit(p.run(SOME, "<w:strike/>")), "words struck out"),
    "struck out twice": (edit(p.run(SOME, "<w:dstrike/>")), "words struck out"),
    "white": (edit(p.run(SOME, '<w:color w:val="FEFEFE"/>')), "too light to see"),
    "white by theme": (
        edit(p.run(SOME, '<w:color w:val="auto" w:themeColor="background1"/>')),
        "too light to see",
    ),
    "on black": (edit(p.run(SOME, '<w:shd w:val="clear" w:fill="000000"/>')), "dark ground"),
    "marked in black": (edit(p.run(SOME, '<w:highlight w:val="black"/>')), "dark ground"),
    "tiny": (edit(p.run(SOME, '<w:sz w:val="2"/>')), "too small"),
    "squeezed": (edit(p.run(SOME, '<w:w w:val="1"/>')), "too small"),
    "pressed": (edit(p.run(SOME, '<w:spacing w:val="-400"/>')), "pressed together"),
    "lifted": (edit(p.run(SOME, '<w:position w:val="1584"/>')), "moved from their line"),
    "signs": (edit(p.run(SOME, '<w:rFonts w:ascii="Wingdings"/>')), "font of signs"),
    "turned round": (edit(p.run(SOME, "<w:rtl/>")), "another direction"),
    "unheard of": (edit(p.run(SOME, "<w:glow/>")), "does not hold (glow)"),
    "a sign": (
        edit(p.words("</w:t></w:r>", '</w:t><w:sym w:font="X" w:char="F0A8"/></w:r>')),
        "sym",
    ),
    "a formula": (
        edit(p.words("</w:p>", '<m:oMath xmlns:m="urn:m"><m:t>not</m:t></m:oMath></w:p>')),
        "oMath",
    ),
    "a style that hides": (
        edit(
            lambda xml: xml.replace("</w:rPr></w:style>", "<w:vanish/></w:rPr></w:style>"),
            "word/styles.xml",
        ),
        "hidden words",
    ),
    "words from a list": (
        edit(lambda xml: xml.replace('w:val="%1."', 'w:val="Not %1."'), "word/numbering.xml"),
        "words that a list prints",
    ),
    "lines of no height": (
        edit(p.words("</w:pPr>", '<w:spacing w:line="1" w:lineRule="exact"/></w:pPr>')),
        "lines pressed together",
    ),
    "off the page": (edit(p.words("</w:pPr>", '<w:ind w:left="30000"/></w:pPr>')), "off the page"),
    "fitted to nothing": (edit(p.run(SOME, '<w:fitText w:val="1"/>')), "fitText"),
    "no head on its first page": (
        edit(p.words("</w:sectPr>", "<w:titlePg/></w:sectPr>")),
        "titlePg",
    ),
    "a head that no page shows": (
        edit(lambda xml: re.sub("<w:headerReference[^>]*>", "", xml)),
        "the header is not",
    ),
    "a theme of signs": (
        edit(
            lambda xml: re.sub('latin typeface="[^"]*"', 'latin typeface="Wingdings"', xml),
            "word/theme/theme1.xml",
        ),
        "font of signs",
    ),
    "a theme without dark": (
        edit(
            lambda xml: xml.replace("<a:dk1>", '<a:dk1><a:srgbClr val="FFFFFF"/>'),
            "word/theme/theme1.xml",
        ),
        "whose dark is light",
    ),
    "colours changed about": (
        edit(lambda xml: xml.replace('w:t1="dark1"', 'w:t1="light1"'), "word/settings.xml"),
        "each other's place",
    ),
    "a picture for a bullet": (
        edit(
            lambda xml: xml.replace("</w:numbering>", "<w:numPicBullet/></w:numbering>"),
            "word/numbering.xml",
        ),
        "pictures that a list prints",
    ),
    "a frame": (edit(p.words("</w:pPr>", '<w:framePr w:y="9"/></w:pPr>')), "framePr"),
    "a cell that runs on": (edit(p.words("</w:tcPr>", "<w:vMerge/></w:tcPr>")), "cell whose words"),
    "a hidden row": (edit(p.words("</w:trPr>", "<w:hidden/></w:trPr>")), "a hidden row"),
    "a flat row": (
        edit(p.words("</w:trPr>", '<w:trHeight w:val="1" w:hRule="exact"/></w:trPr>')),
        "fixed height",
    ),
    "small paper": (edit(p.words('w:h="16838"', 'w:h="3000"')), "paper of an unusual size"),
    "no margin": (edit(lambda xml: re.sub('w:top="[0-9]+"', 'w:top="-9"', xml)), "margins"),
    "a field": (
        edit(p.words("</w:p>", '<w:fldSimple w:instr="TITLE"/></w:p>')),
        "a field: “TITLE”",
    ),
    "bound to data": (
        edit(p.words("<w:r>", "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr></w:sdt><w:r>")),
        "dataBinding",
    ),
    "a tracked deletion": (
        edit(p.words("<w:r>", "<w:del><w:r><w:delText>not</w:delText></w:r></w:del><w:r>")),
        "a tracked change",
    ),
    "a comment": (
        edit(p.words("</w:p>", '<w:r><w:commentReference w:id="0"/></w:r></w:p>')),
        "a comment",
    ),
    "a box over it": (edit(p.before("Heading2", p.BOX)), "a picture or a box"),
    "a picture over it": (edit(p.before("Heading2", p.picture())), "a picture or a box"),
    "a picture over the page": (
        edit(p.before("SignatureName", p.floating(90_000, "page"))),
        "a picture or a box",
    ),
    "a picture far away": (edit(p.before("SignatureName", p.floating(-9_000_000))), "a picture or"),
    "a picture of no size": (
        edit(p.before("Heading2", p.picture().replace('"700000"', '"tall"'))),
        "a picture or",
    ),
    "a place that is no number": (
        edit(p.before("Heading2", p.floating(0).replace(">0<", ">nowhere<"))),
        "a picture or",
    ),
    "an indent without end": (
        edit(p.words("</w:pPr>", f'<w:ind w:left="{"9" * 400}"/></w:pPr>')),
        "off",
    ),
    "a page for a signature": (
        edit(p.before("SignatureName", p.picture(9_000_000))),
        "a picture or",
    ),
    "another marking": (edit(p.words("RESTRICTED", "SECRET"), p.HEAD), "the header is not"),
    "a watermark": (
        edit(lambda xml: xml.replace("</w:hdr>", p.picture() + "</w:hdr>"), p.HEAD),
        "a picture or a box in the header",
    ),
    "no foot": (lambda content: p.without(content, p.FOOT), "the footer is not"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_copy_with_the_words_as_issued_is_taken(name: str, file: bytes, compare: Compare) -> None:
    make, noticed = TAKEN[name]

    outcome = compare(make(file))

    assert (outcome.kind, outcome.media_type) == (Kind.EXACT, WORD), outcome
    assert noticed in "; ".join(outcome.details)
    assert bool(noticed) == bool(outcome.details)


@pytest.mark.parametrize("name", CHANGED)
def test_a_copy_that_says_or_shows_something_else_is_not(
    name: str, file: bytes, compare: Compare
) -> None:
    make, noticed = CHANGED[name]

    outcome = compare(make(file))

    told = outcome.difference.returned if outcome.difference else ""
    assert outcome.kind is Kind.CHANGED, outcome
    assert noticed in "; ".join((told, *outcome.details))
    assert not outcome.goes_on


def test_the_first_difference_is_shown_with_the_words_around(file: bytes, compare: Compare) -> None:
    outcome = compare(p.changed(file, p.words("I recommend", "I do not recommend")))

    assert outcome.difference is not None
    assert outcome.difference.before.endswith("I")
    assert (outcome.difference.issued, outcome.difference.returned) == ("", "do not")
    assert outcome.difference.after.startswith("recommend that")


def test_words_of_a_script_from_right_to_left_may_be_marked_so(file: bytes) -> None:
    named = p.changed(file, p.words("Inspector", "أحمد علي"))
    issued = issued_from(named, "LAN-1112-0007-L07", 2, "LAN-1112-0007")

    marked = compared(p.changed(named, p.run("أحمد", "<w:rtl/>")), issued, lambda _: None)

    assert (marked.kind, marked.details) == (Kind.EXACT, ())


def test_another_letter_is_known_by_its_words_and_by_its_foot(
    written: Callable[..., bytes], file: bytes, compare: Compare, issued: Issued
) -> None:
    before = written(version=1, cc_reasons="Another reason.")
    forged = p.members_of(before) | {p.FOOT: p.members_of(file)[p.FOOT]}

    assert compare(before).kind is Kind.OLDER
    assert "version 1" in compare(before).sentence
    assert compare(p.packed(forged)).kind is Kind.OLDER
    assert compare(written("L01", 1)).kind is Kind.OTHER_LETTER
    assert compare(written("L08", 1)).kind is Kind.OTHER_LETTER
    assert f"{issued.letter}, version 2" in compare(written("L01", 1)).sentence


def test_of_another_case_nothing_is_told_but_that_it_is_one(
    written: Callable[..., bytes], compare: Compare
) -> None:
    outcome = compare(written(case="KEN-1112-0001", version=1))

    assert outcome.kind is Kind.OTHER_CASE
    assert "This is a letter of another case." in outcome.sentence
    assert "KEN" not in outcome.sentence


def test_an_old_number_on_the_right_words_is_an_old_version(file: bytes, compare: Compare) -> None:
    older = p.changed(file, p.words("version 2", "version 1"), p.FOOT)

    assert compare(older).kind is Kind.OLDER


def test_a_word_file_that_is_no_letter_says_so(
    word: Callable[..., bytes], file: bytes, compare: Compare
) -> None:
    outcomes = [
        compare(word("Two pounds of apples", "Bread", "Washing powder")),
        compare(
            p.changed(
                file,
                lambda xml: xml.replace("</w:body>", p.paragraph("more " * 9000) + "</w:body>"),
            )
        ),
    ]

    assert [one.kind for one in outcomes] == [Kind.NOT_A_LETTER, Kind.NOT_A_LETTER]
