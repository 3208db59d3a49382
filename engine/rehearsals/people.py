"""The cast of a story: one office for each role and organisation it names, made when it enters."""

from dataclasses import dataclass, field
from datetime import date, datetime

from engine.api import Engine
from engine.clock import london_date
from engine.commands.add_person import AddPerson
from engine.commands.grant_role import GrantRole
from engine.errors import StoryFailed
from engine.jobs.mail import HeldPost, Post
from engine.people.actor import Actor
from engine.people.nearly import did_you_mean
from engine.queries.signing_in import actor_of

LONG_AGO = date.min  # a role in a story is held on every day of it


@dataclass
class Cast:
    """The people of a story by role and organisation."""

    engine: Engine
    post: Post = field(default_factory=HeldPost)
    known: dict[tuple[str, str], int] = field(default_factory=dict)
    demo: bool = False  # whether those made are the demo's

    def actor(self, role: str, of: str | None, force: str, now: datetime) -> Actor:
        """Whoever holds *role* in the organisation that the case or `of` names, on that day."""
        organisation = self.organisation(role, of, force, london_date(now))
        place = (role, organisation)
        if place not in self.known:
            day = london_date(now)
            title = self.engine.reference.role_title(role, day)
            name = f"{title}, {self._name(organisation, day)}"
            email = f"{role}.{organisation}@example.org".replace("_", "-")
            person = self.engine.do(AddPerson(name, email, demo=self.demo), None)
            self.engine.do(GrantRole(person, role, organisation, LONG_AGO), None)
            self.known[place] = person
        return self.engine.ask(actor_of, None, self.known[place])

    def organisation(self, role: str, of: str | None, force: str, on: date) -> str:
        """The id of the organisation in which *role* acts for a case of *force* on that day."""
        reference = self.engine.reference
        roles = reference.roles(on)
        if role not in roles:
            raise StoryFailed(f"there is no role '{role}'")
        if of is not None and of in reference.ever:
            return of
        kind = roles[role]["kind"]
        if kind == "force":
            return reference.lives_on(self._known_force(force), on)
        if kind == "policing_body":
            return self._policing_body(force, on)
        office = reference.office(kind, on)
        if office is None:
            raise StoryFailed(f"say 'of:' which organisation the {role} is of on {on}")
        return office["organisation_id"]

    def _known_force(self, force: str) -> str:
        known = [name for name, one in self.engine.reference.ever.items() if one.kind == "force"]
        if force not in known:
            raise StoryFailed(f"there is no force '{force}'{did_you_mean(force, known)}")
        return force

    def _policing_body(self, force: str, on: date) -> str:
        body = self.engine.reference.body(force, on)
        if body is None:
            raise StoryFailed(f"{force} has no local policing body on {on}")
        return body["body_id"]

    def _name(self, organisation: str, on: date) -> str:
        known = self.engine.reference.organisation(organisation, on)
        return known.name if known else organisation
