"""Targets as disclosures print them, and laws that hold for any text."""

import re
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetgraph.model import Target
from budgetgraph.target_patterns import AFTER, BEFORE, COUNTED, FREQUENCIES, PERCENT, UNITS
from budgetgraph.targets import parse_target

# printed, comparator, comparator printed, value, unit, per
QUANTITIES = [
    ("≥50次", "ge", True, "50", "次", ()),
    ("≥ 95 ％", "ge", True, "95", "%", ()),
    ("≥5台（套）", "ge", True, "5", "台（套）", ()),
    ("5 人(次)以上", "ge", True, "5", "人(次)", ()),
    ("30台（套）/年", "eq", False, "30", "台（套）", ("年",)),
    (">=90%", "ge", True, "90", "%", ()),
    ("100百分比", "eq", False, "100", "%", ()),
    ("≥95 佰分比", "ge", True, "95", "%", ()),
    ("≥0.95 百分比", "ge", True, "0.95", "%", ()),
    ("=304.25 万元", "eq", True, "304.25", "万元", ()),
    ("＝100%", "eq", True, "100", "%", ()),
    ("<0百分比", "lt", True, "0", "%", ()),
    ("400万", "eq", False, "400", "万", ()),
    ("7.58 亿元", "eq", False, "7.58", "亿元", ()),
    ("0", "eq", False, "0", "", ()),
    ("≥99.09", "ge", True, "99.09", "", ()),
    ("≤24小时", "le", True, "24", "小时", ()),
    ("≤6 个月", "le", True, "6", "个月", ()),
    ("≥90分值", "ge", True, "90", "分值", ()),
    ("1,670元", "eq", False, "1670", "元", ()),
    ("1800人左右", "approx", True, "1800", "人", ()),
    ("预计145000人", "approx", True, "145000", "人", ()),
    ("预计95%以上", "ge", True, "95", "%", ()),
    ("95%以上", "ge", True, "95", "%", ()),
    ("90%（含）以上", "ge", True, "90", "%", ()),
    ("30日内", "le", True, "30", "日", ()),
    ("控制在10%以内", "le", True, "10", "%", ()),
    ("不低于200元/党员/年", "ge", True, "200", "元", ("党员", "年")),
    ("每个党员每年不少于200元", "ge", True, "200", "元", ("党员", "年")),
    ("每人每年8元", "eq", False, "8", "元", ("人", "年")),
    ("33 元/人", "eq", False, "33", "元", ("人",)),
    ("3565.12 元/人/月", "eq", False, "3565.12", "元", ("人", "月")),
    ("≤2.4 万元/家", "le", True, "2.4", "万元", ("家",)),
    ("≤5000 元/2 套", "le", True, "5000", "元", ("2套",)),
    ("≥20元/任职每满一年", "ge", True, "20", "元", ("任职每满一年",)),
    ("31元/月/平方米", "eq", False, "31", "元", ("月", "平方米")),
    ("不少于两次", "ge", True, "2", "次", ()),
    ("200余篇", "gt", True, "200", "篇", ()),
]


@pytest.mark.parametrize(("printed", "comparator", "shown", "value", "unit", "per"), QUANTITIES)
def test_quantity_keeps_comparator_number_and_units(
    printed: str, comparator: str, shown: bool, value: str, unit: str, per: tuple[str, ...]
) -> None:
    target = parse_target(printed)
    assert target.kind == "quantity"
    assert (target.comparator, target.comparator_printed) == (comparator, shown)
    assert (target.value, target.unit, target.per) == (Decimal(value), unit, per)


def test_words_behind_a_number_are_no_unit() -> None:
    target = parse_target("≥95设施设备正常使用率")
    assert (target.value, target.unit, target.words) == (Decimal(95), "", "设施设备正常使用率")
    assert parse_target("100%满意").words == "满意"


def test_label_before_a_number_is_kept() -> None:
    target = parse_target("培训率达90%以上")
    assert (target.label, target.comparator, target.value) == ("培训率", "ge", Decimal(90))


@pytest.mark.parametrize(
    ("printed", "lower", "upper", "unit"),
    [
        ("15-20日", "15", "20", "日"),
        ("80%~90%", "80", "90", "%"),
        ("80%至90%", "80", "90", "%"),
        ("10万元—20万元", "10", "20", "万元"),
        ("≥80%且≤90%", "80", "90", "%"),
        ("≤90%，≥80%", "80", "90", "%"),
        ("10%±2%", "8", "12", "%"),
        ("±5%", "-5", "5", "%"),
    ],
)
def test_range_has_two_bounds(printed: str, lower: str, upper: str, unit: str) -> None:
    target = parse_target(printed)
    assert target.kind == "range"
    assert (target.lower, target.upper, target.unit) == (Decimal(lower), Decimal(upper), unit)


