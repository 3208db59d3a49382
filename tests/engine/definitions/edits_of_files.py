"""Edits of the shipped forms, decision tables, letters and processes, for what must be told."""

from tests.engine.definitions.edits_of_rights import L12, MAIN, Edit

CONSENT, BUILD = "forms/decide_consent.form", "forms/build_case.form"
SCREEN, SCOPE = "forms/screen_scope.form", "decisions/scope.dmn"
CLAUSE = "letters/clauses/cost_table.docx"
REFUSE = '"label": "Refuse",\n          "value": "refuse"'
RETURN = '"label": "Return with questions",\n          "value": "returned"'
BETWEEN = "\n        },\n        {\n          "

FILES: dict[str, Edit] = {
    # forms
    "an answer is new": Edit(
        CONSENT,
        RETURN,
        RETURN + BETWEEN + '"label": "Wait",\n          "value": "wait"',
        "forms",
        "\u2018Decision\u2019: an answer is new: \u2018Wait\u2019 (wait)",
    ),
    "an answer goes": Edit(
        CONSENT, REFUSE + BETWEEN, "", "forms", "the answer \u2018Refuse\u2019 (refuse) is gone"
    ),
    "an answer is read otherwise": Edit(
        CONSENT,
        '"label": "Refuse"',
        '"label": "Agree"',
        "forms",
        "the answer refuse changes from \u2018Refuse\u2019 to \u2018Agree\u2019",
    ),
    "answers stand in another order": Edit(
        CONSENT,
        REFUSE + BETWEEN + RETURN,
        RETURN + BETWEEN + REFUSE,
        "forms",
        "the order of its answers is another",
    ),
    "a question is asked at another time": Edit(
        BUILD,
        'category != \\"training\\"',
        'category != \\"advice\\"',
        "forms",
        'when it is not asked changes from category != "training" to category != "advice"',
    ),
    "a question is called otherwise in messages": Edit(
        CONSENT, '"noun": "the decision"', '"noun": "your wish"', "forms", "called in messages"
    ),
    "a missing answer is told otherwise": Edit(
        CONSENT,
        "Select the decision",
        "Select one",
        "forms",
        "what is said when it is not answered",
    ),
    "a hint is another": Edit(
        SCREEN, "This may be in the United Kingdom.", "Anywhere.", "forms", "its hint changes from"
    ),
    "a question is of another kind": Edit(
        CONSENT,
        '"type": "textarea",\n      "id": "Field_consent_reasons"',
        '"type": "textfield",\n      "id": "Field_consent_reasons"',
        "forms",
        "what kind of question it is changes from textarea to textfield",
    ),
    "a question in a row is another": Edit(
        CONSENT,
        '"label": "Condition",',
        '"label": "Wish",',
        "forms",
        "\u2018Wish\u2019: its wording changes from \u2018Condition\u2019 to \u2018Wish\u2019",
    ),
    "a question in a row is gone": Edit(
        CONSENT, '"key": "condition"', '"key": "wish"', "forms", "(consent_conditions/wish)"
    ),
    "an answer is checked otherwise": Edit(
        CONSENT,
        '"check": "consent_from >= today"',
        '"check": "consent_from >= end_date"',
        "forms",
        "an answer must now pass consent_from >= end_date",
    ),
    "questions stand in another order": Edit(
        CONSENT,
        '"key": "consent_reasons"',
        '"key": "consent_later"',
        "forms",
        "a question is new: \u2018Reasons\u2019 (consent_later)",
    ),
    # decision tables
    "a column is one no longer": Edit(
        SCOPE, 'id="scope_in_6" ', 'id="scope_in_7" ', "decisions", "the column Police-like"
    ),
    "a decision is called otherwise": Edit(
        SCOPE,
        '<decision id="scope" name="Which legal route applies?">',
        '<decision id="scope" name="Route">',
        "decisions",
        "its name changes from \u2018Which legal route applies?\u2019 to \u2018Route\u2019",
    ),
    "a decision needs another": Edit(
        SCOPE,
        '<decisionTable id="scope_table"',
        '<informationRequirement id="r"><requiredDecision href="#other" />'
        '</informationRequirement><decisionTable id="scope_table"',
        "decisions",
        "what it needs is new: #other",
    ),
    # letters
    "a paragraph is new": Edit(
        L12,
        "<w:p><w:pPr/><w:r><w:t>{%p endfor %}",
        "<w:p><w:r><w:t>At once</w:t></w:r></w:p><w:p><w:pPr/><w:r><w:t>{%p endfor %}",
        "texts",
        "a paragraph is new: \u2018At once\u2019",
    ),
    "a clause is another": Edit(
        CLAUSE, "Cost of the assistance", "Price", "texts", "Letter cost_table: \u2018Cost of the"
    ),
    # processes
    "the process is called otherwise": Edit(
        MAIN,
        'name="Police assistance abroad: approval under section 26" isExecutable',
        'name="Police help" isExecutable',
        "process",
        "is now called \u2018Police help\u2019",
    ),
    "the process cannot be run": Edit(
        MAIN, 'isExecutable="true"', 'isExecutable="false"', "process", "be run is gone: it was yes"
    ),
    "the process is told otherwise": Edit(
        MAIN, "How a police force in England", "How a force in England", "guidance", "description"
    ),
    "a way has other words": Edit(
        MAIN,
        'name="Unclear" sourceRef',
        'name="Other" sourceRef',
        "guidance",
        "\u2018Unclear\u2019 to \u2018Other\u2019",
    ),
    "a lane is new": Edit(
        MAIN,
        '<bpmn:lane id="lane_finance"',
        '<bpmn:lane id="lane_new" name="New" /><bpmn:lane id="lane_finance"',
        "roles",
        "Lane \u2018New\u2019 is new: nobody",
    ),
}
