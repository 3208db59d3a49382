"""The ways round the law that are tried on the shipped bundle: by kind, each with its name."""

from collections.abc import Mapping

from tests.lint.attacks import (
    BODY,
    COSTS_FILE,
    HOME,
    IPAB,
    MAIN,
    RIGHTS,
    Attack,
    added,
    asked,
    both,
    changed,
    copied,
    drawn,
    edge,
    led,
    letter,
    more,
    over,
    question,
    said,
    several,
    swap,
    way,
)

ALL_OVER = "<bpmn:terminateEventDefinition />"
APART = '"separate.from" value="recommend, recommend_own_deployment"'
COSTS = 'name="Stopped: costs"'
CONSENTS = "&quot;consent&quot;"
SCOPE = "decisions/scope.dmn"
RESULT = 'camunda:resultVariable="osja_approver_level"'
ESCALATED = "<bpmn:escalationEventDefinition />"
ITEM = 'camunda:elementVariable="member"'
TURNED = [{"label": "Refuse", "value": "consent"}, {"label": "Consent", "value": "refuse"}]
EXTRA = [{"label": "Consent", "value": "consent"}, {"label": "Not now", "value": "later"}]
URGENT = 'urgency = "emergency"'
L12 = '"letter.L12.return" value="signed"'

SEPARATIONS: Mapping[str, Attack] = {
    "deleted": swap(BODY, f"<camunda:property name={APART} />", ""),
    "emptied": swap(BODY, APART, '"separate.from" value=""'),
    "from another step": swap(BODY, APART, '"separate.from" value="record_decision"'),
    "from one of the two": swap(BODY, APART, '"separate.from" value="recommend"'),
    "of the assessment": swap(RIGHTS, '"separate.from"', '"kept.from"'),
}
ROLES: Mapping[str, Attack] = {
    "a lane handed over": swap(MAIN, '"role" value="home_secretary"', '"role" value="force_lead"'),
    "a group": swap(
        MAIN, ' id="decide_consent"', ' id="decide_consent" camunda:candidateGroups="x"'
    ),
    "a role of its own": said(BODY, "decide_approval", role="chief_officer"),
    "another body": said(BODY, "decide_approval", organisation="=force_id"),
    "whoever recommends": swap(MAIN, '"role" value="chief_officer"', '"role" value="force_lead"'),
    "the body’s office": swap(BODY, '"role" value="policing_body_office"', '"role" value="x"'),
}
FACTS: Mapping[str, Attack] = {
    "asked by another form": added("answer_home_office", "consent_outcome"),
    "asked by who recommends": added("recommend", "lpb_decision"),
    "kept by a property": said(HOME, "prepare_submission", set__consent_outcome=CONSENTS),
    "kept over the answer": said(MAIN, "decide_consent", set__consent_outcome=CONSENTS),
    "dated back": swap(BODY, '"set.approval_date" value="today"', '"set.approval_date" value="d"'),
    "of another body": swap(BODY, 'value="lpb_name"', 'value="force_name"'),
    "what follows overwritten": said(BODY, "decide_approval", set__lpb_name="force_name"),
    "what follows asked for": added("log_request", "lpb_name"),
    "as a result": swap(RIGHTS, RESULT, 'camunda:resultVariable="consent_outcome"'),
    "as a column": swap(SCOPE, 'name="scope_limb"', 'name="consent_date"'),
    "collected": swap(IPAB, 'value="ipab_member_views"', 'value="consent_outcome"'),
    "as the item": swap(IPAB, ITEM, 'camunda:elementVariable="consent_outcome"'),
    "optional": changed("decide_approval", "lpb_decision", validate={"required": False}),
    "hidden": changed("decide_consent", "consent_outcome", conditional={"hide": f"={URGENT}"}),
    "words turned round": changed("decide_consent", "consent_outcome", values=TURNED),
    "an answer more": changed("decide_consent", "consent_outcome", values=EXTRA),
    "an answer less": changed(
        "decide_consent",
        "consent_outcome",
        values=[{"label": "Consent", "value": "consent"}],
    ),
    "an answer barred": changed(
        "decide_consent",
        "consent_outcome",
        properties={"check": 'consent_outcome = "consent"', "problem": "No"},
    ),
    "an answer barred in some cases": changed(
        "decide_consent",
        "consent_outcome",
        properties={"check": 'consent_outcome = "consent" or urgency = "x"', "problem": "No"},
    ),
    "an answer barred beside it": changed(
        "decide_consent",
        "consent_reasons",
        properties={"check": 'consent_outcome != "refuse"', "problem": "No"},
    ),
    "an answer barred by a limit": more(
        "decide_consent",
        "number",
        properties={"max": 'if consent_outcome = "refuse" then 0 else 9'},
    ),
    "an answer barred by a choice": more(
        "decide_consent",
        "select",
        valuesExpression='=if consent_outcome = "refuse" then [] else [1]',
    ),
    "an answer barred by what it shows": more(
        "decide_consent",
        "textfield",
        validate={"required": True, "pattern": "[0-9]+"},
        conditional={"hide": '=consent_outcome != "refuse"'},
    ),
    "an answer barred at one remove": both(
        more("decide_consent", "textfield", conditional={"hide": '=consent_outcome != "refuse"'}),
        changed(
            "decide_consent",
            "consent_reasons",
            properties={"check": "more = null", "problem": "No"},
        ),
    ),
    "an answer barred in a row": changed(
        "decide_consent",
        "consent_conditions",
        components=[
            {
                "type": "textfield",
                "id": "row",
                "key": "condition",
                "label": "Condition",
                "validate": {"required": True, "minLength": 4000},
            }
        ],
    ),
    "costs judged anew": swap(
        COSTS_FILE, 'if shortfall_decision = "stop" then "stop" else', "if true then"
    ),
    "what the law bars left out": swap(
        COSTS_FILE, '"set.s26_5_barred" value="s26_5_grant or', '"set.s26_5_barred" value="'
    ),
    "several answers": changed("decide_consent", "consent_outcome", type="checklist"),
    "a bar taken away": changed("decide_approval", "lpb_delegate_is_police", properties={}),
    "a bar never asked": changed(
        "decide_approval", "lpb_delegate_is_police", conditional={"hide": "=true"}
    ),
    "a grade not checked": changed("approve_assessment", "osja_approved_grade", properties={}),
    "an indemnity not asked": changed("prepare_cost_schedule", "s26_5_indemnity", key="other"),
    "free text": changed("decide_consent", "consent_outcome", type="textfield"),
    "not asked": asked("decide_approval", lambda qs: qs.remove(question(qs, "lpb_decision"))),
    "hidden in a group": asked(
        "decide_consent",
        lambda qs: qs.insert(
            0,
            {
                "type": "group",
                "id": "group",
                "label": "The decision",
                "conditional": {"hide": f"={URGENT}"},
                "components": [qs.pop(qs.index(question(qs, "consent_outcome")))],
            },
        ),
    ),
    "of several, or none": several(COSTS_FILE, "cost_assurance"),
    "never asked": several(COSTS_FILE, "prepare_cost_schedule"),
    "no form": swap(MAIN, ' camunda:formRef="decide_consent"', ""),
    "kept by a message": drawn(
        '<bpmn:receiveTask id="hear" name="Hear" messageRef="m"><bpmn:extensionElements>'
        '<camunda:properties><camunda:property name="form" value="decide_consent" />'
        "</camunda:properties></bpmn:extensionElements></bpmn:receiveTask>"
    ),
}
LETTERS: Mapping[str, Attack] = {
    "by the force": said(MAIN, "log_request", letter__template="L12"),
    "by a decision": said(MAIN, "decide_route", letter__template="L08"),
    "by an end": drawn(
        '<bpmn:endEvent id="over" name="Over"><bpmn:extensionElements><camunda:properties>'
        '<camunda:property name="letter.template" value="L12" /></camunda:properties>'
        "</bpmn:extensionElements></bpmn:endEvent>"
    ),
    "under a like code": both(copied("l12"), said(MAIN, "build_case", letter__template="l12")),
    "under a liker code": both(copied("LI2"), said(MAIN, "build_case", letter__template="LI2")),
    "under another code": copied("X99"),
    "in other words": letter("X99", "The Home Sec{# #}retary hereby consents to it."),
    "as a heading": letter("X99", "CONSENT of the Secretary of State", "You may go."),
    "as a title": letter("X99", "You may go.", title="Consent under section 26(3)"),
    "quoted in part": letter("X99", "{{ 'The Secre' }}tary of State consents."),
    "quoted in a tag": letter("X99", "{{ 'The Secretary of State consents' }} to it."),
    "in look-alikes": letter(
        "X99",
        "The S\u0435\u0441r\u0435tary of St\u0430t\u0435 \u0441\u043ens\u0435nts.",
    ),
    "in place of a refusal": lambda files: files.update(
        {"letters/L13.docx": files["letters/L12.docx"]}
    ),
    "with nothing in it": letter("L12", "You may go."),
    "cut into paragraphs": letter("X99", "The Secretary of", "State consents."),
    "whatever is decided": said(MAIN, "decide_consent", letter__L12__when="true"),
    "on a return": said(MAIN, "decide_consent", letter__L13__when="consent_outcome != null"),
    "when nothing is": said(BODY, "record_decision", letter__L08__when="false"),
    "unsigned": swap(MAIN, L12, '"letter.L12.return" value="none"'),
    "signed by another": said(MAIN, "decide_consent", letter__L12__signatory="force_lead"),
    "not written": swap(BODY, 'value="D01, L08, L09"', 'value="D01, L09"'),
}
ORDER: Mapping[str, Attack] = {
    "refusals to consent": led("what_home_secretary_decided", "consent_refused", "consented"),
    "returns to consent": led("what_home_secretary_decided", "call_home_office", "consented"),
    "refusals to application": led("what_body_decided", "refused_by_body", "send_application"),
    "questions to application": led("answer_questions", "is_review_touched", "send_application"),
    "no body": led("is_recommended", "call_policing_body_decision", "send_application"),
    "no application": led("what_body_decided", "send_application", "call_home_office"),
    "no recommendation": led("may_go_on", "is_chief_going", "call_policing_body_decision"),
    "what section 26(5) bars": swap(MAIN, ">s26_5_barred<", ">false<"),
    "no reviews": led("build_case", "start_reviews", "is_chief_going"),
    "stopped costs": led("may_go_on", "stopped_again", "is_chief_going"),
    "one review less": both(
        swap(MAIN, 'calledElement="ipab"', 'calledElement="human_rights"'),
        lambda files: files.pop(IPAB),
    ),
    "an urgent way": way("is_recommended", "send_application", URGENT),
    "a limit on consent": edge("decide_consent", "consented"),
    "a limit beside consent": edge("decide_consent", "consented", interrupting="false"),
    "beside the decision": both(
        led("send_application", "call_home_office", "fork"),
        drawn(
            '<bpmn:parallelGateway id="fork" /><bpmn:endEvent id="gone" name="Consent given" />'
            '<bpmn:sequenceFlow id="fork_1" sourceRef="fork" targetRef="call_home_office" />'
            '<bpmn:sequenceFlow id="fork_2" sourceRef="fork" targetRef="build_case_again" />'
            '<bpmn:task id="build_case_again" name="Wait" camunda:candidateGroups="force_lead" />'
            '<bpmn:sequenceFlow id="fork_3" sourceRef="build_case_again" targetRef="gone" />'
        ),
    ),
    "a limit on the body": edge("call_policing_body_decision", "send_application"),
    "a limit on the approval": edge("record_decision", "body_done", BODY),
    "a review ended": both(edge("record_ipab_outcome", "over", IPAB), over(IPAB, ESCALATED)),
    "a review ended from beside it": both(
        edge("approve_assessment", "over", RIGHTS, interrupting="false"), over(RIGHTS, ALL_OVER)
    ),
    "a review ended by what is caught beside it": both(
        edge("record_ipab_outcome", "over", IPAB),
        over(IPAB, ESCALATED),
        drawn(
            '<bpmn:boundaryEvent id="told" attachedToRef="call_ipab" cancelActivity="false">'
            f'{ESCALATED}</bpmn:boundaryEvent><bpmn:endEvent id="known" name="Known" />'
            '<bpmn:sequenceFlow id="told_1" sourceRef="told" targetRef="known" />'
        ),
    ),
    "an end so named": swap(MAIN, COSTS, 'name="Assistance authorised"'),
    "an end in capitals": swap(MAIN, COSTS, 'name="CONSENT  WAS-GIVEN"'),
    "an end in look-alikes": swap(MAIN, COSTS, 'name="\u0421\u043ens\u0435nt g\u0456v\u0435n"'),
    "an end both ways": swap(MAIN, COSTS, 'name="No authorisation needed: authorised"'),
    "an end so called": swap(MAIN, "cost_stopped", "Consented"),
    "a state": swap(RIGHTS, 'value="With the force"', 'value="Consent given"'),
}
NAMES: Mapping[str, Attack] = {
    "a lane": swap(RIGHTS, 'name="Force international lead"', 'name="Home Secretary"'),
    "a lane in other letters": swap(
        RIGHTS, 'name="Force international lead"', 'name="HOME-SecretarY"'
    ),
    "a lane with more words": swap(MAIN, 'name="Force finance"', 'name="For the Home Secretary"'),
    "a lane by title": swap(MAIN, 'name="Force finance"', 'name="The Secretary of State"'),
    "a lane by an old title": swap(MAIN, 'name="Force finance"', 'name="Kent Police Authority"'),
    "a lane by initials": swap(MAIN, 'name="Force finance"', 'name="PCC for Kent"'),
    "a step in it": swap(
        MAIN, ' id="decide_consent"', ' id="decide_consent" camunda:candidateGroups="x"'
    ),
    "a step so called": swap(
        RIGHTS, 'name="Assess human rights risk"', 'name="The Home Secretary"'
    ),
    "a pool": swap(
        RIGHTS, 'id="human_rights_pool" name="', 'id="human_rights_pool" name="IPAB" x="'
    ),
    "a process": swap(RIGHTS, 'name="The human rights assessment"', 'name="Home Office"'),
    "a call": swap(MAIN, 'name="Assess human rights risk"', 'name="The Home Secretary"'),
    "a state": swap(RIGHTS, 'value="With the force"', 'value="With the Home Secretary"'),
}
TABLES: Mapping[str, Attack] = {
    "a table of its own beside it": lambda files: files.update(
        {"decisions/zz.dmn": files[SCOPE].replace(b'"not_required"', b'"section_26"')}
    ),
}

WAYS_ROUND: Mapping[str, Mapping[str, Attack]] = {
    "statutory-separations": SEPARATIONS,
    "statutory-roles": ROLES,
    "statutory-facts": FACTS,
    "statutory-letters": LETTERS,
    "statutory-order": ORDER,
    "lane-name-true": NAMES,
    "ids-unique": TABLES,
}
