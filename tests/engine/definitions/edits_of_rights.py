"""Edits of the shipped definition that touch who does what, letters, ways, facts and ends."""

from dataclasses import dataclass

MAIN, BODY, IPAB = "section_26.bpmn", "policing_body_decision.bpmn", "ipab.bpmn"
L12 = "letters/L12.docx"
WAY = (
    '<bpmn:sequenceFlow id="log_request__screen_scope" sourceRef="log_request" '
    'targetRef="screen_scope" />'
)
END = '<bpmn:endEvent id="another_end" name="Given up" />'


@dataclass(frozen=True)
class Edit:
    """Text of a file put in the place of other text, the topic, and words of the sentence."""

    path: str
    old: str
    new: str
    topic: str
    words: str


RIGHTS: dict[str, Edit] = {
    # who does what
    "a lane gets another role": Edit(
        BODY,
        'name="role" value="policing_body" />',
        'name="role" value="force_lead" />',
        "roles",
        "\u2018Decide on approval\u2019: done by Local policing body becomes done by Force "
        "international lead",
    ),
    "a lane with another role says so": Edit(
        BODY,
        'name="role" value="policing_body" />',
        'name="role" value="force_lead" />',
        "roles",
        "Lane \u2018Local policing body\u2019: its role changes from Local policing body to",
    ),
    "a step gets a role of its own": Edit(
        MAIN,
        'camunda:formRef="decide_consent"',
        'camunda:candidateGroups="force_lead" camunda:formRef="decide_consent"',
        "roles",
        "\u2018Decide on consent\u2019: done by Home Secretary becomes done by Force international",
    ),
    "a step must be done by one organisation": Edit(
        MAIN,
        '<camunda:property name="set.consent_date"',
        '<camunda:property name="organisation" value="\u2018x\u2019" />'
        '<camunda:property name="set.consent_date"',
        "roles",
        "the organisation that must do it is new",
    ),
    "somebody else may start it": Edit(
        MAIN,
        'candidateStarterGroups="force_lead"',
        'candidateStarterGroups="force_lead,chief_officer"',
        "roles",
        "Chief officer may now start it",
    ),
    "nobody else may start it": Edit(
        MAIN,
        'camunda:candidateStarterGroups="force_lead"',
        "",
        "roles",
        "Force international lead may no longer start it",
    ),
    "a lane is called something else": Edit(
        MAIN, 'name="Chief officer">', 'name="The chief">', "roles", "is now called \u2018The chief"
    ),
    # separations
    "a separation goes": Edit(
        BODY,
        '<camunda:property name="separate.from" value="recommend, recommend_own_deployment" />',
        "",
        "separations",
        "\u2018Decide on approval\u2019: whoever did \u2018Recommend\u2019 may now do it as well",
    ),
    "a separation is new": Edit(
        BODY,
        'value="recommend, recommend_own_deployment" />\n          <camunda:property name="set',
        'value="recommend, recommend_own_deployment, build_case" />'
        '\n          <camunda:property name="set',
        "separations",
        "whoever did \u2018Build the case\u2019 may no longer do it as well",
    ),
    # letters
    "a step writes another letter": Edit(
        MAIN,
        'value="L11, L12, L13"',
        'value="L11, L12, L13, L01"',
        "letters",
        "now writes letter L01, Ack",
    ),
    "a step writes a letter no longer": Edit(
        MAIN, 'value="L11, L12, L13"', 'value="L11, L12"', "letters", "no longer writes letter L13"
    ),
    "a letter is written at another time": Edit(
        MAIN,
        'name="letter.L13.when" value=\'consent_outcome = "refuse"\'',
        "name=\"letter.L13.when\" value='true'",
        "letters",
        'changes from consent_outcome = "refuse" to true',
    ),
    "a letter need not be signed": Edit(
        MAIN,
        '"letter.L12.return" value="signed"',
        '"letter.L12.return" value="none"',
        "letters",
        "L12, Consent of the Secretary of State need no longer come back signed",
    ),
    "a letter must be signed": Edit(
        MAIN,
        '"letter.template" value="L02" />\n          <camunda:property name="letter.return" '
        'value="none"',
        '"letter.template" value="L02" />\n          <camunda:property name="letter.return" '
        'value="signed"',
        "letters",
        "must now come back signed",
    ),
    "somebody else signs a letter": Edit(
        MAIN,
        '"letter.signatory" value="home_secretary"',
        '"letter.signatory" value="force_lead"',
        "letters",
        "changes from Home Secretary to Force international lead",
    ),
    "a letter says something else": Edit(
        L12, "Secretary of State", "Force", "texts", "\u2019 becomes \u2018"
    ),
    # ways and conditions
    "a condition is another": Edit(
        MAIN,
        'lpb_decision = "approve" or lpb_decision = "approve_with_conditions"</',
        'lpb_decision != "refuse"</',
        "conditions",
        'to lpb_decision != "refuse"',
    ),
    "a condition goes": Edit(
        MAIN,
        '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">chief_officer_is_deployee'
        "</bpmn:conditionExpression>",
        "",
        "conditions",
        "the condition is gone: it was chief_officer_is_deployee",
    ),
    "a way is new": Edit(
        MAIN,
        WAY,
        WAY + '<bpmn:sequenceFlow id="again" sourceRef="build_case" targetRef="log_request" />',
        "conditions",
        "There is a new way from \u2018Build the case\u2019 to \u2018Log the request\u2019",
    ),
    "a way is gone": Edit(
        MAIN,
        WAY,
        "",
        "conditions",
        "The way from \u2018Log the request\u2019 to \u2018Screen the scope\u2019 is gone",
    ),
    "a way leads elsewhere": Edit(
        MAIN,
        WAY,
        WAY.replace('targetRef="screen_scope"', 'targetRef="consented"'),
        "conditions",
        "now leads from \u2018Log the request\u2019 to \u2018Consent given\u2019",
    ),
    "another way is usual": Edit(
        MAIN,
        'default="which_route__rule_on_scope"',
        'default="which_route__build_case"',
        "conditions",
        "where it leads when no condition holds",
    ),
    # facts
    "a fact is kept otherwise": Edit(
        BODY,
        '"set.approval_date" value="today"',
        '"set.approval_date" value="request_date"',
        "facts",
        "what it keeps as approval_date changes from today to request_date",
    ),
    "a fact is kept no longer": Edit(
        BODY,
        '<camunda:property name="set.approval_date" value="today" />',
        "",
        "facts",
        "what it keeps as approval_date is gone",
    ),
    "a fact is kept besides": Edit(
        MAIN,
        '<camunda:property name="set.consent_date"',
        '<camunda:property name="set.note" value="1" /><camunda:property name="set.consent_date"',
        "facts",
        "what it keeps as note is new: 1",
    ),
    # ends
    "an end is called something else": Edit(
        MAIN,
        'name="Consent given"',
        'name="Assistance authorised"',
        "ends",
        "\u2018Consent given\u2019 is now called \u2018Assistance authorised\u2019",
    ),
    "an end is new": Edit(MAIN, WAY, WAY + END, "ends", "The end \u2018Given up\u2019 is new"),
    "an end ends everything": Edit(
        MAIN,
        'name="Not recommended">',
        'name="Not recommended"><bpmn:terminateEventDefinition id="all_over" />',
        "ends",
        "what kind of event it is is new: terminate",
    ),
}
