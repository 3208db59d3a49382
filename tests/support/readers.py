"""The reader that the service gives each kind of foreign file to, and how it says no."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.definitions.bundle import unpack
from engine.errors import EngineError
from engine.letters import package
from engine.readers import pdf_file
from engine.readers.errors import NotRead
from engine.readers.json_text import json_value
from engine.readers.pictures import must_not_be_huge
from engine.readers.xml_tree import xml_root
from engine.rehearsals.written import UNREADABLE, value_of

READERS: Mapping[str, Callable[[bytes], Any]] = {
    "zip": lambda content: unpack({"a.zip": content}),
    "word": package.read,
    "xml": xml_root,
    "json": json_value,
    "yaml": lambda content: value_of(content.decode()),
    "picture": lambda content: must_not_be_huge("a picture", content),
    "pdf": pdf_file.read,
}
REFUSALS = (NotRead, EngineError, *UNREADABLE)