@pytest.mark.parametrize(
    ("printed", "comparator", "month", "day", "words"),
    [
        ("≤6 月底", "le", 6, None, ""),
        ("≤9 月底前", "le", 9, None, ""),
        ("10 月底前", "le", 10, None, ""),
        ("≥3 月底", "ge", 3, None, ""),
        ("12 月", "eq", 12, None, ""),
        ("9月份", "eq", 9, None, ""),
        ("2024年12月31日前", "le", 12, 31, ""),
        ("2024年底前", "le", 12, None, ""),
        ("年底前发放到位", "le", 12, None, "发放到位"),
        ("15日前", "le", None, 15, ""),
        ("第三季度末", "eq", 9, None, ""),
        ("12月底前完成90%", "le", 12, None, "完成90%"),
    ],
)
def test_deadline_has_month_or_day(
    printed: str, comparator: str, month: int | None, day: int | None, words: str
) -> None:
    target = parse_target(printed)
    assert target.kind == "deadline"
    assert (target.comparator, target.month, target.day) == (comparator, month, day)
    assert target.words == words


@pytest.mark.parametrize(
    ("printed", "code", "words"),
    [
        ("按月", "monthly", ""),
        ("每月", "monthly", ""),
        ("每季度", "quarterly", ""),
        ("按月及时发放", "monthly", "及时发放"),
        ("按季度向财政申请、支付", "quarterly", "向财政申请、支付"),
        ("2 次/年", "semiannual", ""),
        ("每年2次", "semiannual", ""),
        ("每季度一次", "quarterly", ""),
        ("一次性发放", "once", "发放"),
        ("每季度开展不少于3场", "", "开展"),  # twelve times a year is not every month
    ],
)
def test_frequency_has_a_code(printed: str, code: str, words: str) -> None:
    target = parse_target(printed)
    assert (target.kind, target.frequency, target.words) == ("frequency", code, words)


def test_frequency_keeps_count_month_and_days() -> None:
    half_year = parse_target("≥2次/半年")
    assert (half_year.comparator, half_year.value, half_year.per) == (
        "ge",
        Decimal(2),
        ("半年",),
    )
    yearly = parse_target("每年10月一次性发放")
    assert (yearly.frequency, yearly.month, yearly.words) == ("annual", 10, "一次性发放")
    monthly = parse_target("每月15-20日发放")
    assert (monthly.lower, monthly.upper) == (Decimal(15), Decimal(20))


@pytest.mark.parametrize("printed", ["明显提高", "效果显著", "预算内", "提高A、加强B"])
def test_words_are_qualitative(printed: str) -> None:
    assert parse_target(printed) == Target(printed, "qualitative", words=printed)


@pytest.mark.parametrize("printed", ["是", "否", "是/否", "有/无"])
def test_yes_and_no_are_boolean(printed: str) -> None:
    assert parse_target(printed) == Target(printed, "boolean", words=printed)


def test_single_band_is_graded() -> None:
    band = parse_target("<70差")
    assert (band.kind, band.comparator, band.label) == ("graded", "lt", "差")
    assert band.value == Decimal(70)


def test_several_bands_are_parts_of_one_graded_target() -> None:
    target = parse_target("≥95优，≥85良，<70差")
    assert target.kind == "graded"
    assert [part.label for part in target.parts] == ["优", "良", "差"]
    assert [part.value for part in target.parts] == [Decimal(95), Decimal(85), Decimal(70)]


def test_composite_has_labelled_parts() -> None:
    target = parse_target("物业费1.8元/平/月，公共水电费0.55元/平/月，电梯费0.3元/平/月")
    assert target.kind == "composite"
    assert [(part.label, part.value) for part in target.parts] == [
        ("物业费", Decimal("1.8")),
        ("公共水电费", Decimal("0.55")),
        ("电梯费", Decimal("0.3")),
    ]
    assert all(part.per == ("平", "月") for part in target.parts)


def test_composite_may_hold_words_and_composites() -> None:
    target = parse_target("培训率达90%以上；试卷管理安全无事故")
    assert [part.kind for part in target.parts] == ["quantity", "qualitative"]
    nested = parse_target("荣誉补贴：一等功100元、二等功70元；伤残补贴：每月50元。")
    assert [(part.kind, part.label) for part in nested.parts] == [
        ("composite", "荣誉补贴"),
        ("quantity", "伤残补贴"),
    ]


