"""What somebody may do today, as one text to compare. No database here."""

import hashlib

from engine.people.actor import Actor


def rights_of(actor: Actor) -> str:
    """The fingerprint of the roles *actor* holds and where: another when one begins or ends."""
    roles = sorted(f"{holding.role} at {holding.organisation}" for holding in actor.holdings)
    return hashlib.sha256("\n".join(roles).encode()).hexdigest()
