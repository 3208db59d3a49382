"""What a cell of the register may be chosen from."""

from engine.register.choices import choices_of
from engine.register.schema import Column, ForeignKey, TableSchema

BODIES = TableSchema(
    name="bodies",
    title="Bodies",
    columns={
        "force": Column("force", "Force", "id"),
        "elected": Column("elected", "Elected", "yesno"),
        "sureness": Column("sureness", "How sure", "sureness"),
        "name": Column("name", "Name", "text"),
    },
    primary_key=("force",),
    foreign_keys=(ForeignKey("force", "forces", "force_id"),),
)


def test_a_column_that_names_rows_offers_each_of_them_once() -> None:
    forces = [{"force_id": "kent"}, {"force_id": "essex"}, {"force_id": "kent"}]

    assert choices_of(BODIES, {"forces": forces})["force"] == ("essex", "kent")


def test_closed_lists_are_offered_and_free_text_is_not() -> None:
    choices = choices_of(BODIES, {})

    assert choices["elected"] == ("yes", "no")
    assert "to_check" in choices["sureness"]
    assert "name" not in choices
