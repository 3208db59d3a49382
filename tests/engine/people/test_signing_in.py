"""Signing in, staying in and signing out."""

from datetime import date, timedelta

import pytest

from engine.api import Engine
from engine.commands.add_person import AddPerson
from engine.commands.grant_role import GrantRole
from engine.commands.sign_in import SignIn
from engine.commands.sign_out import SignOut
from engine.commands.stay_signed_in import StaySignedIn
from engine.errors import AnswersRejected, NotAllowed, SignInRefused
from engine.people.actor import Actor
from engine.people.rights import rights_of
from engine.queries.people_page import accounts
from engine.queries.signing_in import SessionLimits, actor_of, demo_accounts, standing, who
from engine.rehearsals.people import LONG_AGO
from engine.rehearsals.play import StoryClock

EMAIL, PASSWORD = "lead@lancashire.example", "a long enough password"


@pytest.fixture
def lead(engine: Engine) -> int:
    """A person who may sign in, with a role that ends."""
    person = engine.do(AddPerson("Lead", EMAIL, PASSWORD), None)
    engine.do(GrantRole(person, "force_lead", "lancashire", LONG_AGO, date(2012, 4, 1)), None)
    return person


def test_a_right_password_gives_a_token_that_stands_for_the_person(
    engine: Engine, lead: int
) -> None:
    token = engine.do(SignIn(f" {EMAIL.upper()} ", PASSWORD), None)
    actor = engine.ask(who, None, token=token)
    assert actor is not None
    assert (actor.id, actor.holds("force_lead")) == (lead, True)
    assert engine.ask(who, None, token=token + "x") is None


@pytest.mark.parametrize(("email", "password"), [(EMAIL, "wrong"), ("nobody@example.org", "x")])
def test_a_wrong_password_and_an_unknown_address_are_told_the_same(
    engine: Engine, lead: int, email: str, password: str
) -> None:
    with pytest.raises(SignInRefused, match="email address or the password is not right"):
        engine.do(SignIn(email, password), None)


def test_an_idle_sign_in_ends_and_work_keeps_it(
    engine: Engine, lead: int, clock: StoryClock
) -> None:
    token = engine.do(SignIn(EMAIL, PASSWORD), None)
    clock.now += timedelta(minutes=20)
    actor = engine.ask(actor_of, None, lead)
    assert not engine.ask(standing, actor, token=token).seen_lately
    engine.do(StaySignedIn(token), None)
    assert engine.ask(standing, actor, token=token).seen_lately
    clock.now += timedelta(minutes=20)
    assert engine.ask(who, None, token=token) is not None
    clock.now += timedelta(minutes=31)
    assert engine.ask(who, None, token=token) is None


def test_a_signed_out_token_is_worth_nothing(engine: Engine, lead: int) -> None:
    token = engine.do(SignIn(EMAIL, PASSWORD), None)
    engine.do(SignOut(token), None)
    assert engine.ask(who, None, token=token) is None


def test_signing_in_again_ends_the_token_until_then(engine: Engine, lead: int) -> None:
    first = engine.do(SignIn(EMAIL, PASSWORD), None)
    with pytest.raises(SignInRefused):
        engine.do(SignIn(EMAIL, "wrong", instead_of=first), None)
    assert engine.ask(who, None, token=first) is not None

    second = engine.do(SignIn(EMAIL, PASSWORD, instead_of=first), None)

    assert engine.ask(who, None, token=first) is None
    assert engine.ask(who, None, token=second) is not None


def test_a_role_is_held_for_its_period(engine: Engine, lead: int, clock: StoryClock) -> None:
    assert engine.ask(actor_of, None, lead).holds("force_lead")
    clock.now = clock.now.replace(year=2013)
    assert not engine.ask(actor_of, None, lead).holds("force_lead")


def test_people_are_added_by_administrators_once(engine: Engine, lead: int) -> None:
    actor = engine.ask(actor_of, None, lead)
    with pytest.raises(NotAllowed):
        engine.do(AddPerson("X", "x@example.org"), actor)
    with pytest.raises(NotAllowed):
        engine.do(GrantRole(lead, "auditor", "home-office", LONG_AGO), actor)
    with pytest.raises(AnswersRejected, match="already has an account"):
        engine.do(AddPerson("Lead", EMAIL), None)
    with pytest.raises(AnswersRejected, match="no role 'king'"):
        engine.do(GrantRole(lead, "king", "home-office", LONG_AGO), None)
    with pytest.raises(AnswersRejected, match="there is no 'atlantis'"):
        engine.do(GrantRole(lead, "auditor", "atlantis", LONG_AGO), None)


def test_the_demo_shows_its_accounts_and_administrators_see_everybody(
    engine: Engine, cast: object
) -> None:
    lead = engine.do(AddPerson("Lead", EMAIL, PASSWORD, demo=True), None)
    engine.do(GrantRole(lead, "force_lead", "lancashire", LONG_AGO), None)
    (account,) = engine.ask(demo_accounts, None)
    assert (account.email, account.roles) == (EMAIL, ("Force international lead",))
    engine.do(GrantRole(lead, "administrator", "home-office", LONG_AGO), None)
    administrator: Actor = engine.ask(actor_of, None, lead)
    assert [one.email for one in engine.ask(accounts, administrator)] == [EMAIL]
    with pytest.raises(NotAllowed):
        engine.ask(accounts, Actor(9, "X", "x@example.org"))


@pytest.mark.parametrize(
    ("minutes", "limits", "ended"),
    [
        (29, SessionLimits(30, 12), ""),
        (30, SessionLimits(30, 12), "idle"),
        (119, SessionLimits(600, 2), ""),
        (120, SessionLimits(600, 2), "long"),
    ],
)
def test_a_sign_in_ends_when_idle_and_in_any_case_after_so_many_hours(
    engine: Engine, lead: int, clock: StoryClock, minutes: int, limits: SessionLimits, ended: str
) -> None:
    token = engine.do(SignIn(EMAIL, PASSWORD), None)
    clock.now += timedelta(minutes=minutes)
    found = engine.ask(who, None, token=token, limits=limits)

    assert (found is None) == bool(ended)


def test_rights_are_the_roles_and_where_they_are_held(engine: Engine, lead: int) -> None:
    before = rights_of(engine.ask(actor_of, None, lead))
    engine.do(GrantRole(lead, "force_lead", "kent", LONG_AGO), None)
    gained = rights_of(engine.ask(actor_of, None, lead))

    assert before != gained
    assert rights_of(Actor(1, "X", "x@example.org")) not in {before, gained}
