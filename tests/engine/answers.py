"""Answers that will do, for the steps most tests walk through."""

from datetime import date
from decimal import Decimal
from typing import Any

from engine.rehearsals.story import upload

REQUEST: dict[str, Any] = {
    "protective_marking": "RESTRICTED",
    "title": "Detectives for serious crime investigations",
    "requester_type": "overseas_territory",
    "requester_name": "Royal Cayman Islands Police Service",
    "requester_contact": "Commissioner of Police\nGeorge Town",
    "request_date": date(2011, 7, 29),
    "request_channel": "fcdo_post",
    "urgency": "routine",
}
SCOPE: dict[str, Any] = {
    "country": "Cayman Islands",
    "location": "George Town",
    "purpose_connected_uk": "no",
    "similar_activities": True,
    "other_service": "none",
    "person_types": "officers",
    "engagement_mode": "advice_and_assistance",
    "scope_reason": "The service polices an overseas territory and asks for detectives.",
}


def request(**changes: Any) -> dict[str, Any]:
    """The answers of the first step, with a letter of request."""
    return {**REQUEST, "request_letter": upload("request.pdf"), **changes}


def scope(**changes: Any) -> dict[str, Any]:
    """The answers of the scope screen."""
    return {**SCOPE, **changes}


def money(text: str) -> Decimal:
    """An exact amount."""
    return Decimal(text)
