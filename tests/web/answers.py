"""The answers of a first task, for a command and for the body of a form."""

import io
from typing import Any

TITLE = "Detectives for a serious crime review"
PDF = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
PLAIN = {
    "protective_marking": "OFFICIAL",
    "title": TITLE,
    "requester_type": "overseas_territory",
    "requester_name": "Royal Cayman Islands Police Service",
    "requester_contact": "The Commissioner\nGeorge Town",
    "request_channel": "direct",
    "urgency": "routine",
}
LOGGED = PLAIN | {
    "request_date": "2026-11-02",
    "request_letter": {"name": "request.pdf", "content": PDF, "media_type": "application/pdf"},
}
SCREENED = {
    "country": "Cayman Islands",
    "location": "George Town",
    "purpose_connected_uk": "no",
    "similar_activities": "yes",
    "other_service": "none",
    "person_types": "officers",
    "engagement_mode": "advice_and_assistance",
    "scope_reason": "The service polices an overseas territory and asks for detectives.",
}


def typed(**changes: Any) -> dict[str, Any]:
    """The same answers as a browser would send them, with changes."""
    day = {"request_date-day": "2", "request_date-month": "11", "request_date-year": "2026"}
    return PLAIN | day | {"request_letter": (io.BytesIO(PDF), "request.pdf")} | changes
