"""Whether amendments left what their entries of the log say: what was, and letters superseded."""

import hashlib
from collections.abc import Iterator, Sequence

from engine.audit.body import Body
from engine.cases.unread import BLANK
from engine.letters.rows import LetterRow

_NEVER_SET = hashlib.sha256(BLANK.encode()).hexdigest()


def amendment_faults(letters: Sequence[LetterRow], bodies: Sequence[Body]) -> Iterator[str]:
    """A sentence for each amendment that says other than what was, or marked other letters."""
    yield from _faults_of_what_was(bodies)
    marked_by: dict[tuple[str, int], int] = {}
    for n, body in enumerate(bodies, start=1):
        for code, version in body.get("superseded", ()):
            marked_by[code, version] = n
    for row in letters:
        if marked_by.pop((row.code, row.version), None) != row.superseded_by:
            yield f"letter {row.code} version {row.version} is not superseded as the log says"
    for code, version in marked_by:
        yield f"letter {code} version {version} is gone, though an amendment superseded it"


def _faults_of_what_was(bodies: Sequence[Body]) -> Iterator[str]:
    last: dict[str, str] = {}
    for n, body in enumerate(bodies, start=1):
        for key, digest in body.get("was", {}).items():
            if last.get(key, _NEVER_SET) != digest:
                yield f"entry {n} does not say what the fact '{key}' was before it"
        last |= _digests_set_by(body)


def _digests_set_by(body: Body) -> dict[str, str]:
    """The facts that an entry says were kept, each with the digest of its value."""
    digests = dict(body.get("follows", {}))
    if "gathered" not in body:
        digests |= body.get("facts", {})
    for decided in body.get("decided", ()):
        for key, text in decided["facts"].items():
            digests[key] = hashlib.sha256(text.encode()).hexdigest()
    return digests
