"""The proof that a compiled template lost no word of the Word file it was made from. Pure.

One side is what the file says outside tags, found the plainest way; the other is what the compiled
tree holds as constant text, wherever it stands. The pass between them is not trusted.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from jinja2 import nodes

from engine.letters.tag_pass import words_of
from engine.readers.xml_tree import xml_root

_SHOWN = 60


def lost_words(tree: nodes.Template, words: Sequence[str]) -> list[str]:
    """What of *words*, or beside them, the compiled text of a part says otherwise; empty if none.

    Both sides leave every space out.
    """
    constant = "".join(data.data for data in tree.find_all(nodes.TemplateData))
    compiled = words_of(xml_root(constant.encode()))
    if compiled == list(words):
        return []
    different: list[str] = []
    matcher = SequenceMatcher(None, words, compiled, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind != "equal":
            different += words[start:end] or compiled[other_start:other_end]
    return [text[:_SHOWN] for text in different]
