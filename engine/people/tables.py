"""People, the roles they hold for a period, and their sign-ins."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table

from engine.store.base import Instant, metadata
from engine.store.sealing import decides_nothing, sealed_by_register

DELAYS = "it delays a sign-in or lets somebody try: the password still decides"

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("email", String(200), nullable=False, unique=True),
    Column("password_hash", String(200)),
    Column("active", Boolean, nullable=False, default=True),
    Column("demo", Boolean, nullable=False, default=False),
    Column("employer", String(100)),  # the organisation that gave the staff number
    Column("staff_number", String(40)),
    info=sealed_by_register(),
)

role_held = Table(
    "role_held",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("organisation", String(100), nullable=False),
    Column("role", String(60), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("granted_by", ForeignKey("person.id")),
    Index("ix_role_held_person_id", "person_id"),  # every request: what may this person do
    Index("ix_role_held_role_organisation", "role", "organisation"),  # mail: who holds it
    info=sealed_by_register(),
)

sign_in = Table(
    "sign_in",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("rights", String(64)),  # what its person could do when the token was given
    info=sealed_by_register(exempt={"seen_at": "only how long somebody has been idle"}),
)

sign_in_try = Table(
    "sign_in_try",
    metadata,
    Column("account", String(64), primary_key=True),  # a hash of what was typed, known or not
    Column("address", String(60), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("right_at", Instant),
    Index("ix_sign_in_try_last_at", "last_at"),  # a right password: what may be forgotten
    info=decides_nothing(DELAYS),
)

sign_in_pressure = Table(
    "sign_in_pressure",
    metadata,
    Column("about", String(80), primary_key=True),  # account:… or address:…
    Column("calm_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Index("ix_sign_in_pressure_calm_at", "calm_at"),  # a right password: what may be forgotten
    info=decides_nothing(DELAYS),
)
