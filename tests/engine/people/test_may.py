"""Who may do what."""

from dataclasses import replace

import pytest

from engine.people.actor import Actor, Holding
from engine.people.identity import KnownPerson
from engine.people.may import (
    AuthorisationContext,
    TaskRequirement,
    may,
    may_administer,
    may_hand_over,
    may_mend,
    may_model,
    may_read_definitions,
    may_read_incidents,
)
from engine.people.powers import Power

LEAD = Holding("force_lead", "kent", "Kent Police", "force", "kent")
CHIEF = Holding("chief_officer", "kent", "Kent Police", "force", "kent")
PCC = Holding("policing_body", "kent-pcc", "PCC for Kent", "policing_body", "kent")
MOD = Holding("ipab_member", "mod", "Ministry of Defence", "department")
HOME = Holding("home_secretary", "home-office", "Home Office", "home_office")
OWNER = replace(
    HOME,
    role="process_owner",
    powers=frozenset({Power.CHANGE_DEFINITIONS, Power.READ_DEFINITIONS, Power.MEND_INCIDENTS})
    | {Power.READ_INCIDENTS},
)
KEEPER = replace(
    HOME, role="administrator", powers=frozenset({Power.MANAGE_PEOPLE, Power.HAND_OVER_TASKS})
)
AUDITOR = replace(
    HOME, role="auditor", powers=frozenset({Power.READ_DEFINITIONS, Power.READ_INCIDENTS})
)
CONTEXT = AuthorisationContext("kent", "Kent Police", "kent-pcc", body_bars_police=True)
RECOMMEND = TaskRequirement("Recommend", "chief_officer", "chief officer", "force")
DECIDE = TaskRequirement(
    "Decide", "policing_body", "policing body", "policing_body", barred_kind="force"
)
VIEW = TaskRequirement("Give a view", "ipab_member", "IPAB member", "any", organisation="mod")


def person(*holdings: Holding) -> Actor:
    return Actor(7, "Office", "office@example.org", holdings)


@pytest.mark.parametrize(
    ("actor", "requirement", "why_not"),
    [
        (person(CHIEF), RECOMMEND, None),
        (person(LEAD), RECOMMEND, "Recommend is for the chief officer of this case"),
        (person(replace(CHIEF, organisation="essex")), RECOMMEND, "is for the chief officer"),
        (person(PCC), DECIDE, None),
        (person(replace(PCC, organisation="kent-police-authority")), DECIDE, "policing body"),
        (person(PCC, LEAD), DECIDE, "a constable or a member of the chief officer's staff"),
        (person(MOD), VIEW, None),
        (person(replace(MOD, organisation="fco")), VIEW, "is for the IPAB member"),
        (person(HOME), TaskRequirement("Consent", "home_secretary", "", "home_office"), None),
        (person(), RECOMMEND, "is for the chief officer"),
    ],
)
def test_a_role_in_the_right_organisation_may(
    actor: Actor, requirement: TaskRequirement, why_not: str | None
) -> None:
    found = may(actor, requirement, CONTEXT)
    assert found == why_not if why_not is None else why_not in str(found)


def test_before_the_commissioners_a_delegate_in_the_force_could_decide() -> None:
    authority = replace(CONTEXT, body_bars_police=False)
    assert may(person(PCC, LEAD), DECIDE, authority) is None


def test_nobody_does_both_of_two_separate_steps() -> None:
    requirement = replace(DECIDE, separate_from={"recommend": "Recommend"})
    doer = KnownPerson("Office", "whoever did 'Recommend' may not also do this", account=7)
    done = replace(CONTEXT, must_differ_from=(doer,))
    assert may(person(PCC), requirement, done) == "whoever did 'Recommend' may not also do this"
    assert may(replace(person(PCC), id=8), requirement, done) is None


def test_nobody_decides_on_their_own_deployment() -> None:
    officer = KnownPerson("O. Fice", "nobody decides on their own deployment", "kent", "0123")
    deployed = replace(CONTEXT, must_differ_from=(officer,))
    numbered = replace(person(PCC), employer="kent", staff_number=" 123")
    assert "own deployment" in str(may(numbered, DECIDE, deployed))
    assert may(replace(numbered, employer="essex"), DECIDE, deployed) is None


def test_a_task_somebody_else_has_taken_on_is_theirs() -> None:
    taken = replace(RECOMMEND, claimed_by=9, claimed_by_name="The deputy")
    assert str(may(person(CHIEF), taken, CONTEXT)).startswith("The deputy has taken this on")
    assert may(person(CHIEF), replace(taken, claimed_by=7), CONTEXT) is None


def test_a_task_is_given_away_by_whoever_may_do_it_or_has_it() -> None:
    taken = replace(RECOMMEND, claimed_by=9, claimed_by_name="The deputy")
    assert may_hand_over(person(CHIEF), RECOMMEND, CONTEXT) is None
    assert "may give it to somebody else" in str(may_hand_over(person(CHIEF), taken, CONTEXT))
    assert may_hand_over(replace(person(CHIEF), id=9), taken, CONTEXT) is None
    assert may_hand_over(person(LEAD), RECOMMEND, CONTEXT) is not None


@pytest.mark.parametrize(
    ("holding", "may_give"),
    [
        (CHIEF, True),
        (replace(CHIEF, organisation="essex"), False),
        (PCC, False),
        (replace(LEAD, role="administrator", powers=KEEPER.powers), True),
        (replace(LEAD, role="administrator"), False),
        (replace(LEAD, organisation="essex", powers=KEEPER.powers), False),
        (KEEPER, False),
    ],
)
def test_a_task_is_given_away_by_whoever_oversees_it(holding: Holding, *, may_give: bool) -> None:
    screen = TaskRequirement(
        "Screen", "force_lead", "lead", "force", claimed_by=9, overseen_by="chief_officer"
    )
    assert (may_hand_over(person(holding), screen, CONTEXT) is None) == may_give


def test_an_administrator_of_an_office_gives_away_its_tasks_and_no_others() -> None:
    check = TaskRequirement(
        "Check", "home_office_official", "official", "home_office", claimed_by=9
    )
    of_mod = replace(MOD, role="administrator", powers=KEEPER.powers)
    assert may_hand_over(person(KEEPER), check, CONTEXT) is None
    assert may_hand_over(person(replace(KEEPER, kind="force")), check, CONTEXT) is not None
    assert may_hand_over(person(of_mod), VIEW, CONTEXT) is None
    assert may_hand_over(person(KEEPER), VIEW, CONTEXT) is not None


def test_definitions_are_changed_by_owners_and_people_by_administrators() -> None:
    owner, keeper, auditor = person(OWNER), person(KEEPER), person(AUDITOR)
    assert may_model(owner) is None
    assert may_administer(keeper) is None
    assert may_read_definitions(auditor) is None
    assert may_model(keeper)
    assert may_administer(owner)
    assert may_read_definitions(person(LEAD))


def test_incidents_are_read_by_auditors_and_mended_by_others() -> None:
    owner, auditor = person(OWNER), person(AUDITOR)
    assert may_mend(owner) is None
    assert may_read_incidents(owner) is None
    assert may_read_incidents(auditor) is None
    assert "process owners and administrators" in str(may_mend(auditor))
    assert "auditors to read" in str(may_read_incidents(person(LEAD)))