def test_figure_inside_a_label_is_no_value() -> None:
    target = parse_target("3 月、9 月份按时完成率=100.00%")
    assert [part.kind for part in target.parts] == ["deadline", "quantity"]
    assert target.parts[1].value == Decimal(100)


@pytest.mark.parametrize(
    "printed",
    [
        "≥99≥99%",
        "≥144986≥144986 人",
        "≥70≥70.00名",
        "≤1≤万元",
        "≤0.40.4万",
        "0.40.4万",
        "55285528人",
    ],
)
def test_doubled_value_is_found_and_not_guessed(printed: str) -> None:
    target = parse_target(printed)
    assert (target.kind, target.doubled, target.value) == ("unparsed", True, None)


@pytest.mark.parametrize("printed", ["1010人", "2222元", "22 万元", "≥99.09", "100%", "3030"])
def test_number_that_happens_to_repeat_is_not_doubled(printed: str) -> None:
    assert not parse_target(printed).doubled


@pytest.mark.parametrize("printed", ["", "第1名", "1:3", "2023年", "2023-11", "1.2.3", "≥90≤80%"])
def test_what_no_rule_understands_is_unparsed(printed: str) -> None:
    assert parse_target(printed) == Target(printed, "unparsed")


def test_empty_cell_is_unparsed() -> None:
    assert parse_target(" \u3000") == Target("", "unparsed")


_SIGNS = {"": "eq", "≥": "ge", "≤": "le", ">": "gt", "<": "lt", "=": "eq", "不少于": "ge"}


@given(
    st.sampled_from(sorted(_SIGNS)),
    st.decimals(min_value=0, max_value=999, places=2),
    st.sampled_from(sorted(set(UNITS.split()) - {"日", "月", "年", "季度"})),
    st.lists(st.sampled_from(["人", "月", "家", "2套", "年"]), max_size=2),
)
def test_printed_quantity_is_read_back(
    sign: str, value: Decimal, unit: str, per: list[str]
) -> None:
    printed = "".join([sign, str(value), unit, *(f"/{name}" for name in per)])
    target = parse_target(printed)
    if unit in COUNTED and len(per) == 1 and per[0] in {"月", "年"}:
        assert target.kind == "frequency"
    else:
        assert target.kind == "quantity"
    assert target.printed == printed
    assert (target.comparator, target.value) == (_SIGNS[sign], value)
    assert (target.unit, target.per) == (unit, tuple(per))


@given(
    st.text(
        alphabet="0123456789.,，、；;:：/%-~≥≤<>=±月日年底前每按人元万次约不少于优差是否 (（)）"
    )
)
def test_any_text_is_parsed_without_error_and_kept(printed: str) -> None:
    target = parse_target(printed)
    assert target.printed == "".join(printed.split())
    assert parse_target(target.printed) == target


@given(st.text())
def test_any_unicode_text_is_parsed_without_error(printed: str) -> None:
    assert parse_target(printed).kind


def test_hostile_text_takes_no_time() -> None:
    for piece in (">=", "每人", "1.", "12、", "≥9", "达到", "每年每", "3月", "100,"):
        parse_target(piece * 140 + "x")


def test_codes_are_those_of_the_schemes() -> None:
    folder = files("budgetgraph.ontology") / "codes"
    for scheme, codes in (
        ("frequency", {*FREQUENCIES.values(), "once"}),
        ("comparator", {*BEFORE, *AFTER}),
    ):
        printed = (folder / f"{scheme}.ttl").read_text("utf-8")
        assert codes <= set(re.findall(r'skos:notation "([^"]+)"', printed))


def test_percent_words_are_one_unit() -> None:
    assert {parse_target(f"≥5{word}").unit for word in (*PERCENT, "%", "％")} == {"%"}


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("≥13459.00(平方米)", "13459.00", "平方米"),
        ("=100.00（%）", "100.00", "%"),
        (">6(次)", "6", "次"),
    ],
)
def test_unit_may_stand_in_brackets(printed: str, value: str, unit: str) -> None:
    target = parse_target(printed)
    assert (target.kind, target.value, target.unit, target.words) == (
        "quantity",
        Decimal(value),
        unit,
        "",
    )


def test_brackets_that_hold_no_unit_stay_words() -> None:
    assert parse_target("≥5(含)以上").comparator == "ge"
    assert "预计" in parse_target("≥5(预计)").words


def test_brackets_of_units_are_as_printed_in_parts_too() -> None:
    target = parse_target("≥3家（户）；≥5台（套）")
    assert [part.unit for part in target.parts] == ["家（户）", "台（套）"]


def test_note_in_brackets_is_no_unit() -> None:
    assert [parse_target(f"≥5万元（{note}）").unit for note in ("不含税", "年")] == ["万元", "万元"]
