"""Who stands at the window, and what the clerk types for her: as text, element by element, in the form's order."""

from __future__ import annotations

from collections.abc import Mapping

NAME = "单雨桐"
ID_NO = "320106199103072218"
WRONG_ID_NO = "320106199103072213"
PHONE = "13912345678"
SHOP = "雨桐家常菜馆"
CREDIT_CODE = "92320106MA1XK7YT8G"

CLERK, PASSWORD, WINDOW = "wangfang", "demo-2026", "03"

THEME = "C-RESTAURANT"
ANSWERS = {"q_open_public": True, "q_drain_city": True, "q_agent": False}
ITEMS = ("BIZ-IND", "SEAL", "FOOD-LIC", "FIRE-OPEN", "SIGN", "DRAIN")
FIELDS_SEPARATE, FIELDS_UNIFIED, FIELDS_OF_AGENT = 116, 41, 3
"""Counted over every question; without an agent the form does not ask for him."""

TYPED: Mapping[str, str] = {
    "ap_name": NAME,
    "ap_id_type": "居民身份证",
    "ap_id_no": ID_NO,
    "ap_phone": PHONE,
    "ap_addr": "江州市江北区滨江路 8 号 601 室",
    "shop_name": SHOP,
    "prem_addr": "江州市江北区滨江路 120 号一层",
    "prem_area": "86.5",
    "prem_right": "租赁",
    "prem_lease_end": "2029-06-30",
    "deliv_mode": "快递寄送",
    "deliv_addr": "江州市江北区滨江路 8 号 601 室",
    "co_scope": "餐饮服务",
    "emp_count": "6",
    "seal_kinds": "公章、财务专用章",
    "food_mode": "餐饮服务经营者",
    "food_items": "热食类制售、冷食类制售",
    "food_net": "是",
    "food_mgr": f"{NAME}\t{ID_NO}\t食品安全员",
    "food_staff": "李四\t110101199003070011\tJK20260001\t2029-06-30",
    "use_nature": "餐馆",
    "use_floor": "地上1层",
    "exits": "2",
    "fire_commit": "否",
    "sign_type": "门头招牌",
    "sign_size": "6 x 1.2 x 0.3",
    "sign_period": "2026-12-01 至 2029-11-30",
    "drain_kind": "餐饮",
    "drain_m3": "3.5",
    "drain_key": "否",
}
"""What follows from something else (同一事实), or comes from another case, is not typed."""

BROUGHT = (
    "M-ID",
    "M-PREM",
    "M-LAYOUT",
    "M-FLOW",
    "M-FOODSYS",
    "M-FOODMGR",
    "M-FIRESYS",
    "M-FIREP",
    "M-SIGNP",
    "M-SIGNSAFE",
    "M-DRAINP",
    "M-DRAINOK",
)
DEFERRED: Mapping[str, str] = {"M-HEALTH": "体检报告还没有出来", "M-DRAINT": "检测机构排期在下周"}
