"""What made a decision lawful: a certificate worked out from its sealed entry and those before it.

The entry names what was relied on; everything else a certificate says stands in the log already,
so that it can be worked out again for as long as there is a log. No database here.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import orjson

from engine.audit.body import Body, Certified
from engine.cases.sealed import Kept, Place, kept_by
from engine.clock import london_date
from engine.register.rows import canonical, digest

FORMAT = "section26 certificate 1"
UNSEALED = ""  # the digest of a certificate that is about to be worked out

Certificate = Mapping[str, object]


def certificate(body: Body, place: tuple[int, str], before: Sequence[Body]) -> Certificate:
    """The certificate of a decision, as plain values: the same log always gives the same.

    *body* is the entry of the decision, *place* its number and the seal before it, and *before*
    the bodies of the entries before it. KeyError when the entry is none of a decision.
    """
    certified = body["certificate"]
    number, seal_before = place
    return {
        "format": FORMAT,
        "case": body["case"],
        "entry": number,
        "after": seal_before,
        "step": body["element"],
        "title": body["title"],
        "task": body["task"],
        "day": london_date(datetime.fromisoformat(body["at"])).isoformat(),
        "at": body["at"],
        "answers": dict(body.get("facts", {})),
        "letters": list(body.get("letters", ())),
        "by": {"person": body["person"], "name": body["name"], "held": certified["held"]},
        "conflicts": _conflicts(body, certified, before),
        "facts": [_fact(fact, before) for fact in certified["facts"]],
        "rows": [_row(table, cells) for table, cells in certified["rows"]],
        "register": body["register"],
        "definition": _version_before(before),
    }


def certificate_bytes(plain: Certificate) -> bytes:
    """The certificate as canonical JSON, whose SHA-256 its entry seals."""
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)


def certificate_sha256(plain: Certificate) -> str:
    """The SHA-256 of a certificate, in hexadecimal."""
    return hashlib.sha256(certificate_bytes(plain)).hexdigest()


def given_in(before: Sequence[Body], keys: frozenset[str]) -> list[tuple[str, str | None, int]]:
    """For each of these facts that the log holds, where it is one of several, and the number of
    the entry that gave the value it has."""
    return [(key, item, number) for (key, item), (number, _) in _standing(before, keys).items()]


def _standing(before: Sequence[Body], keys: frozenset[str]) -> dict[Place, tuple[int, Kept]]:
    """The value that stands of each fact; one that was given again unchanged is as old as it is."""
    standing: dict[Place, tuple[int, Kept]] = {}
    for number, body in enumerate(before, start=1):
        for place, value in kept_by(body):
            was = standing.get(place)
            if place[0] in keys and (was is None or was[1].digest != value.digest):
                standing[place] = number, value
    return dict(sorted(standing.items(), key=lambda fact: (fact[0][0], fact[0][1] or "")))


def _fact(fact: tuple[str, str | None, int], before: Sequence[Body]) -> dict[str, object]:
    key, item, number = fact
    value = dict(kept_by(before[number - 1]))[key, item]
    given = {"at": value.set_at.isoformat(), "step": value.element, "person": value.person}
    return {"fact": key, "item": item, "sha256": value.digest, "entry": number, **given}


def _row(table: str, cells: Mapping[str, str]) -> dict[str, object]:
    return {"table": table, "sha256": digest(canonical(table, cells)), "cells": dict(cells)}


def _conflicts(body: Body, certified: Certified, before: Sequence[Body]) -> dict[str, object]:
    """Who did the steps that somebody else must have done, and who was said to be another."""
    told_apart = body.get("told_apart", "")
    return {
        "separate_from": {
            step: [*_done_by(step, before)] for step in sorted(certified["separate_from"])
        },
        "told_apart": told_apart.split("; ") if told_apart else [],
    }


def _done_by(step: str, before: Sequence[Body]) -> Iterator[dict[str, object]]:
    for number, body in enumerate(before, start=1):
        if body["event"] == "complete_task" and body.get("element") == step:
            yield {"person": body["person"], "name": body["name"], "entry": number}


def _version_before(before: Sequence[Body]) -> str | None:
    """The SHA-256 of the version of the process that the case ran."""
    return next((body["bundle"] for body in reversed(before) if body.get("bundle")), None)
