"""The Word fields of a part (PAGE, NUMPAGES, DDE …): what each one says, put together again."""

from collections.abc import Iterator

from engine.readers.xml_tree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIMPLE, _MARK, _INSTRUCTION = _W + "fldSimple", _W + "fldChar", _W + "instrText"


def instructions(root: Element) -> Iterator[str]:
    """Each field's instruction, however many runs it was split into; nested fields one by one."""
    open_fields: list[list[str]] = []
    for element in root.iter(_SIMPLE, _MARK, _INSTRUCTION):
        if element.tag == _SIMPLE:
            yield (element.get(_W + "instr") or "").strip()
        elif element.tag == _INSTRUCTION:
            yield from _take_instruction(element.text or "", open_fields)
        elif element.get(_W + "fldCharType") == "begin":
            open_fields.append([])
        elif element.get(_W + "fldCharType") == "end" and open_fields:
            yield "".join(open_fields.pop()).strip()
    yield from ("".join(parts).strip() for parts in open_fields)


def _take_instruction(text: str, open_fields: list[list[str]]) -> Iterator[str]:
    if open_fields:
        open_fields[-1].append(text)
    elif text.strip():
        yield text.strip()  # an instruction outside any field: Word may still run it
