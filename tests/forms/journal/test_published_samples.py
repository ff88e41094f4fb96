"""Published operations are read for ever: bytes sealed with the first program that knew a kind, and their hashes.

A new kind, or a new version of one, gets its sample file and a line here; neither file nor line ever changes.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from forms.journal.kinds import KINDS, body_of
from forms.journal.operation import canonical, content_hash, decode

SAMPLES = Path(__file__).parent / "published"

PUBLISHED = {
    "application_accepted.v1": "305f09782ee24d21b95ab20527c71461040e241046f52bc87188fdf0be801ef0",
    "application_not_required.v1": "bfacd171b13af6aa25dd1a78f817d9097e6c476184018fcbd5206ed1dafdfbb9",
    "application_opened.v1": "87905dd1ddb7eb7fea7974535c08f5658fda72d3a26caebf32b630b6cc546762",
    "application_received.v1": "6cc2e649be7c0cc3a5c8235f714484c583502ca54c46eab6d97b4224e9956def",
    "application_refused.v1": "13deae40cb945069051e904e71a9f7a87bb7d3299f59474dd2ecd02008a2dc2c",
    "application_withdrawn.v1": "f36cefb08f00e3fb740e2942bb659bb77756d224b2df271c75918895d32d6ae4",
    "arrival_answered.v1": "67eb837103632770b2827e02ac3d87f5b518b9dda5fe83a2d2daeef20c151851",
    "arrival_recorded.v1": "26328cf64d9510f5036f651caeae015eb7b412d64988968f93df16828d125f9e",
    "case_paused.v1": "63bb8a5045e6827d0915645e9ad3754af3d9cb991bafe521aee56a2dd8c72d45",
    "case_paused.v2": "fc4f42ee55a261c693d492c2e3eebc663775aa81338f20475438c0b62438cf32",
    "case_resumed.v1": "693d34464cc5febce5d63697ed7c1d52aec40609f1d2bf53896578d623757ac1",
    "cases_numbered.v1": "b8f76383e03208302efe136f4b4ed05b4f16e87db3a5542942b797e1abd539ac",
    "catalog_installed.v1": "816cbf193d852d4a87a5d1a776786f68db05f938f65e03913c68b209ac3a613f",
    "catalog_moved.v1": "59226241c9c6c99887fffb2de18d45b1bcee0da04ba63873b9684708db336a75",
    "clerk_signed_in.v1": "6ae62295af953802929bc0f6fd55b1471c0cacc23bc980a869ce3647d0b06d28",
    "commitment_signed.v1": "625a44262249ebb398242b54bb00305787c366f827d8f64bfcf5d3bffb14ac64",
    "conflict_settled.v1": "5fbe9a42fc69f8f198f549fe242b3b52e175ac3c217b7ea64ebcd624b9548a6c",
    "correction_requested.v1": "c0d07b7eae512b7c7d6542c5d821e085313ac7d7189cab22e555daf22d112e4c",
    "credit_checked.v1": "fe4c022fd9bef2372ce3fe64fe75f54f26c2f0b013905acd392bd86f08d28776",
    "data_reused.v1": "0a60a0b8a26f234f3d30dee49473cb7b51c09df5bb80c9dd24770bdb9e8f96c2",
    "day_confirmed.v1": "b57782887fcf0ddf0ad0e38a3b5b6b455df9574f851ce24254bac3094a3a4f01",
    "dates_recomputed.v1": "d68febc6ae640b68612271f0e08e62a9d14fe638002a84d874781d551eac0620",
    "deferral_arrived.v1": "d9a9967bf252fec6110a77d69ada9ffeb0937b03f0dc131876cf8630beea0b48",
    "deferral_extended.v1": "ae4c22498cb3b0d0a58e6a2b1b087caeeb38294d307132b07a592637dd9d88ce",
    "deferral_passed.v1": "f6e9c22ec31650222a593c87f32645c128e263a916f7096ac6714c05c1c3fa61",
    "deferral_request_withdrawn.v1": "788497dfdb8283f365b7eb142ff91fdc5874f76a8c3ac9174433330f8ee8ee1a",
    "deferral_requested.v1": "ba039ec1143ddcd3808797e5fb3b0a4402832a0926cc8910862f80c3ccf0f250",
    "deferral_returned.v1": "bd64a29cdcfccff9a086dce55a0904f6f4731b8f34e38bf5691789dd61081e55",
    "deferral_terminated.v1": "f9e330566107f5d8da07bffb5432e2d693d4c6c8d6982bb6a274ebd5f1c99607",
    "deferrals_completed.v1": "6eca8a184062916d208c054db41158fb591601c08c3743b2c6d0b28a6827e9f7",
    "earlier_data_viewed.v1": "fa4e0f862d0bbcafeca374367ce7ea727745810636f04d6bc26f55d632f278bb",
    "fields_amended.v1": "94361d8ddcba3ed36ed86ca4b1bc6bd536bad31873ab314b2ba6469ea4631577",
    "fields_filled.v1": "9b29c12fe2629d3c1152100b23c7427db670487010245557cf7e0df451bba72f",
    "flaw_withdrawn.v1": "83159f2db5ef3a3990845fbea4f0bb80bc3c663305c16e4db224f5bcab4a1960",
    "items_chosen.v1": "5090869656d42579fe4b3a8d4fc9933183ed5f255bd70eb844d021766bf18d97",
    "list_exported.v1": "fdac9add6b95d0b2f979b70c5294e90afec19bbacfa07a6f14ad942049a9629e",
    "keeper_changed.v1": "1fc491d64ff65d0540af6d84fbaece5bbdd24de426090e77b9eb137648231053",
    "material_promise_withdrawn.v1": "fa8d533644b29ed9214656303beec1cadb5aa0be89e13c3efda6fd85d532c7e2",
    "material_promised.v1": "03e87037c8cbbf4d44ea435359ddb7e83236575244c7eb457ebab653e9cafe73",
    "moves_told.v1": "47a7752c9839b6990e9f40fa7de5c04bdc4f05dc351e1e6bc2610b9a7d27ec96",
    "number_bound.v1": "8aae26914821fb468b0a75c312c455200bba73380bf5288ba37573380687471b",
    "number_voided.v1": "ef551ca6e098ceda6b033bc6edbcbb705c6df2723a515ababa942600a32405ef",
    "numbers_leased.v1": "00c73fd012dca003142bf91e57808a9ff3239c7a19f7968a5a7eb40d61796d69",
    "numbers_returned.v1": "dd77a6ce907918fe4e4e196aa892acabdd04909059e2c3f04572be57adad7bf3",
    "objection_raised.v1": "003ce9f9462792fe47c6c65a7551b8b1642bb3484434b328aecb2db7d4574009",
    "paper_issued.v1": "a27fcf31190fd2cd2e807f326b5be4b42666693bdc548722e10e9122c302f8a9",
    "paper_printed.v1": "d22486883acc7436de346d9614965ececcf03bfd51bbbe85fb905abf6773ab68",
    "paper_voided.v1": "58ff02060d4025d9615ac5ed3ee544279b211342b5f9f644f98ad0fc089126a8",
    "reminder_made.v1": "6db8af367e756959700dc0384bd6ca415b4381f6b579fa640a9389f3088cdd9c",
    "result_issued.v1": "770ef6b716de022177246cad60fd0752411c85c7da7944039f725a11663b8e3a",
    "scan_attached.v1": "898073ac0d37652668db720c6c110eb250e29e6145daeff9951b67836a1aa95e",
    "scan_removed.v1": "ed6e9cae2c1b7727e87447887db23f8baf3910a998f2a37e0c83b9ec8d12b841",
    "scope_granted.v1": "3b1c5173cb38fc7d7923ea4fad03b10333956abecf8421554f5168a0ebd1b657",
    "send_back_answered.v1": "0dc79d938eb787a19442857fc9be4b555bd8a4420fc7245f54f88c3753b0f513",
    "send_back_requested.v1": "e8f965cc361d097967444dfd991353b60199a993e86424fae977809454af347e",
    "scans_flawed.v1": "5166017dcb6512d4b5d20f931608344bc60bda3f772ebdea88d2971bb4b2587b",
    "stage_moved.v1": "b904aab638e87b48767aab02b682d26952d3b303c5719aad0d9e105f55177743",
}


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_published_sample_is_still_read(name: str) -> None:
    data = (SAMPLES / f"{name}.json").read_bytes()
    operation = decode(data)
    assert f"{operation.kind}.v{operation.v}" == name
    assert canonical(operation) == data
    assert content_hash(data) == PUBLISHED[name]


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_published_body_keeps_every_fact(name: str) -> None:
    operation = decode((SAMPLES / f"{name}.json").read_bytes())
    assert msgspec.json.decode(msgspec.json.encode(body_of(operation))) == operation.body


def test_every_published_kind_has_its_sample() -> None:
    published = {f"{kind}.v{v}" for kind, v in KINDS}
    assert published == set(PUBLISHED) == {path.stem for path in SAMPLES.glob("*.json")}
