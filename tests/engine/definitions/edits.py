"""Edits of the shipped definition, one kind each, and what a process owner has to be told of it."""

import io
import zipfile

from tests.engine.definitions.edits_of_files import FILES, SCOPE, SCREEN
from tests.engine.definitions.edits_of_rights import BODY, IPAB, MAIN, RIGHTS, Edit

OTHERS: dict[str, Edit] = {
    # steps
    "a step is called something else": Edit(
        MAIN, 'name="Screen the scope"', 'name="Judge the scope"', "steps", "is now called"
    ),
    "a step moves to another lane": Edit(
        MAIN,
        "<bpmn:flowNodeRef>build_case</bpmn:flowNodeRef>",
        "",
        "steps",
        "\u2018Build the case\u2019: its lane is gone",
    ),
    "a property nobody here knows": Edit(
        MAIN,
        'name="state" value="With the Home Secretary"',
        'name="state" value="With nobody"',
        "steps",
        "be\u2019 changes from \u2018With the Home Secretary\u2019 to \u2018With nobody\u2019",
    ),
    "a step is done in turn": Edit(
        IPAB, 'isSequential="false"', 'isSequential="true"', "steps", "by one after another"
    ),
    "a step is done for others": Edit(
        IPAB,
        'camunda:collection="ipab_members"',
        'camunda:collection="ipab_departments"',
        "steps",
        "for whom it is done changes from ipab_members to ipab_departments",
    ),
    "another process is called": Edit(
        MAIN,
        'name="Obtain IPAB\u2019s view" calledElement="ipab"',
        'name="Obtain IPAB\u2019s view" calledElement="human_rights"',
        "steps",
        "the process it calls changes from ipab to human_rights",
    ),
    "a step does something else by itself": Edit(
        BODY, 'camunda:topic="reminder"', 'camunda:topic="escalation"', "steps", "by itself"
    ),
    "a reminder stops the step": Edit(
        BODY,
        'cancelActivity="false" attachedToRef="decide_approval"',
        'attachedToRef="decide_approval"',
        "steps",
        "that it ends the step it is attached to changes from no to yes",
    ),
    "a reminder is of another step": Edit(
        BODY,
        'attachedToRef="decide_approval"',
        'attachedToRef="record_decision"',
        "steps",
        "the step it is attached to changes from \u2018Decide on approval\u2019",
    ),
    # times
    "a step is due later": Edit(
        BODY,
        'camunda:dueDate="service level"',
        'camunda:dueDate="20 working days"',
        "times",
        "when it is due changes from service level to 20 working days",
    ),
    "a timer is longer": Edit(
        BODY,
        'tFormalExpression">service level reminder</bpmn:timeDuration',
        'tFormalExpression">9 working days</bpmn:timeDuration',
        "times",
        "service level reminder (duration) to 9 working days (duration)",
    ),
    # the process and its words
    "cases are kept less long": Edit(
        MAIN, 'historyTimeToLive="P7Y"', 'historyTimeToLive="P1Y"', "process", "P7Y to P1Y"
    ),
    "the process rests on something else": Edit(
        MAIN,
        'value="section 26 of the Police Act 1996"',
        'value="custom"',
        "process",
        "\u2018Authority\u2019 changes from \u2018",
    ),
    "the guidance is another": Edit(
        MAIN, "The period of consent must", "The period of consent may", "guidance", "its guidance"
    ),
    # forms
    "a step asks another form": Edit(
        MAIN,
        'camunda:formRef="decide_consent"',
        'camunda:formRef="decide_approval"',
        "forms",
        "the form it asks changes from decide_consent to decide_approval",
    ),
    "a question has other words": Edit(
        SCREEN,
        '"Country or territory",\n      "desc',
        '"Where?",\n      "desc',
        "forms",
        "its wording",
    ),
    "a question has another key": Edit(
        SCREEN, '"key": "location"', '"key": "location_abroad"', "forms", "(location_abroad)"
    ),
    "a question need not be answered": Edit(
        SCREEN,
        '"maxLength": 200,\n        "required": true',
        '"maxLength": 200',
        "forms",
        "that it must be answered is gone",
    ),
    "an answer may be longer": Edit(
        SCREEN, '"maxLength": 200,', '"maxLength": 900,', "forms", "200 to 900"
    ),
    "the form has another title": Edit(
        SCREEN, '"title": "Screen the scope"', '"title": "Scope"', "forms", "its title changes"
    ),
    "a form says something else": Edit(
        SCREEN, "**who is helped**", "**where it is**", "forms", "words are new"
    ),
    # decision tables
    "a cell is another": Edit(
        SCOPE,
        '<inputEntry id="scope_row_1_in_1">\n          <text>"section_26"</text>',
        '<inputEntry id="scope_row_1_in_1">\n          <text>"not_required"</text>',
        "decisions",
        'row 1: Home Office ruling changes from "section_26" to "not_required"',
    ),
    "rows are picked otherwise": Edit(
        SCOPE, 'hitPolicy="FIRST"', 'hitPolicy="ANY"', "decisions", "from FIRST to ANY"
    ),
    "a column is called otherwise": Edit(
        SCOPE,
        'label="Kind of body helped"',
        'label="Helped"',
        "decisions",
        "a column changes from Kind",
    ),
    "a column looks at another fact": Edit(
        SCOPE,
        "<text>similar_activities</text>",
        "<text>other_type</text>",
        "decisions",
        "other_type",
    ),
    # what no sentence tells
    "a shape is moved": Edit(MAIN, '<dc:Bounds x="', '<dc:Bounds x="1', "other", "no sentence"),
}
EDITS = RIGHTS | OTHERS | FILES


def edited(content: bytes, old: str, new: str) -> bytes:
    """A file with the first of some words replaced; a Word file in its document."""
    if not content.startswith(b"PK"):
        text = content.decode()
        assert old in text
        return text.replace(old, new, 1).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode(), 1)
            after.writestr(name, part)
    return made.getvalue()
