import pytest

from forms.catalog.model import Party
from forms.unify.applicant import applicant
from forms.values import Values, raw

FIRM = Party(id="firm", kind="organisation", name="firm", id_no="code", id_type="uscc")
OWNER = Party(id="owner", kind="person", name="owner", phone="phone", id_no="no", id_type_of="paper")
HEIR = Party(id="heir", kind="person", table="heirs", name="name", id_no="no", id_type="resident")


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"owner": "甲", "firm": "乙公司", "code": "9"}, ("organisation", "乙公司", "uscc", "9", "")),
        ({"firm": "乙公司"}, ("organisation", "乙公司", "", "", "")),
        ({"owner": "甲", "paper": "hmt", "no": "8", "phone": "1"}, ("person", "甲", "hmt", "8", "1")),
        ({"heirs": {"r2": {"name": "丙"}, "r1": {"name": "丁", "no": "7"}}}, ("person", "丁", "resident", "7", "")),
        ({"firm": raw("?"), "heirs": {"r1": {"no": "7"}}}, ("person", "", "", "", "")),
        ({"heirs": raw("?")}, ("person", "", "", "", "")),
    ],
)
def test_the_first_party_with_a_name_applies(values: Values, found: tuple[str, ...]) -> None:
    one = applicant((FIRM, OWNER, HEIR), values)
    assert (one.kind, one.name, one.id_type, one.id_no, one.phone) == found


def test_the_order_of_the_parties_decides() -> None:
    assert applicant((OWNER, FIRM), {"owner": "甲", "firm": "乙公司"}).name == "甲"
