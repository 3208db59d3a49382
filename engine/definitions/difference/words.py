"""The sentences in which differences are told, by name, and what people call the parts of things.

No rule stands here: what differs is found in the modules beside this one.
"""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # of anything
    "part is new": "{of}: {part} is new: {after}",
    "part is gone": "{of}: {part} is gone: it was {before}",
    "part is another": "{of}: {part} changes from {before} to {after}",
    # who does what
    "role": "{steps}: done by {before} becomes done by {after}",
    "role of a lane": "Lane \u2018{lane}\u2019: its role changes from {before} to {after}",
    "starter": "\u2018{process}\u2019: {role} may now start it",
    "starter gone": "\u2018{process}\u2019: {role} may no longer start it",
    "kept apart": "{step}: whoever did {other} may no longer do it as well",
    "not kept apart": "{step}: whoever did {other} may now do it as well",
    # letters
    "letter": "{step} now writes letter {letter}",
    "letter gone": "{step} no longer writes letter {letter}",
    "letter signed": "{step}: letter {letter} must now come back signed",
    "letter unsigned": "{step}: letter {letter} need no longer come back signed",
    "letter stands": "{step}: letter {letter} now stands when what it says changes",
    "letter superseded": "{step}: letter {letter} is now superseded when what it says changes",
    "template": "The template of letter {letter} is new",
    "template gone": "The template of letter {letter} is gone",
    "clause": "The clause {letter} is new",
    "clause gone": "The clause {letter} is gone",
    "paragraph": "Letter {letter}: a paragraph is new: \u2018{after}\u2019",
    "paragraph gone": "Letter {letter}: a paragraph is gone: \u2018{before}\u2019",
    "paragraph another": ("Letter {letter}: \u2018{before}\u2019 becomes \u2018{after}\u2019"),
    "only looks": "Letter {letter}: its words are the same; what differs is {parts}",
    # ways
    "way": "There is a new way from {source} to {target}{when}",
    "way gone": "The way from {source} to {target}{when} is gone",
    "way elsewhere": (
        "The way from {old_source} to {old_target} now leads from {source} to {target}"
    ),
    "when": ", taken when {condition}",
    # steps and ends
    "step": "{step} is new{role}",
    "step gone": "{step} is gone{role}",
    "done by": ", done by {role}",
    "end": "The end {step} is new",
    "end gone": "The end {step} is gone",
    "renamed": "{before} is now called {after}",
    "lane": "Lane \u2018{lane}\u2019 is new: {role}",
    "lane gone": "Lane \u2018{lane}\u2019 is gone: it was for {role}",
    "process": "The process \u2018{process}\u2019 is new",
    "process gone": "The process \u2018{process}\u2019 is gone",
    # forms
    "form": "The form \u2018{form}\u2019 is new",
    "form gone": "The form \u2018{form}\u2019 is gone",
    "question": "Form \u2018{form}\u2019: a question is new: \u2018{question}\u2019 ({key})",
    "question gone": "Form \u2018{form}\u2019: the question \u2018{question}\u2019 ({key}) is gone",
    "words": "Form \u2018{form}\u2019: words are new: \u2018{question}\u2019",
    "words gone": "Form \u2018{form}\u2019: words are gone: \u2018{question}\u2019",
    "option": "{of}: an answer is new: \u2018{label}\u2019 ({value})",
    "option gone": "{of}: the answer \u2018{label}\u2019 ({value}) is gone",
    "option another": (
        "{of}: the answer {value} changes from \u2018{before}\u2019 to \u2018{after}\u2019"
    ),
    "order": "{of}: the order of {what} is another",
    "check": "{of}: an answer must now pass {test} (\u2018{problem}\u2019)",
    "check gone": "{of}: an answer need no longer pass {test} (\u2018{problem}\u2019)",
    # decision tables
    "table": "The decision \u2018{table}\u2019 is new",
    "table gone": "The decision \u2018{table}\u2019 is gone",
    "column": "Decision \u2018{table}\u2019: the column {column} is new",
    "column gone": "Decision \u2018{table}\u2019: the column {column} is gone",
    "row": "Decision \u2018{table}\u2019: row {number} is new: {row}",
    "row gone": "Decision \u2018{table}\u2019: row {number} is gone: {row}",
    "row at": "Decision \u2018{table}\u2019, row {number}",
    # what is told in no other way
    "unread": "{file} cannot be read as what it should be: see its text below",
    "written otherwise": (
        "{of} is written otherwise in a way that no sentence tells of: see the text of {file}"
    ),
    "element": "The {of} is new",
    "element gone": "The {of} is gone",
    "untold": (
        "{file} is changed in a way that no sentence tells of, such as what is drawn where: see "
        "its text below"
    ),
}

STEP_PARTS: Mapping[str, tuple[str, str]] = {  # of a step: the topic, and what its part is called
    "organisation": ("roles", "the organisation that must do it"),
    "collect": ("facts", "where the answers of several are gathered"),
    "form": ("forms", "the form it asks"),
    "due": ("times", "when it is due"),
    "decision": ("decisions", "the decision it takes"),
    "result": ("decisions", "what its result is called"),
    "topic": ("steps", "what it does by itself"),
    "called": ("steps", "the process it calls"),
    "event": ("steps", "what kind of event it is"),
    "message": ("steps", "the message it is about"),
    "code": ("steps", "its code"),
    "documentation": ("guidance", "its guidance"),
}
SEVERAL_PARTS: Mapping[str, str] = {
    "collection": "for whom it is done",
    "item": "what one of several is called",
    "count": "how often it is done",
    "done_when": "when enough of several are done",
    "sequential": "whether it is done by one after another",
}
PROCESS_PARTS: Mapping[str, tuple[str, str]] = {
    "retention": ("process", "how long its cases are kept"),
    "version_label": ("process", "its version label"),
    "documentation": ("guidance", "its description"),
    "executable": ("process", "whether it can be run"),
    "pool": ("process", "the name of its pool"),
}
FIELD_PARTS: Mapping[str, str] = {
    "kind": "what kind of question it is",
    "label": "its wording",
    "hint": "its hint",
    "required": "that it must be answered",
    "needed": "when it must be answered",
    "options_from": "where its answers to choose from come from",
    "hide": "when it is not asked",
    "missing": "what is said when it is not answered",
    "row": "what one of its rows is called",
    "person": "that it names whoever acts",
    "outcome": "that it says what came of the step",
    "words": "its text",
}
LIMIT_PARTS: Mapping[str, str] = {
    "shortest": "the fewest characters",
    "longest": "the most characters",
    "least": "the least",
    "most": "the most",
    "decimals": "its decimal places",
    "pattern": "the pattern it must have",
    "accepts": "the kinds of files it takes",
}
READ_BY_PEOPLE = frozenset(  # parts that are words people read, and so are quoted
    {
        "its description",
        "its guidance",
        "its hint",
        "its name",
        "its text",
        "its title",
        "its version label",
        "its wording",
        "the name of its pool",
        "what is said when it is not answered",
        "what it is called in messages",
        "what one of its rows is called",
    }
)
