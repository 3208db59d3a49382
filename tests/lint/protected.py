"""A small law for the diagrams of this folder: who may lend what, and what must stand before it."""

from engine.people.law import Law, law_of

ROLES = [
    {"role": "force_lead", "title": "Force lead", "lane": "yes"},
    {"role": "chief_officer", "title": "Chief officer", "lane": "yes"},
]


def _step(step: str, definition: str = "", **said: str) -> dict[str, str]:
    blank = {"roles": "", "separate_from": "", "after": "", "needs": "", "only_when": ""}
    return {"step": step, "definition": definition, "basis": "Loans Act", **blank, **said}


STEPS = [
    _step("sign_consent", "elsewhere", roles="force_lead"),
    _step("decide_approval", "lawful"),
    _step("decide_consent", "lawful"),
    _step(
        "grant_loan",
        roles="chief_officer",
        separate_from="propose_loan",
        needs="loan_proposal",
        only_when='loan_proposal = "go"',
        rests_on="loan_sum",
    ),
]
FACTS = [
    {
        "fact": "loan_proposal",
        "step": "propose_loan",
        "means": "form",
        "asked": "always",
        "unless": "",
        "check": "",
        "kept_as": "",
        "answers": "go=Yes, go on; stop=No, stop",
        "basis": "Loans Act",
    },
    {
        "fact": "loan_outcome",
        "step": "grant_loan",
        "means": "form",
        "asked": "always",
        "unless": "",
        "check": "",
        "kept_as": "",
        "answers": "yes=Grant it; no=Decline it",
        "basis": "Loans Act",
    },
]
LETTERS = [
    {
        "code": "G1",
        "steps": "grant_loan",
        "signatories": "chief_officer",
        "signed": "yes",
        "only_when": 'loan_outcome = "yes"',
        "claims": "the loan is hereby granted",
        "headings": "Grant of a loan",
        "basis": "Loans Act",
    }
]
ENDS = [
    {
        "end": "loan_granted",
        "claims": "loan granted; loan is granted",
        "needs": "loan_outcome",
        "only_when": 'loan_outcome = "yes"',
        "consent": "",
        "basis": "Loans Act",
    },
    {
        "end": "completed",
        "claims": "",
        "needs": "",
        "only_when": "",
        "consent": "yes",
        "basis": "Loans Act",
    },
]
ROLE_NAMES = [{"name": "Chief Constable", "roles": "chief_officer"}]


def small_law() -> Law:
    """The law of these tables."""
    return law_of(
        {
            "roles": ROLES,
            "role_names": ROLE_NAMES,
            "letters": [{"code": "G1", "title": "Loan of equipment"}],
            "statutory_steps": STEPS,
            "statutory_facts": FACTS,
            "statutory_letters": LETTERS,
            "statutory_ends": ENDS,
        }
    )
