"""Fills a new installation: the shipped definitions, and for a demo its people and three cases."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from engine.api import Engine
from engine.clock import london_date
from engine.commands.add_person import AddPerson
from engine.commands.grant_role import GrantRole
from engine.commands.offer_shipped import OfferShipped
from engine.commands.publish_shipped import PublishShipped
from engine.definitions.bundle import identity
from engine.definitions.shipped import bundle_of, shipped_letters, shipped_workflows
from engine.people.actor import Actor
from engine.queries.played import any_case, people
from engine.queries.signing_in import actor_of
from engine.rehearsals.people import Cast
from engine.rehearsals.play import Player, StoryClock, start_of
from engine.rehearsals.story import read_story

DEMO_PASSWORD = "police assistance"  # noqa: S105 - the demo's sign-in page shows it to everybody


def seed_definitions(engine: Engine) -> str:
    """Puts the shipped definitions into use where none is, else offers a draft; what was done."""
    bundle = bundle_of(shipped_workflows(), shipped_letters())
    in_use = engine.do(PublishShipped(bundle), None)
    sentence = f"{in_use.title}, version {in_use.version}, is in use"
    if in_use.bundle_sha256 == identity(bundle):
        return sentence
    offered = engine.do(OfferShipped(bundle), None)
    return (
        f"{sentence} and stays so: the files of this release differ from it, and process owners "
        f"find them as version {offered.version} ({offered.status})"
    )


def seed_people(engine: Engine) -> int:
    """Adds the demo's people, each an office with a role; how many were new."""
    added: dict[str, int] = {}
    accounts = engine.ask(people, None)
    for row in _people_rows():
        account_id = accounts.get(row["email"])
        if account_id is None or row["email"] in added:
            added[row["email"]] = account_id or engine.do(
                AddPerson(row["name"], row["email"], DEMO_PASSWORD, demo=True), None
            )
            ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
            begins = date.fromisoformat(row["valid_from"])
            granted = GrantRole(added[row["email"]], row["role"], row["organisation"], begins, ends)
            engine.do(granted, None)
    return len(added)


def seed_cases(engine: Engine) -> list[str]:
    """Plays the demo's stories up to where they stop; nothing is done once there are cases."""
    if engine.ask(any_case, None):
        return []
    today = engine.clock().replace(microsecond=0)
    stories = sorted((shipped_workflows() / "demo").glob("*.yaml"))
    return [_play_story(engine, path, today) for path in stories]


@dataclass
class DemoCast(Cast):
    """The people of the demo: whoever holds the role there, not an office made up for a story."""

    last: dict[tuple[str, str], int] = field(default_factory=dict)  # who acted in a place

    def actor(self, role: str, of: str | None, force: str, now: datetime) -> Actor:
        """The demo's holder of a role in the organisation that the case or `of` names."""
        place = (role, self.organisation(role, of, force, now.date()))
        for person_id in self._possible_people(place):
            actor = self.engine.ask(actor_of, None, person_id)
            if any((h.role, h.organisation) == place for h in actor.holdings):
                self.last[place] = person_id
                return actor
        return super().actor(role, of, force, now)

    def _possible_people(self, place: tuple[str, str]) -> Iterator[int]:
        """Whoever acted there before, then everybody."""
        if place in self.last:
            yield self.last[place]
        yield from self.engine.ask(people, None).values()


def _play_story(engine: Engine, path: Path, today: datetime) -> str:
    story = read_story(path, london_date(today))
    clock = StoryClock(start_of(story, today))
    stage = Engine(engine.database, clock)
    player = Player(stage, clock, story, DemoCast(stage, demo=True), today)
    player.play()
    return player.reference


def _people_rows() -> Iterator[dict[str, str]]:
    path = shipped_workflows() / "demo" / "people.csv"
    yield from csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
