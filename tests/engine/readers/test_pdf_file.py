"""PDFs: taken when they only show something, refused by name when they could do or carry more."""

import random
import zlib
from collections.abc import Sequence

import pytest

from engine.readers.errors import Fault, NotRead
from engine.readers.pdf_file import must_only_show, read
from engine.readers.pdf_rules import CARRIERS, KINDS
from tests.engine.readers.pdfs import made, packed, stream, unpacked

noise = random.Random(26).randbytes
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
LINK = b"<</Type/Annot/Subtype/Link/A<</Type/Action/S/URI/URI(%b)>>>>"
SIGNATURE = (
    b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 840 960 240]"
    b"/Contents<" + b"3082" * 400 + b">/M(D:20111206120000+00'00')/Name(S. Archer)"
    b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</P 2/V/1.2>>>>]>>"
)
TAKEN: dict[str, bytes] = {
    "a catalogue": made(CATALOG),
    "old writers": made(CATALOG, stream(b"q Q", b"", b"3 0 R"), b"3").replace(b"\n", b"\r\n"),
    "LibreOffice": made(
        b"<</Type/Catalog/OpenAction[4 0 R /XYZ null null 0]/Lang(en-GB)/ViewerPreferences"
        b"<</DisplayDocTitle true>>/StructTreeRoot 5 0 R>>",
        b"<</Type/StructElem/S/Screen/P 5 0 R/A<</O/Layout/Placement/Block>>/K[0]>>",
        LINK % b"https://www.gov.uk/a_\\(b\\)",
        LINK % b"mailto:pcc@lancashire.example",
    ),
    "Word": made(
        CATALOG,
        packed(CATALOG, LINK % b"http://example.org", b"[1 0 R]", b"(text)", b"7"),
        stream(b"\0" * 20, b"/Type/XRef/W[1 2 1]/Size 9/Root 1 0 R"),
        after=b"startxref\n9\n%%EOF\n",
    ),
    "a scan": made(CATALOG, stream(bytes(range(256)) * 99, b"/Subtype/Image/Filter/DCTDecode")),
    "a signature over a second revision": made(CATALOG)
    + made(b"<</Type/Catalog/AcroForm<</SigFlags 3/Fields[2 0 R]>>>>", SIGNATURE)[9:],
    "for archives": made(
        b"<</Type/Catalog/Metadata 2 0 R/OutputIntents[<</S/GTS_PDFA1/DestOutputProfile 3 0 R>>]>>",
        stream(b"<?xpacket?><x:xmpmeta xmlns:x='adobe:ns:meta/'/>", b"/Type/Metadata/Subtype/XML"),
        stream(b"\0" * 9, b"/N 3"),
    ),
    "a form": made(
        b"<</Type/Catalog/AcroForm<</Fields[2 0 R]/DA(/Helv 0 Tf)/NeedAppearances true>>>>",
        b"<</FT/Tx/T(name)/V(\xfe\xff\0N)/Subtype/Widget/F 4/AA<<>>/MK<<>>/BS<</S/S/W 1>>>>",
    ),
    "an outline": made(
        b"<</Title(One \\(of (two) or (three (3))\\))/Next 3 0 R/A<</S/GoTo/D[4 0 R/Fit]>>>>",
        b"<</Title(Two)/A 3 0 R/F 1>>",
        b"<</S/Named/N/NextPage>>",
        b"<</PageLabels<</Nums[0<</S/D>>1<</S/A/St 1>>]>>/Group<</S/Transparency/CS/DeviceRGB>>>>",
    ),
    "links of every allowed kind": made(
        *[LINK % one for one in (b"#page2", b"www.example.org/a", b"TEL:+44", b"\\150ttp:\\\n//x")],
        b"<</A<</S/URI/URI<68 7474703A2F2F78 2>>>>>",
        b"<</A<</S/URI/URI(\xfe\xff\0h\0t\0t\0p\0:\0/\0/\0x)>>/URI<</Base(http://x)>>>>",
    ),
    "names on their own": made(b"/S", b"[/S/GoTo]", b"/URI"),
    "words that look like more": made(
        b"(/JavaScript \\) /Launch ((obj)) the obj) % /EmbeddedFile 5 obj\n",
        stream(b"/JavaScript 5 0 R the obj trailer xobj"),
        b"<</Differences[65/A/B/C 97/a/JSX/AAA/F1]>>",
    ),
    "bytes before and after": b"noise\n" * 40 + made(CATALOG) + b"\n\0\ntrailer of films obj" * 300,
    "a file of its own": made(CATALOG, after=b""),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_pdf_that_only_shows_something_is_taken(name: str) -> None:
    must_only_show(TAKEN[name])


def acting(action: bytes, key: bytes = b"A") -> bytes:
    return made(b"<</Type/Annot/Subtype/Link/" + key + b" " + action + b">>")


NOT_AS_LONG = "not as long as it says"
BROKEN = "cut short or broken"
TWICE = "stands inside another"
ODD = "begins in a way that no program writes"
MORE = "more than go to a page"
NOT_WEB = "not on the web"
UNUSUAL = "packed in a way"
MANY = "far more parts"
REFUSED: dict[str, tuple[bytes, str]] = {
    "a script in a name with codes": (made(b"<</S/Java#53cript>>"), "a script inside"),
    "a script nobody refers to": (made(CATALOG, b"9", SCRIPT), "a script inside"),
    "a script in a revision of before": (made(SCRIPT) + made(CATALOG), "a script inside"),
    "a script that is packed": (made(CATALOG, packed(b"1", SCRIPT)), "a script inside"),
    "a script in a list": (made(b"[[[" + SCRIPT + b"]]]"), "a script inside"),
    "a script in a trailer": (
        made(CATALOG, after=b"trailer % x\n<</Root<</OpenAction" + SCRIPT + b">>>>"),
        "a script inside",
    ),
    "a script behind a comment": (made(b"<<%(\n/S/JavaScript>>"), "a script inside"),
    "a script behind a text": (made(b"<</T(\\\\)/S/JavaScript>>"), "a script inside"),
    "an action that is an unknown one": (acting(b"<</S/Telepathy>>"), f"{MORE} at a click (Tele"),
    "an action apart": (made(b"<</A 2 0 R>>", b"<</S/Hide>>"), f"{MORE} at a click (Hide)"),
    "an action apart that is packed": (
        made(b"<</A 21 0 R>>", packed(b"1", b"<</S/Hide>>")),
        f"{MORE} at a click (Hide)",
    ),
    "an action apart in another revision": (
        made(b"<</A 2 0 R>>", b"<</S/Hide>>") + made(CATALOG, b"<</S/GoTo>>"),
        f"{MORE} at a click (Hide)",
    ),
    "an action with its name apart": (acting(b"<</S 7 0 R>>"), f"{MORE} at a click (named else"),
    "an action that has two names": (acting(b"<</S/GoTo/S/Hide>>"), "(Hide)"),
    "an action beside another": (made(b"<</A 2 0 R>>", b"<</S/Hide>> <</S/GoTo>>"), "(Hide)"),
    "an action in a list of them": (acting(b"<</Type/Action/S/Hide>>", b"X"), "(Hide)"),
    "an action that another follows": (acting(b"<</S/GoTo/Next 5 0 R>>"), "one after another"),
    "an action of the page": (acting(b"<</S/Hide>>", b"PA"), "(Hide)"),
    "to print at a click": (acting(b"<</S/Named/N/Print>>"), "(Named Print)"),
    "to print, named twice": (acting(b"<</S/Named/N/NextPage/N/Print>>"), "(Named NextPage Print)"),
    "an address that opens by itself": (
        acting(b"<</S/URI/URI(http://x)>>", b"OpenAction"),
        f"{MORE} as soon as it is opened (URI)",
    ),
    "an address apart that opens by itself": (
        made(b"<</OpenAction 2 0 R/X<</A 2 0 R>>>>", b"<</S/URI/URI(http://x)>>"),
        f"{MORE} as soon as it is opened (URI)",
    ),
    "a reference with a sign": (acting(b"+2 0 R"), BROKEN),
    "what is done by itself": (made(b"<</AA<</O 5 0 R>>>>"), "done by itself inside (/AA)"),
    "a file's address": (made(LINK % b"file:///etc/passwd"), NOT_WEB),
    "a file's address with codes": (made(LINK % b"\\146\\\r\nile\\072///"), NOT_WEB),
    "a server's address": (made(LINK % b"\\\\\\\\server\\\\share"), NOT_WEB),
    "another server's address": (made(LINK % b"//server/share"), NOT_WEB),
    "a program's address": (made(LINK % b"ms-word:ofe|u|http://x"), NOT_WEB),
    "an address with a line in it": (made(LINK % b"java\nscript:x"), NOT_WEB),
    "an address in hexadecimal": (made(b"<</URI<66 69 6C 65 3a 2f>>>"), NOT_WEB),
    "an address in UTF-16": (made(b"<</URI(\xfe\xff\0f\0i\0l\0e\0:)>>"), NOT_WEB),
    "an address apart": (made(b"<</URI 5 0 R>>"), NOT_WEB),
    "an address beyond measure": (made(LINK % (b"http://x" + b"a" * 5_000)), NOT_WEB),
    "where all addresses begin": (made(b"<</URI<</Base(file:///)>>>>"), NOT_WEB),
    "a kind that is apart": (made(b"<</Subtype 2 0 R>>", b"/Screen"), "a film inside (/Screen)"),
    "an object that is a reference": (made(b"2 0 R", CATALOG), "only leads to another"),
    "a part in another file": (made(stream(b"", b"/F(\\\\\\\\x\\\\y)")), "in another file"),
    "a password": (made(CATALOG, after=b"trailer<</Encrypt 5 0 R>>"), "locked with a password"),
    "a password in a list of objects": (
        made(stream(b"", b"/Type/XRef/Encr#79pt 5 0 R")),
        "locked with a password",
    ),
    "an object in a stream": (made(stream(b"\n5 0 obj<<>>endobj")), TWICE),
    "an object in a text": (made(b"(\n5 0 obj<<>>endobj)"), TWICE),
    "an object in a comment": (made(b"%5 0 obj\n7"), TWICE),
    "an object with no space before": (made(stream(b"x5 0obj")), TWICE),
    "a trailer in a stream": (made(stream(b"xref\n0 0\ntrailer\n<</Root 9 0 R>>")), TWICE),
    "an object that begins behind a comment": (made(stream(b"5 0 %x\nobj")), ODD),
    "one that begins behind two": (made(stream(b"5 %a\n%b\r0 obj")), ODD),
    "one that begins behind a long one": (made(stream(b"5 0 %" + b"x" * 300 + b"\nobj")), ODD),
    "one that begins far behind": (made(stream(b"5 0" + b" " * 300 + b"obj")), ODD),
    "one of a long number": (made(stream(b"5 00000000000000 obj")), ODD),
    "a length that is too short": (made(stream(b"x" * 9, length=b"4")), NOT_AS_LONG),
    "a length that is too long": (made(stream(b"x" * 9, length=b"12")), NOT_AS_LONG),
    "a length beyond the end": (made(stream(b"x" * 9, length=b"99999")), BROKEN),
    "a length that ends in another": (
        made(stream(b"x\nendstream\nendobj\n7 0 obj" + SCRIPT, length=b"1")),
        "a script inside",
    ),
    "two lengths": (made(stream(b"x", b"/Length 9")), "says two things of itself (/Length)"),
    "a length of another kind": (made(stream(b"x", length=b"(x)")), BROKEN),
    "no length": (made(b"<<>>stream\nendstream"), BROKEN),
    "no line behind the mark": (made(b"<</Length 1>>stream x endstream"), BROKEN),
    "no end of a stream": (made(b"<</Length 5 0 R>>stream\nx"), BROKEN),
    "a stream of no dictionary": (made(b"[]stream\nx\nendstream"), BROKEN),
    "a stream of two": (made(b"<</Length 1>><</Length 1>>stream\nx\nendstream"), BROKEN),
    "a dictionary that does not end": (made(b"<</A"), BROKEN),
    "a dictionary that does not begin": (made(b">>"), BROKEN),
    "a text that does not end": (made(b"(x"), BROKEN),
    "a text in texts beyond measure": (made(b"(" * 9 + b")" * 9), BROKEN),
    "hexadecimal that is none": (made(b"<</K<4x>>>"), BROKEN),
    "a word that means nothing": (made(b"<</K nonsense>>"), BROKEN),
    "an object that does not end": (b"%PDF-1.7\n1 0 obj 7", BROKEN),
    "an object that ends with a word": (made(b"7 x"), BROKEN),
    "no object at all": (b"%PDF-1.7\n<html>", BROKEN),
    "dictionaries in one another": (made(b"<</K" * 101 + b">>" * 101), "more than 100 deep"),
    "far too much in an object": (made(b"[" + b"<<>>" * 100_001 + b"]"), MANY),
    "far too many objects": (b"1 0 obj 7 endobj " * 100_001, MANY),
    "far too many, packed ones too": (made(packed(*[b"7"] * 99_990), *[b"7"] * 20), MANY),
    "far too many that might be one": (b"x obj " * 100_001, MANY),
    "packed in a way of old": (made(packed(CATALOG, more=b"/Filter/LZWDecode")), "two things"),
    "packed with parameters": (made(packed(b"1", more=b"/DecodeParms<</Columns 4>>")), UNUSUAL),
    "packed twice": (
        made(stream(b"", b"/Type/ObjStm/N 0/First 0/Filter[/FlateDecode/FlateDecode]")),
        UNUSUAL,
    ),
    "packed in hexadecimal": (
        made(stream(b"", b"/Type/ObjStm/N 0/First 0/Filter[ /ASCIIHexDecode ]")),
        UNUSUAL,
    ),
    "packed under no name": (made(packed(SCRIPT).replace(b"/Type/ObjStm", b"")), "a script inside"),
    "packed in a damaged way": (
        made(stream(b"xx", b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")),
        BROKEN,
    ),
    "packed and cut short": (
        made(
            stream(zlib.compress(b"1 0 <<>>")[:-6], b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")
        ),
        BROKEN,
    ),
    "packed beyond measure": (made(packed(b" " * 10_000_001)), "larger than 10 MB"),
    "packed beyond measure together": (made(*[packed(b" " * 5_000_001)] * 2), "larger than 10 MB"),
    "packed into too much": (made(packed(noise(3_000_000)), packed(b"1")), MANY),
    "packed objects beyond number": (made(packed(b"1", many=100_001)), MANY),
    "a list of packed ones beyond measure": (
        made(unpacked(b"", b" " * 900, 1, 900)),
        MANY,
    ),
    "a list of packed ones that is too short": (made(packed(b"1", b"2", many=1)), BROKEN),
    "a list of packed ones that is too long": (made(packed(b"1", many=2)), BROKEN),
    "a list of packed ones of words": (made(unpacked(b"1 x ", b"7", 1)), BROKEN),
    "a list of packed ones that lies": (made(unpacked(b"1 0 2 9 3 4 ", b"7 8 9", 3)), BROKEN),
    "a list of packed ones that ends nowhere": (made(unpacked(b"1 0 ", b"7", 1, 20)), BROKEN),
    "a packed object in a text": (
        made(unpacked(b"1 0 2 1 ", b"(<</S/JavaScript>>)", 2)),
        BROKEN,
    ),
    "a number of packed ones apart": (
        made(stream(b"1 0 7", b"/Type/ObjStm/N 7 0 R/First 4")),
        BROKEN,
    ),
    "a packed object with an end of its own": (made(packed(b"7 endobj")), BROKEN),
    "a packed object that is a reference": (made(packed(b"5 0 R")), "only leads to another"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_pdf_that_could_do_more_is_refused_by_name(name: str) -> None:
    content, why = REFUSED[name]

    with pytest.raises(NotRead) as refused:
        must_only_show(content)

    assert why in refused.value.sentence
    assert "print it to a new PDF" in refused.value.sentence


def carriers() -> Sequence[tuple[bytes, str, str]]:
    """Each name that is refused, where it is refused."""
    anywhere = [(b"<</%b 5 0 R>>" % name.encode(), name, what) for name, what in CARRIERS.items()]
    kinds = [(b"<</Subtype/%b>>" % name.encode(), name, what) for name, what in KINDS.items()]
    types = [(b"<</Type /%b>>" % name.encode(), name, what) for name, what in KINDS.items()]
    return [*anywhere, *kinds, *types]


@pytest.mark.parametrize(("object_", "name", "what"), carriers())
def test_each_carrier_is_refused_by_its_name(object_: bytes, name: str, what: str) -> None:
    with pytest.raises(NotRead) as refused:
        must_only_show(made(CATALOG, object_))

    assert f"it has {what} inside (/{name})" in refused.value.sentence


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (made(b"<</JS 1>>"), Fault.UNSAFE),
        (made(b"<<"), Fault.BROKEN),
        (made(b"/Encrypt"), Fault.LOCKED),
    ],
)
def test_what_reads_it_apart_says_what_and_why(content: bytes, fault: Fault) -> None:
    said = read(content)

    assert said["fault"] == fault.value
    assert "print it to a new PDF" in said["why"]
    assert read(made(CATALOG)) == {}
