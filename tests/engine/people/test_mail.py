"""One account for one address, however it is typed; and one place for one caller."""

import pytest

from engine.people.mail import account_of, mail_address, why_no_mail_address
from engine.people.places import place_of

LEAD = "lead@lancashire.example"


@pytest.mark.parametrize(
    "typed",
    [
        LEAD,
        LEAD.upper(),
        f"  {LEAD}\t",
        "lead @ lancashire.example",
        "le\u200bad@lancashire.example",
        "lead@lancashire\uff0eexample",
        "\uff2c\uff25\uff21\uff24@lancashire.example",
        "lead\ufeff@lancashire.exam\u00adple",
        "\u202elead@lancashire.example",
        "lead@lancashire.example\x00",
    ],
)
def test_every_spelling_of_an_address_is_one_account(typed: str) -> None:
    assert account_of(typed) == LEAD


@pytest.mark.parametrize(
    "address", [LEAD, "a@b.example", "o'brien+s26@gmp.police.uk", "x_1@a-b.io"]
)
def test_an_address_that_mail_can_reach_will_do(address: str) -> None:
    assert why_no_mail_address(address) is None
    assert account_of(address) == mail_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "lead",
        "@lancashire.example",
        "lead@",
        "lead@lancashire",
        "lead@127.0.0.1",
        "lead@.example",
        "lead@a..example",
        ".lead@a.example",
        "lead.@a.example",
        "le ad@a.example",
        "Lead <lead@a.example>",
        '"lead"@a.example',
        "lead@a.example, deputy@a.example",
        "lead@a.example\nBcc: x@a.example",
        "lead@-a.example",
        "l\u0435ad@a.example",
        "a" * 65 + "@a.example",
        "lead@" + "a" * 64 + ".example",
    ],
)
def test_what_mail_could_not_reach_is_no_address(address: str) -> None:
    assert "like name@" in str(why_no_mail_address(mail_address(address)))


def test_a_long_text_is_cut_before_it_costs_anything() -> None:
    assert len(account_of("\ufdfa" * 1_000_000)) == 200


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2:FFFF::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("somewhere\n" * 20, ("somewhere" * 20)[:60]),
    ],
)
def test_a_caller_is_counted_by_their_own_network(address: str, place: str) -> None:
    assert place_of(address) == place
