"""What the panel of the modeller calls each thing that a diagram may say: one table for both.

The panel takes its labels from here, and so do the sentences of the check. A `*` stands for the
code of a letter or the name of a fact, and `{}` in a label for the same.
"""

from collections.abc import Mapping
from types import MappingProxyType

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "about": "About the step",
        "also.from": "Who else may send it",
        "amends": "Asks again, to amend",
        "authority.cite": "Authority",
        "authority.from": "In force from",
        "authority.to": "In force to",
        "calledElement": "Process it calls",
        "candidateGroups": "Who does it, if not the lane’s role",
        "collect": "List that keeps the answers",
        "collection": "Each of which list",
        "conditionExpression": "Taken when",
        "decisionRef": "Decision table",
        "dueDate": "Due",
        "elementVariable": "What one of them is called",
        "formRef": "Form",
        "kind": "Asked for by",
        "letter.*.again": "{}: when what it says changes",
        "letter.*.return": "{}: signature",
        "letter.*.when": "{}: only when",
        "letter.return": "Signature",
        "letter.signatory": "Signed by",
        "letter.template": "Letters",
        "organisation": "Which organisation does it",
        "records": "Writes down the decision of",
        "rests.on": "Relies on, beyond its form",
        "resultVariable": "Keep the result as",
        "role": "Role",
        "separate.from": "Not by anyone who did",
        "set.*": "Facts it keeps",
        "shows": "Show the answers to",
        "state": "Where the case is said to be",
        "topic": "What it does",
    }
)


def under(name: str, code: str = "") -> str:
    """Where the panel has what a diagram calls *name*: `in the panel under 'Form'`."""
    return f"in the panel under '{LABELS[name].format(code)}'"
