"""Whose catalogs a window installs: what is refused changes nothing; no key is changed on the centre's word alone."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from client.desk import filling, installing, looking
from client.store.store import open_store
from forms.catalog.package import Package, build, sign
from forms.catalog.publisher_key import fingerprint, new_private_key, public_key
from forms.errors import CatalogRefused
from forms.message import Message
from sync.report import Work
from sync.wire import SignInReply
from tests.client.desk.desk_hall import Hall, Pc, package
from tests.support.accepted_papers import shipped_catalog
from tests.support.publisher import KEY, PRIVATE, published

OTHER = new_private_key()
OTHER_KEY = public_key(OTHER)


def newer(version: str = "2027.1") -> Package:
    return build(replace(shipped_catalog(), version=version))


def offer(hall: Hall, built: Package) -> None:
    """A centre that looks at nothing offers a package."""
    hall.kept.catalogs.publish(built.id, version="2027.1", data=built.data)


def troubles(pc: Pc) -> list[Message]:
    """What is told while everything that can come comes."""
    pc.engine.ask()
    found = []
    for _ in range(200):
        report = pc.step()
        found += [report.trouble] if report.trouble else []
        if report.work is Work.NOTHING:
            return found
    raise AssertionError("the exchange never ends")


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def unsound() -> Package:
    """Signed by the right key, but an item asks for what is not there."""
    catalog = shipped_catalog()
    (name, item), *_ = catalog.items.items()
    return published(replace(catalog, items={**catalog.items, name: replace(item, blocks=("nowhere",))}))


def refused_packages() -> dict[str, tuple[Package, str]]:
    true = published(replace(shipped_catalog(), version="2027.1")).data
    data = {
        "unsigned": (newer().data, "package.unsigned"),
        "altered": (flipped(true, len(true) // 2), "package.altered"),
        "signature altered": (flipped(true, 100), "package.altered"),
        "torn": (true[:-100], "package.altered"),
        "by another": (sign(newer().data, OTHER), "package.key_unknown"),
        "another catalog": (package().data, "catalog.package_tampered"),
    }
    found = {kind: (Package(id=newer().id, data=sent), code) for kind, (sent, code) in data.items()}
    return {**found, "unsound": (unsound(), "package.unsound")}


@pytest.mark.parametrize("kind", refused_packages())
def test_what_is_refused_is_told_and_leaves_the_catalog_and_the_drafts(hall: Hall, kind: str) -> None:
    pc = hall.pc()
    begun = pc.begin()
    filling.autosave(pc.session, pc.desk, begun, {"ap_name": "张三丰"})
    before = pc.desk.current_catalog()
    refused, code = refused_packages()[kind]
    offer(hall, refused)
    assert [told.code for told in troubles(pc)] == [code]
    for _ in range(2):
        assert pc.desk.current_catalog() == before and not pc.store.catalogs.is_kept(refused.id)
        drafts = {draft.application: draft.applicant for draft in looking.workbench(pc.session, pc.desk).drafts}
        assert drafts[begun] == "张三丰"
        assert filling.editor_view(pc.desk, begun, {}).sections
        assert pc.state(pc.begin()).catalog == before
        pc.reopen()


def test_the_true_package_comes_in_once_the_wrong_one_is_gone(hall: Hall) -> None:
    pc = hall.pc()
    offer(hall, refused_packages()["altered"][0])
    assert troubles(pc)
    offer(hall, published(replace(shipped_catalog(), version="2027.1")))
    assert troubles(pc) == [] and pc.desk.current_catalog() != newer().id
    hall.wall += 3_600_000
    assert troubles(pc) == []
    assert pc.desk.current_catalog() == newer().id


def test_the_keys_of_the_first_sign_in_stay_whatever_the_centre_names_later(hall: Hall) -> None:
    pc = hall.pc()
    assert pc.store.catalog_keys.trusted() == (KEY,)
    assert installing.distrusted_keys(pc.desk) is None
    hall.kept.publishers.remove(KEY)
    hall.kept.publishers.add(OTHER_KEY)
    pc.sign_in()
    assert pc.store.catalog_keys.trusted() == (KEY,)
    told = installing.distrusted_keys(pc.desk)
    assert told is not None and fingerprint(OTHER_KEY) in told.params["fingerprints"]
    offer(hall, Package(id=newer().id, data=sign(newer().data, OTHER)))
    (refused,) = troubles(pc)
    assert (refused.code, refused.params) == ("package.key_unknown", {"fingerprints": fingerprint(OTHER_KEY)})
    hall.kept.publishers.remove(OTHER_KEY)
    pc.reopen()
    pc.sign_in()
    assert pc.store.catalog_keys.trusted() == (KEY,) and installing.distrusted_keys(pc.desk) is None


def test_a_centre_that_names_no_key_is_asked_again_at_the_next_sign_in(hall: Hall) -> None:
    hall.kept.publishers.remove(KEY)
    pc = hall.pc("05")
    pc.sign_in()
    assert [told.code for told in troubles(pc)] == ["package.no_keys"] and pc.desk.current_catalog() == ""
    hall.kept.publishers.add(KEY)
    pc.sign_in()
    hall.wall += 3_600_000
    assert troubles(pc) == [] and pc.desk.current_catalog() == package().id


def test_what_is_no_key_is_not_trusted(hall: Hall) -> None:
    hall.kept.publishers.remove(KEY)
    hall.kept.publishers.add("no key")
    pc = hall.pc("05")
    pc.sign_in()
    assert pc.store.catalog_keys.trusted() == ()


def test_a_successor_is_trusted_once_a_trusted_package_names_it(hall: Hall) -> None:
    pc = hall.pc()
    offer(hall, Package(id=newer().id, data=sign(newer().data, PRIVATE, successors=[OTHER_KEY])))
    assert troubles(pc) == [] and pc.store.catalog_keys.trusted() == (KEY, OTHER_KEY)
    pc.reopen()
    offer(hall, Package(id=newer("3").id, data=sign(newer("3").data, OTHER)))
    assert troubles(pc) == [] and pc.desk.current_catalog() == newer("3").id


def test_a_refused_package_names_no_successor(hall: Hall) -> None:
    pc = hall.pc()
    forged = sign(newer().data, OTHER, successors=[OTHER_KEY])
    offer(hall, Package(id=newer().id, data=forged))
    assert [told.code for told in troubles(pc)] == ["package.key_unknown"]
    assert pc.store.catalog_keys.trusted() == (KEY,)


def test_what_the_policy_says_holds_against_centre_and_packages(hall: Hall) -> None:
    pc = hall.pc()
    pc.store.close()
    folder = hall.folder / "pc-03"
    fixed = open_store(folder, keys=hall.keys, clock=pc.clock, catalog_keys=(OTHER_KEY,))
    fixed.catalog_keys.named([KEY])
    fixed.catalog_keys.succeeded(["ab" * 32])
    assert (fixed.catalog_keys.trusted(), fixed.catalog_keys.distrusted()) == ((OTHER_KEY,), (KEY,))
    fixed.close()
    pc.reopen()
    assert pc.store.catalog_keys.trusted() == (KEY,)


def test_an_older_catalog_that_applications_use_needs_its_signature_too(hall: Hall) -> None:
    begun = hall.pc().begin()
    hall.pc().sync()
    unsigned = build(shipped_catalog())
    hall.kept.catalogs.publish(unsigned.id, version="1", data=unsigned.data)
    offer(hall, published(replace(shipped_catalog(), version="2027.1")))
    other = hall.pc("07")
    other.sign_in("zhaolei")
    assert [told.code for told in troubles(other)] == ["package.unsigned"]
    assert other.desk.current_catalog() == newer().id
    lack = looking.catalog_lack(other.desk, other.state(begun))
    assert lack is not None and lack.code == "catalog.not_here"


def test_what_is_kept_is_known_by_its_hash(hall: Hall) -> None:
    """The store's own row, changed behind its back, is not worked with."""
    pc = hall.pc()
    current = pc.desk.current_catalog()
    other = build(replace(shipped_catalog(), version="forged")).data
    with pc.store._files.journal.write():
        pc.store._files.journal.run("UPDATE catalogs SET package = ?", (other,))
    pc.reopen()
    with pytest.raises(CatalogRefused, match="package_tampered"):
        pc.desk.catalog(current)


def test_the_reply_to_a_sign_in_may_come_from_a_centre_that_knows_no_keys() -> None:
    fields = ("account", "name", "role", "site", "site_name", "token", "centre_key", "server_day")
    said = msgspec.json.encode({name: "x" for name in fields} | {"server_wall": 1})
    assert msgspec.json.decode(said, type=SignInReply).catalog_keys == ()
