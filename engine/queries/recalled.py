"""What a case knew at each entry of its log: the values whose digests the entries hold."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from sqlalchemy import select

from engine.audit.body import Body, Decided
from engine.cases.rows import CaseRow
from engine.cases.tables import fact
from engine.cases.values import from_json
from engine.clock import london_date
from engine.context import QueryContext
from engine.queries.damage import readable
from engine.section26.derived import derived

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Knew:
    """The answers that an entry holds, and the facts of its case before anything is decided."""

    body: Body
    answers: Values
    facts: Values
    was: Values  # what an amendment changed, as it was before


def recalled(context: QueryContext, row: CaseRow, bodies: tuple[Body, ...]) -> Iterator[Knew]:
    """For each entry what the case knew; a value that is not what was sealed is left out."""
    kept_values = _KeptValues(context, row)
    facts: dict[str, object] = {}
    lists: dict[str, dict[str, object]] = {}
    for body in bodies:
        answers = readable(partial(kept_values.answers, body), {})
        facts |= readable(partial(_facts_set_by, body, answers, lists), {})
        facts |= readable(partial(kept_values.values, body.get("follows", {})), {})
        follows = readable(partial(kept_values.follows, body), {})
        was = readable(partial(kept_values.values, body.get("was", {})), {})
        yield Knew(body, answers, {**follows, **facts}, was)
        for decision in body.get("decided", ()):
            facts |= readable(partial(decided_facts, decision), {})


def decided_facts(decided: Decided) -> dict[str, object]:
    """The facts that an automatic step set, as the entry says."""
    return {key: from_json(text) for key, text in decided["facts"].items()}


class _KeptValues:
    """Every value that a case ever held, by its name and digest."""

    def __init__(self, context: QueryContext, row: CaseRow) -> None:
        query = select(fact.c.key, fact.c.value).where(fact.c.case_id == row.id)
        self._follows = cache(partial(derived, context.reference, row.force))
        self._texts = {
            (key, hashlib.sha256(text.encode()).hexdigest()): text
            for key, text in context.db.execute(query)
        }

    def answers(self, body: Body) -> dict[str, object]:
        """What was answered in that entry; one of several answers with a whole row of a list."""
        if "gathered" not in body:
            return self.values(body.get("facts", {}))
        key, _, digest = body["gathered"]
        row = self.values({key: digest}).get(key)
        return row if isinstance(row, dict) else {}

    def follows(self, body: Body) -> Values:
        """What followed from the force on the day of the entry."""
        return self._follows(london_date(datetime.fromisoformat(body["at"])))

    def values(self, digests: Mapping[str, str]) -> dict[str, object]:
        """The values of those digests, where the case holds them."""
        values = {}
        for key, digest in digests.items():
            if (key, digest) in self._texts:
                values[key] = from_json(self._texts[key, digest])
        return values


def _facts_set_by(
    body: Body, answers: dict[str, object], lists: dict[str, dict[str, object]]
) -> dict[str, object]:
    """The facts that an entry's answers set: themselves, or a list with them in it."""
    if "gathered" not in body:
        return answers
    key, item, _ = body["gathered"]
    lists.setdefault(key, {})[item] = answers
    return {key: list(lists[key].values())}
