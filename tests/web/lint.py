"""What every page must be, whoever reads it: found faults in words, none when it is good."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib

HANDLER = re.compile(r"^on[a-z]+$")
NONCE = re.compile(r"'nonce-([^']+)'")
TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')
SERVICE = "\u2013 Police assistance approvals"


def page_faults(page: str, headers: Mapping[str, str]) -> list[str]:
    """Everything that is wrong with a page and the headers it came with."""
    nonce = _nonce(headers)
    same = TOKEN.sub("token", page)  # what differs each time says nothing about the page
    if nonce:
        same = same.replace(f'nonce="{nonce}"', 'nonce="as in the policy"')
    return [*_faults(same), *_headers(headers)]


@lru_cache(maxsize=2_000)
def _faults(page: str) -> tuple[str, ...]:
    """The faults of a page, looked at once however often it is shown."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        tree = parser.parse(page)
    except html5lib.html5parser.ParseError as fault:
        return (f"not HTML: {fault} {parser.errors}",)
    found = (_heading, _ids, _forms, _inline, _labels, _scripts)
    return tuple(fault for look in found for fault in look(tree))


def text_of(element: Element) -> str:
    """The words of an element, spaces made one."""
    return " ".join("".join(element.itertext()).split())


def _heading(tree: Element) -> Iterator[str]:
    headings, title = tree.findall(".//h1"), text_of(tree.findall(".//title")[0])
    if len(headings) != 1:
        yield f"{len(headings)} h1 headings"
        return
    expected = text_of(headings[0])
    if not title.removeprefix("Error: ").startswith(expected) or not title.endswith(SERVICE):
        yield f"the title '{title}' does not start with the heading '{expected}'"
    if title.startswith("Error: ") != ("govuk-error-summary" in _classes(tree)):
        yield "the title and the error summary disagree"


def _ids(tree: Element) -> Iterator[str]:
    ids = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
    for name, times in Counter(ids).items():
        if times > 1:
            yield f"the id '{name}' is there {times} times"
    for link in tree.findall(".//a[@href]"):
        target = link.attrib["href"]
        if target.startswith("#") and target[1:] not in ids:
            yield f"the link to {target} leads nowhere"


def _forms(tree: Element) -> Iterator[str]:
    for form in tree.findall(".//form"):
        action = form.attrib.get("action", "")
        if not action or "novalidate" not in form.attrib:
            yield f"the form to '{action}' has no action or no novalidate"
        names = {field.attrib.get("name") for field in form.findall(".//input")}
        if form.attrib.get("method", "get").lower() == "post" and "csrf_token" not in names:
            yield f"the form to '{action}' has no csrf token"


def _inline(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        for name in element.attrib:
            if name == "style" or HANDLER.match(name):
                yield f"{element.tag} has an inline {name}"
        if element.tag == "style":
            yield "there is a style element"


def _labels(tree: Element) -> Iterator[str]:
    labelled = {label.attrib.get("for") for label in tree.findall(".//label")}
    for field in tree.iter():
        typed = field.attrib.get("type", "text")
        if field.tag not in {"input", "select", "textarea"} or typed in {"hidden", "submit"}:
            continue
        if field.attrib.get("id") not in labelled:
            yield f"the field '{field.attrib.get('name')}' has no label"


def _scripts(tree: Element) -> Iterator[str]:
    for script in tree.findall(".//script"):
        if script.attrib.get("nonce") != "as in the policy":
            yield f"the script {script.attrib.get('src')} has not the nonce"


def _nonce(headers: Mapping[str, str]) -> str | None:
    found = NONCE.search(headers.get("Content-Security-Policy", ""))
    return found[1] if found else None


def _headers(headers: Mapping[str, str]) -> Iterator[str]:
    policy = headers.get("Content-Security-Policy", "")
    expected = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
    for name, value in (expected | {"Cache-Control": "no-store"}).items():
        if headers.get(name) != value:
            yield f"the header {name} is {headers.get(name)}"
    for asked in ("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'"):
        if asked not in policy:
            yield f"the policy does not say {asked}"


def _classes(tree: Element) -> set[str]:
    found: set[str] = set()
    for element in tree.iter():
        found.update(element.attrib.get("class", "").split())
    return found
