"""The smallest Word file there is, so that a test of its text takes milliseconds."""

import io
import zipfile

from lxml import etree

from engine.readers.xml_tree import Element

_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = {
    "[Content_Types].xml": f"""<Types xmlns="{_OFFICE}/package/2006/content-types">
        <Default Extension="xml" ContentType="application/xml"/>
        <Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>
        <Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_OFFICE}/package/2006/relationships">
        <Relationship Id="r1" Target="word/document.xml"
        Type="{_OFFICE}/officeDocument/2006/relationships/officeDocument"/></Relationships>""",
    "word/styles.xml": f"""<w:styles xmlns:w="{_OFFICE}/wordprocessingml/2006/main">
        <w:style w:styleId="Normal"/></w:styles>""",
}


def saved(text: Element) -> bytes:
    """The smallest Word file with this text."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as word:
        for name, content in _PACKAGE.items():
            word.writestr(name, content)
        word.writestr("word/document.xml", etree.tostring(text))
    return kept.getvalue()
