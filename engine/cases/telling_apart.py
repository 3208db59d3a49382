"""Whether somebody has said that whoever acts is not one of those whom they must not be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from engine.errors import AnswersRejected
from engine.forms.fields import Form, flat
from engine.forms.properties import ACTS
from engine.people.actor import Actor
from engine.people.identity import KnownPerson, to_be_told_apart
from engine.people.may import AuthorisationContext
from engine.people.reference import Reference

APART = "apart"  # the path of the confirmation on the page


def people_of_like_name(
    actor: Actor,
    form: Form | None,
    answers: Mapping[str, object],
    context: AuthorisationContext,
    reference: Reference,
    on: date,
) -> tuple[KnownPerson, ...]:
    """Those with a name like the actor's, or like one answered for whoever acts.

    What an account is called after, as in `IPAB member, Home Office`, is no name: the role that it
    holds on that day, and the organisation.
    """
    names = _acting_names(form, answers) if form else ()
    person = replace(actor, name=_without_offices(actor, reference, on))
    return to_be_told_apart(person, names, context.must_differ_from, reference.name_titles)


def must_be_told_apart(alike: tuple[KnownPerson, ...], confirmed: frozenset[str]) -> None:
    """AnswersRejected unless each of them is confirmed, by name, to be somebody else."""
    for other in alike:
        if other.name not in confirmed:
            raise AnswersRejected(
                {
                    APART: f"{other.name} has a name like that of whoever acts here, and "
                    f"{other.why}: confirm that they are two people, or leave this to somebody else"
                }
            )


def _without_offices(actor: Actor, reference: Reference, on: date) -> str:
    """The name of an account without the roles and organisations that it is called after."""
    name = actor.name
    for holding in actor.holdings:
        for words in (holding.organisation_name, reference.role_title(holding.role, on)):
            name = re.sub(rf"\b{re.escape(words)}\b", " ", name, flags=re.IGNORECASE)
    return name.strip(" ,")


def _acting_names(form: Form, answers: Mapping[str, object]) -> Iterator[str]:
    for field in flat(form.fields):
        if field.person == ACTS:
            yield str(answers.get(field.key) or "")
