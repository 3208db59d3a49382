"""The words of the audit log: every command and the sentence its entry is read as."""

VOCABULARY: dict[str, str] = {
    "add_person": "Added {subject}",
    "amend_answers": "Changed an answer: {title}",
    "begin_register": "Began a draft: {subject}",
    "beat": "Was there",
    "catch_up_register": "Brought up to the one in use: {subject}",
    "change_register": "Changed the draft {subject}",
    "check_definition": "Checked {subject}",
    "check_register": "Checked {subject}",
    "claim_task": "Took on: {title}",
    "complete_task": "Completed: {title}",
    "confirm_scan": "Compared and returned the signed letter: {title}",
    "discard_draft": "Discarded {subject}",
    "discard_register": "Discarded {subject}",
    "discard_scan": "Put away a scan for: {title}",
    "grant_role": "Gave a role: {subject}",
    "import_register": "Took in from files: {subject}",
    "migrate_case": "Moved to {title} of the process",
    "offer_register": "Offered what the service ships: {subject}",
    "offer_shipped": "Offered what the service ships: {subject}",
    "open_incident": "Could not go on: {title}",
    "propose_definition": "Proposed {subject}",
    "publish_definition": "Approved and put into use: {subject}",
    "publish_shipped": "Put into use: {subject}",
    "reassign_task": "Handed over: {title}",
    "reissue_letter": "Wrote a letter again: {title}",
    "release_task": "Gave back: {title}",
    "renew_sign_in": "Stayed signed in with other rights",
    "reopen_task": "Reopened: {title}",
    "resolve_incident": "Dealt with an incident: {title}",
    "return_proposal": "Returned {subject}",
    "retry_incident": "Let it be tried again: {title}",
    "save_diagram": "Changed the draft {subject}",
    "save_draft": "Saved a draft of: {title}",
    "seed_register": "Put into use: {subject}",
    "send_mail": "Sent an email about: {title}",
    "send_message": "Told the case: {title}",
    "sign_in": "Signed in",
    "sign_letter": "Returned the signed letter: {title}",
    "sign_out": "Signed out",
    "start_case": "Opened the case",
    "stay_signed_in": "Was at work",
    "trigger_timer": "Time came: {title}",
    "unlock_account": "Let an account be tried again: {subject}",
    "upload_draft": "Handed in a draft of {subject}",
    "use_checkpoint_key": "Made the key of checkpoints known: {subject}",
    "use_register": "Put into use: {subject}",
    "withdraw_proposal": "Took a proposal back: {subject}",
}

# What is written for no command of its own name.
BESIDE: dict[str, str] = {
    "adopt_rows": "Sealed what was kept before its rows were sealed",
    "drop_mail": "An email was no longer needed: {title}",
    "fire_timer": "Time came: {title}",  # what logs of before call trigger_timer
    "drop_timer": "A timer was no longer needed: {title}",
    "use_reference": "Put reference tables into use: {title}",  # before they were kept in sets
    "reseal_rows": "Sealed rows anew after a change of the schema: {title}",
}


def told(event: str, title: str = "", subject: str = "") -> str:
    """The sentence a reader sees for an entry of that kind."""
    sentence = VOCABULARY[event] if event in VOCABULARY else BESIDE[event]
    return sentence.format(title=title, subject=subject)
