"""Word files as they may come back: the issued one with something done to it."""

import io
import re
import zipfile
from collections.abc import Callable

TEXT, FOOT, HEAD = "word/document.xml", "word/footer1.xml", "word/header1.xml"
Change = Callable[[str], str]


def members_of(content: bytes) -> dict[str, bytes]:
    """The members of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    """A package of those members."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return saved.getvalue()


def changed(content: bytes, change: Change, part: str = TEXT) -> bytes:
    """The file with the XML of a part changed; the change must change something."""
    members = members_of(content)
    before = members[part].decode()
    after = change(before)
    assert after != before, "nothing was changed"
    return packed(members | {part: after.encode()})


def words(old: str, new: str) -> Change:
    """Other words in place of some."""
    return lambda xml: xml.replace(old, new, 1)


def run(old: str, properties: str) -> Change:
    """Some words in a run of their own that looks otherwise."""

    def change(xml: str) -> str:
        apart = (
            f'</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{old}</w:t>'
            '</w:r><w:r><w:t xml:space="preserve">'
        )
        return xml.replace(old, apart, 1)

    return change


def before(style: str, what: str) -> Change:
    """Something put in before the last paragraph of a style."""

    def change(xml: str) -> str:
        place = xml.rfind("<w:p>", 0, xml.rfind(f'<w:pStyle w:val="{style}"/>'))
        return xml[:place] + what + xml[place:]

    return change


def paragraph(text: str, style: str = "Normal") -> str:
    """A paragraph."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def moved_paragraph(xml: str) -> str:
    """Two numbered paragraphs, each in the other's place."""
    found = re.findall(
        r'<w:p><w:pPr><w:pStyle w:val="NumberedParagraph"/>.*?</w:p>', xml, re.DOTALL
    )
    one, other = found[1], found[2]
    return xml.replace(one, "@").replace(other, one).replace("@", other)


def doubled_row(xml: str) -> str:
    """A table row that stands there twice."""
    row = re.findall(r"<w:tr>.*?</w:tr>", xml, re.DOTALL)[1]
    return xml.replace(row, row + row, 1)


BOX = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute" '
    'fillcolor="white"><v:textbox><w:txbxContent><w:p><w:r><w:t>I do not recommend</w:t></w:r>'
    "</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
_DRAWN = (
    '<w:p><w:r><w:drawing><wp:{kind} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing">{place}<wp:extent cx="1800000" cy="{height}"/></wp:{kind}>'
    "</w:drawing></w:r></w:p>"
)
_FAR = '<wp:positionV relativeFrom="{whence}"><wp:posOffset>{offset}</wp:posOffset></wp:positionV>'


def picture(height: int = 700_000) -> str:
    """A picture in its own line."""
    return _DRAWN.format(kind="inline", place="", height=height)


def floating(offset: int, whence: str = "paragraph") -> str:
    """A picture before or behind the text, so far from its paragraph."""
    place = _FAR.format(whence=whence, offset=offset)
    return _DRAWN.format(kind="anchor", place=place, height=700_000)


def as_word_online(content: bytes) -> bytes:
    """The file as Word Online names its parts."""
    members = members_of(content)
    renamed = {}
    for name, data in members.items():
        new = data.replace(b"word/document.xml", b"word/document2.xml") if name != TEXT else data
        renamed[
            name.replace("word/document.xml", "word/document2.xml").replace(
                "document.xml.rels", "document2.xml.rels"
            )
        ] = new
    return packed(renamed)


def linked(content: bytes, kind: str, target: str, part: str = "settings") -> bytes:
    """The file with one more link to something outside."""
    members = members_of(content)
    place = f"word/_rels/{part}.xml.rels"
    link = (
        '<Relationship Id="rIdOut" TargetMode="External" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    listed = members.get(place, f'<Relationships xmlns="{namespace}"></Relationships>'.encode())
    members[place] = listed.replace(b"</Relationships>", link.encode() + b"</Relationships>")
    return packed(members)


def without(content: bytes, *parts: str) -> bytes:
    """The file without some parts, and without what leads to them."""
    members = members_of(content)
    for part in parts:
        members.pop(part)
        leaf = part.rpartition("/")[2].encode()
        for name in [name for name in members if name.endswith(".rels")]:
            members[name] = re.sub(
                rb"<Relationship [^>]*" + re.escape(leaf) + rb"[^>]*/>", b"", members[name]
            )
    return packed(members)
