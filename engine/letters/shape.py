"""What Word asks of a table and its cells, put right after tags have taken their content away."""

_EMPTY = "<w:p/>"
# Exact texts, as the parts are written by `tag_pass`: a cell ends with a paragraph, and two tables
# with nothing between them would be one.
_MENDED = {
    "</w:tcPr></w:tc>": f"</w:tcPr>{_EMPTY}</w:tc>",
    "<w:tcPr/></w:tc>": f"<w:tcPr/>{_EMPTY}</w:tc>",
    "<w:tc></w:tc>": f"<w:tc>{_EMPTY}</w:tc>",
    "</w:tbl></w:tc>": f"</w:tbl>{_EMPTY}</w:tc>",
    "</w:tbl><w:tbl>": f"</w:tbl>{_EMPTY}<w:tbl>",
}


def in_shape(xml: str) -> str:
    """The part with a paragraph wherever Word must have one."""
    for wrong, right in _MENDED.items():
        if wrong in xml:
            xml = xml.replace(wrong, right)
    return xml
