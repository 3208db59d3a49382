"""What a PDF may not have inside, and what a click in it may do, as data. Pure."""

from collections.abc import Mapping

# Refused wherever the name stands in an object, as a key or a value, and what it is in words.
CARRIERS: Mapping[str, str] = {
    "JavaScript": "a script",
    "JS": "a script",
    "AA": "something that is done by itself",
    "Launch": "a command",
    "ImportData": "a command",
    "SubmitForm": "a command",
    "GoToE": "a file",
    "GoToR": "a way to another file",
    "EF": "a file",
    "EmbeddedFile": "a file",
    "EmbeddedFiles": "a file",
    "FileAttachment": "a file",
    "Filespec": "a file",
    "RichMedia": "a film",
    "RichMediaContent": "a film",
    "RichMediaExecute": "a film",
    "RichMediaSettings": "a film",
    "MediaClip": "a film",
    "Rendition": "a film",
    "AlternatePresentations": "a film",
    "U3D": "a film",
    "3D": "a film",
    "3DD": "a film",
    "XFA": "a form with a program of its own",
}
# Words that mean nothing elsewhere (a style of a document may be called Screen): refused as the
# kind of a thing (its Type or Subtype).
KINDS: Mapping[str, str] = {
    "Movie": "a film",
    "Screen": "a film",
    "PRC": "a film",
    "Sound": "a sound",
    "PS": "a program for printers",
}
LOCKED = "Encrypt"
_PAGES = {f"Named {page}" for page in ("NextPage", "PrevPage", "FirstPage", "LastPage")}
# What a click may do. An address is opened by the reader's own browser, which asks; a letter or a
# report without links is rare. Everything else, known or not, is refused.
CLICKED = frozenset({"GoTo", "URI", *_PAGES})
# What happens when the file is opened, without a click.
OPENED = frozenset({"GoTo", *_PAGES})
ALLOWED: Mapping[str, frozenset[str]] = {"A": CLICKED, "PA": CLICKED, "OpenAction": OPENED}
# How an address may begin; "file:", "\\server" and programs' own ("ms-word:") open what is local.
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
