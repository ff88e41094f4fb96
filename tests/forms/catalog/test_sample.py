from collections.abc import Iterator

from forms.catalog.conditions import compile_condition
from forms.catalog.model import CaseType, Catalog, ServiceItem
from forms.elements.element import ElementKind, Label, Privacy

ON_THE_SPOT = {
    "预告登记注销",
    "异议登记",
    "居民户口簿补换发",
    "居住证签注",
    "死亡注销户口",
    "食品经营许可变更(名称或法定代表人)",
    "食品经营许可补办",
    "食品经营许可注销",
    "第二类医疗器械经营备案变更",
    "公共场所卫生许可延续(告知承诺)",
    "护士执业变更注册",
    "医师执业变更注册",
    "第二类易制毒化学品经营备案",
    "危险化学品经营许可证变更(名称或负责人)",
    "生产安全事故应急预案备案",
}
"""Items of which no more than the name is known."""


def elements_of(item: ServiceItem, catalog: Catalog) -> list[str]:
    return [*(name for block in item.blocks for name in catalog.blocks[block].elements), *item.own]


def materials_of(item: ServiceItem) -> list[str]:
    return [*item.main, *(deferrable.material for deferrable in item.deferrable)]


def test_a_restaurant_asks_what_it_must(sample: Catalog) -> None:
    theme = sample.themes["C-RESTAURANT"]
    assert [wanted.item for wanted in theme.items] == ["BIZ-IND", "SEAL", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN"]
    conditions = {wanted.item: wanted.wanted_if for wanted in theme.items if wanted.wanted_if}
    assert conditions == {"FIRE-OPEN": "q_open_public", "DRAIN": "q_drain_city"}
    assert theme.situations == ("q_open_public", "q_drain_city")
    licence = sample.items["BIZ-IND"]
    assert (licence.result_elements, licence.result_materials) == (("uscc",), ("M-BL",))


def test_one_fact_under_two_labels(sample: Catalog) -> None:
    same_as = {element.id: ", ".join(element.same_as) for element in sample.elements.values() if element.same_as}
    assert same_as == {
        "legal_rep": "ap_name",
        "legal_rep_id": "ap_id_no",
        "org_name": "shop_name",
        "org_addr": "prem_addr",
        "org_phone": "ap_phone",
        "deliv_name": "ap_name",
        "deliv_phone": "ap_phone",
        "hk_head": "mother_name, father_name",
        "guardian": "mother_name",
    }


def test_option_ids_that_programs_know(sample: Catalog) -> None:
    def options(name: str) -> list[str]:
        return [option.id for option in sample.elements[name].options]

    assert options("ap_id_type") == ["resident", "hmt", "foreign", "passport"]
    assert options("prem_right") == ["own", "lease", "free"]
    assert options("deliv_mode") == ["pickup", "courier", "electronic"]
    assert sample.elements["ap_id_no"].identity_type == "ap_id_type"


def test_the_agent(sample: Catalog) -> None:
    assert sample.agent_situation == sample.blocks[sample.agent_block].shown_if == "q_agent"
    assert sample.agent_materials == ("M-POA", "M-AGID")
    assert all(sample.materials[name].needed_if == "q_agent" for name in sample.agent_materials)


def test_instant_items_defer_nothing_and_all_areas_are_served(sample: Catalog) -> None:
    instant = [item for item in sample.items.values() if item.case_type is CaseType.INSTANT]
    assert len(instant) >= 10
    assert not any(item.deferrable or item.promised.days for item in instant)
    assert {item.area for item in sample.items.values()} == set(sample.areas)


def test_items_of_which_only_the_name_is_known(sample: Catalog) -> None:
    known = {item.name.zh: item for item in sample.items.values() if item.name.zh in ON_THE_SPOT}
    assert set(known) == ON_THE_SPOT
    for item in known.values():
        assert (item.case_type, item.confidence, item.own) == (CaseType.INSTANT, "M", ())
        assert (item.blocks, item.main) in ((("P", "A"), ("M-APP", "M-ID")), (("O", "A"), ("M-APP", "M-BL")))


def test_every_item_says_what_an_applicant_goes_through(sample: Catalog) -> None:
    assert [item.id for item in sample.items.values() if not 3 <= len(item.steps) <= 5] == []
    assert [material.id for material in sample.materials.values() if not material.standard.zh] == []


def test_what_the_client_prints_or_an_agent_signs_is_not_offered_again(sample: Catalog) -> None:
    again = {material.id for material in sample.materials.values() if material.reusable_days}
    assert {"M-ID", "M-BL", "M-PREM"} <= again
    assert not again & {*sample.agent_materials, *(made.id for made in sample.materials.values() if made.made)}


def test_everything_is_used(sample: Catalog) -> None:
    items = sample.items.values()
    assert {name for item in items for name in elements_of(item, sample)} == set(sample.elements)
    assert {*sample.agent_materials, *(name for item in items for name in materials_of(item))} == set(sample.materials)
    departments = {item.department for item in items} | {theme.lead for theme in sample.themes.values()}
    assert departments == set(sample.departments)


def labels(catalog: Catalog) -> Iterator[Label]:
    yield catalog.hall.name
    for element in catalog.elements.values():
        yield element.label
        yield from (option.label for option in element.options)
        for column in element.columns:
            yield column.label
            yield from (option.label for option in column.options)
    for item in catalog.items.values():
        yield from (item.name, item.short, *item.steps, *(fee.name for fee in item.fees))
    for named in (*catalog.materials.values(), *catalog.themes.values(), *catalog.departments.values()):
        yield named.name
    yield from (block.label for block in catalog.blocks.values())
    yield from (situation.question for situation in catalog.situations.values())


def test_every_label_has_both_languages(sample: Catalog) -> None:
    assert [label.zh for label in labels(sample) if not (label.zh and label.en)] == []
    halves = [thing.standard for thing in sample.materials.values()] + [e.hint for e in sample.elements.values()]
    assert [label.zh for label in halves if bool(label.zh) != bool(label.en)] == []


def test_computed_fields_and_rules_across_fields(sample: Catalog) -> None:
    computed = {element.id for element in sample.elements.values() if element.computed}
    assert computed == {"plot_ratio", "deal_unit_price", "loan_share", "line_km_daily"}
    ruled = {element.id for element in sample.elements.values() if element.constraints}
    assert ruled == {"ag_id_no", "father_id", "co_holders", "loan_amount", "supervisor"}
    lease_end = sample.elements["prem_lease_end"]
    assert (lease_end.minimum, lease_end.shown_if) == ("today", 'prem_right == "lease"')


def test_fields_have_the_kind_of_what_they_hold(sample: Catalog) -> None:
    kinds = {element.kind for element in sample.elements.values()}
    assert kinds == set(ElementKind)
    texts = {element.id for element in sample.elements.values() if element.kind is ElementKind.TEXT}
    assert {name for name in texts if name.endswith(("_addr", "_code", "_phone", "_unit", "_acct"))} == {"gjj_acct"}
    money = [element for element in sample.elements.values() if element.kind is ElementKind.MONEY]
    assert [element.id for element in money if not element.unit] == []


def test_what_is_sensitive_is_not_offered_again_but_accounts(sample: Catalog) -> None:
    again = [element for element in sample.elements.values() if element.reusable]
    assert {"ap_name", "ap_phone", "uscc", "shop_name", "prem_addr"} <= {element.id for element in again}
    assert {element.id for element in again if element.privacy is Privacy.SENSITIVE} == {"bank_acct", "gjj_acct"}


def test_persons_are_marked_as_personal(sample: Catalog) -> None:
    open_ids = [e.id for e in sample.elements.values() if e.kind == "id18" and e.privacy is Privacy.OPEN]
    assert open_ids == []


def test_a_lease_end_shows_only_for_a_lease(sample: Catalog) -> None:
    shown = compile_condition(sample.elements["prem_lease_end"].shown_if)
    assert shown.holds({"prem_right": "lease"})
    assert not shown.holds({"prem_right": "own"})


def test_no_text_was_cut_at_a_comma(sample: Catalog) -> None:
    texts = [term.basis for item in sample.items.values() for term in (item.legal, item.promised)]
    texts += [label.zh for label in labels(sample)]
    assert [text for text in texts if text.count("(") != text.count(")") or text.count("（") != text.count("）")] == []
