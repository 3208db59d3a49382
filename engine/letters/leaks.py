"""What would go out with every letter although nobody meant it to: each place of it is refused.

Names of authors are not refused but taken out: they are in every file that Word saves.
"""

import re
from collections.abc import Collection, Iterator, Mapping, MutableMapping

from lxml import etree

from engine.letters import package
from engine.letters.properties import CORE
from engine.letters.spots import NOWHERE, Fault, P, Spot, W
from engine.readers.xml_tree import Element

APP = "docProps/app.xml"
_TAG = re.compile(r"\{\{.*\}\}")
_REVISIONS = tuple(
    W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange"),
        *("tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
    )
)
_COMMENTS = (W + "commentRangeStart", W + "commentReference")
_HIDDEN = (W + "vanish", W + "specVanish")
_STYLED = (W + "pStyle", W + "rStyle", W + "tblStyle")
_OFF = {"0", "false", "off"}
_SENTENCES = {
    **dict.fromkeys(
        _REVISIONS, "there are tracked changes; accept or reject them all, then save again"
    ),
    **dict.fromkeys(_COMMENTS, "there is a comment: delete it, or it goes out with the letter"),
    **dict.fromkeys(
        _HIDDEN, "there is hidden text: delete it or show it, or it goes out with the letter"
    ),
}


def leaks(root: Element, spots: Mapping[Element, Spot], styles: Element) -> Iterator[Fault]:
    """Comments, hidden text, tracked changes and unknown styles of a part, each paragraph once."""
    known = {style.get(W + "styleId", ""): style for style in styles.iter(W + "style")}
    told: set[tuple[Spot, str]] = set()
    for element in root.iter(*_SENTENCES, *_STYLED):
        sentence = _sentence(element, known)
        spot = _spot(element, spots)
        if sentence and (spot, sentence) not in told:
            told.add((spot, sentence))
            yield Fault(spot, sentence)


def _sentence(element: Element, known: Mapping[str, Element]) -> str:
    value = element.get(W + "val", "")
    if element.tag in _STYLED:
        if known and value not in known:
            return f"it has the style '{value}', which the file does not hold: choose another"
        return _SENTENCES[_HIDDEN[0]] if value in known and _hides(known[value]) else ""
    return "" if element.tag in _HIDDEN and value in _OFF else _SENTENCES[str(element.tag)]


def _hides(style: Element) -> bool:
    hidden = style.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(W + "val", "") not in _OFF


def _spot(element: Element, spots: Mapping[Element, Spot]) -> Spot:
    paragraph = next(element.iterancestors(P), None)
    return NOWHERE if paragraph is None else spots.get(paragraph, NOWHERE)


def take_out_names(members: MutableMapping[str, bytes]) -> None:
    """Takes the names of authors, managers and companies out of a template's package."""
    if CORE in members:
        core = package.tree(members[CORE])
        for creator in core.iter("{*}creator"):
            if not _TAG.search(creator.text or ""):
                creator.text = None
        members[CORE] = etree.tostring(core, encoding="UTF-8")
    if APP in members:
        _keep_only(members, APP, {"Application"})
    for name in [name for name in members if name.lower().endswith("word/people.xml")]:
        _keep_only(members, name, set())


def _keep_only(members: MutableMapping[str, bytes], name: str, kept: Collection[str]) -> None:
    root = package.tree(members[name])
    for child in list(root):
        if etree.QName(child).localname not in kept:
            root.remove(child)
    members[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
