"""That authority is given is said by the law's own letter alone, in whatever words."""

import pytest

from engine.analysis.setting import Setting
from engine.definitions.checking import check_bundle
from engine.lint.authority import AuthorityReader, authority_of_deciders
from engine.lint.vocabulary import Vocabulary
from engine.rehearsals.rehearse import Definitions
from tests.lint.attacks import COSTS_FILE, HOME, MAIN, Attack, added, both, letter, more, said, swap
from tests.lint.test_other_work import errors, lending
from tests.support.laws import TODAY

GIVEN = [
    "The Secretary of State agrees to the assistance under section 26(3).",
    "The Secretary of State has consented to it.",
    "The Home Secretary gives her consent.",
    "The Home Secretary\u2019s consent to this is given.",
    "I, the Secretary of State, consent to this.",
    "On behalf of the Secretary of State I consent to it.",
    "Consent is given by the Secretary of State.",
    "We consent to the assistance.",
    "Consent granted under the Police Act 1996.",
    "The Secretary of State is content for the assistance to proceed.",
    "The Home Secretary has no objection to the deployment.",
    "The Secretary of State, having considered the application, consents to it.",
    "When you read this, the Minister consents.",
    "The deployment was authorised by the Home Secretary.",
    "{{ body.name }} approves it.",
    "The Commissioner has approved your application!",
    "Her Majesty\u2019s Government permits it.",
    "Approved: advice and assistance to Kosovo",
    "Officers are free to travel.",
    "You may now depart.",
    "The assistance may be given.",
    "Permission for the deployment has been granted.",
]
NOT_GIVEN = [
    "",
    "We will apply for the Secretary of State\u2019s consent.",
    "No officer may travel until the Secretary of State has consented.",
    "We have asked the Home Secretary to consent to the assistance.",
    "The Home Secretary has not yet consented.",
    "It was not approved by the Home Secretary.",
    "We will write if it is approved by the Home Secretary.",
    "The assistance may be given only with the authority that section 26 requires.",
    "It may be given only when these steps are done: the Home Secretary has consented.",
    "Whether consent is given is for the Home Secretary.",
    "Consent was not given.",
    "Until consent, which is rarely given, no officer may travel.",
    "If the commissioner approves, we will write again.",
    "The consent of the Secretary of State is required.",
    "Your leave is approved.",
    "I do not consent.",
    "We approve of lunch.",
    "Your request for equipment has been granted.",
    "{{ requester_name }} approves it.",
    "You may call us at any time.",
    "Signed by the force.",
]
NAMES_OF_THE_LAW = [
    "Approved",
    "Approved, no conditions",
    "Agreed",
    "May go",
    "Go",
    "OK to go",
    "Green light",
    "Permission granted",
    "Cydsyniad",
]
NAMES_ANYWHERE = ["Agreed by the Home Secretary", "The Minister agrees", "Home Secretary says yes"]
NAMES_OF_NOTHING = [
    "",
    "Not approved",
    "Refusal of approval",
    "Approval was not given",
    "Awaiting approval",
    "Sent for approval",
    "Travel logged",
    "With the Home Secretary",
]


@pytest.fixture(scope="module")
def speaks(shipped: Definitions) -> AuthorityReader:
    return authority_of_deciders(setting(shipped).law)


def setting(shipped: Definitions) -> Setting:
    return Setting(law=shipped.reference.law(TODAY))


@pytest.mark.parametrize("sentence", GIVEN)
def test_whoever_says_that_it_is_given_is_heard(sentence: str, speaks: AuthorityReader) -> None:
    said = speaks.giving_sentence([f"Dear all. {sentence} Yours sincerely."])

    assert (said or "").startswith(sentence)


@pytest.mark.parametrize("sentence", NOT_GIVEN)
def test_whoever_asks_awaits_or_denies_it_says_nothing(
    sentence: str, speaks: AuthorityReader
) -> None:
    assert speaks.giving_sentence([sentence]) is None


def test_ends_of_the_law_are_not_called_as_if_it_were_given(speaks: AuthorityReader) -> None:
    anywhere = [speaks.is_claimed_by(name, in_law=False) for name in NAMES_ANYWHERE]
    in_law = [speaks.is_claimed_by(name, in_law=True) for name in NAMES_OF_THE_LAW + NAMES_ANYWHERE]
    nothing = [speaks.is_claimed_by(name, in_law=True) for name in NAMES_OF_NOTHING]
    elsewhere = [speaks.is_claimed_by(name, in_law=False) for name in NAMES_OF_THE_LAW]

    assert (all(anywhere), all(in_law), any(nothing), any(elsewhere)) == (True, True, False, False)


def test_without_a_table_nothing_is_said() -> None:
    assert (
        AuthorityReader(Vocabulary({}, ())).giving_sentence(["The Home Secretary consents."])
        is None
    )
    assert not AuthorityReader(Vocabulary({}, ())).is_claimed_by("Approved", in_law=True)


SAID = "The Home Secretary has no objection to the deployment."
WORDS = "&quot;The Home Secretary has no objec&quot; + &quot;tion to the deployment.&quot;"
DRAFTS: dict[str, tuple[str, Attack]] = {
    "a letter of one's own": ("statutory-letters", letter("X99", "Dear all", SAID)),
    "a letter of the law": (
        "statutory-letters",
        letter("L10", "asks the Secretary of State to consent.", SAID),
    ),
    "kept by a property": ("statutory-letters", said(HOME, "prepare_submission", set__note=WORDS)),
    "kept by a table": (
        "statutory-letters",
        swap("decisions/cost_assurance.dmn", "The undertaking is less than the charge", SAID),
    ),
    "kept as an answer": (
        "statutory-letters",
        more("log_request", "radio", values=[{"label": "A", "value": SAID}]),
    ),
    "kept as the answer of a row": (
        "statutory-letters",
        more(
            "log_request",
            "dynamiclist",
            path="rows",
            components=[
                {
                    "type": "radio",
                    "id": "row",
                    "key": "row",
                    "label": "Row",
                    "values": [{"label": "The Home Secretary consents", "value": "a"}],
                }
            ],
        ),
    ),
    "an end": ("statutory-order", swap(MAIN, 'name="Stopped: costs"', 'name="Approved"')),
    "a state": (
        "statutory-order",
        swap(COSTS_FILE, 'value="With force finance"', 'value="May go"'),
    ),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_that_says_so_is_found(name: str, shipped: Definitions) -> None:
    rule, attack = DRAFTS[name]
    files = dict(shipped.bundle)
    attack(files)

    assert rule in {one.rule for one in check_bundle(files, shipped.reference, TODAY)}


def test_other_work_may_end_as_approved_by_somebody_else(shipped: Definitions) -> None:
    assert errors(lending(end="Approved"), shipped) == {}
    assert "statutory-order" in errors(lending(end="The Home Secretary agrees"), shipped)


def test_what_cannot_be_read_keeps_no_words(shipped: Definitions) -> None:
    files = dict(shipped.bundle) | {"forms/broken.form": b"{", "decisions/broken.dmn": b"<"}
    both(added("log_request", "more"))(files)

    findings = check_bundle(files, shipped.reference, TODAY)
    assert "statutory-letters" not in {one.rule for one in findings}
