"""Figures of running text: each key once, from its own section, with sign and unit."""

from decimal import Decimal

import pytest
from narrative_fixture import amounts, editions, extract


def test_revenue_by_source() -> None:
    content = (
        "二、部门预算安排的总体情况\n1、收入说明\n2024年预算收入48722.32万元，其中：一般公共预算收入48699.73万元，"
        "基金预算收入0.00万元，国有资本经营预算收入0.00万元；财政专户核拨收入20万元，其他来源收入0万元，上年结转结余22.58万元。"
    )
    assert amounts(content) == {
        "total-revenue": Decimal("487223200"),
        "revenue-general-budget": Decimal("486997300"),
        "revenue-government-fund": Decimal(0),
        "revenue-state-capital": Decimal(0),
        "revenue-special-account": Decimal(200000),
        "revenue-unit-funds": Decimal(0),
        "revenue-carry-over": Decimal("225800"),
    }


@pytest.mark.parametrize(
    ("later", "expected"),
    [("15522.48万元", "155224800"), ("15622.48万元", "155000000"), ("1.6亿元", "155000000")],
)
def test_a_rounded_figure_gives_way_to_the_same_printed_more_exactly(
    later: str, expected: str
) -> None:
    content = f"二、收支预算总体情况\n2024年部门支出总计1.55亿元。\n部门支出总计{later}。"
    assert amounts(content) == {"total-expenditure": Decimal(expected)}


def test_sentences_and_figures_cut_by_lines_and_pages() -> None:
    content = (
        "三、机关运行经费安排情况\n\n2022年，我部门运行经费共计安排 46.\n\n\n\n88\n\n"
        "万元，主要用于\n\n\n\n25\n\n日常支出。"
    )
    figures, findings = extract(content, 2022)
    assert not findings
    cost = figures["agency-running-cost"]
    assert (cost.figure.amount_yuan, cost.figure.half_width_yuan) == (Decimal(468800), Decimal(50))
    assert (cost.cell.text, cost.cell.line) == ("46.88万元", 3)
    assert cost.sentence == "2022年，我部门运行经费共计安排46.88万元，主要用于日常支出。"


def test_a_page_number_inside_a_sentence_is_no_part_of_a_figure() -> None:
    content = "三、机关运行经费\n机关运行经费共计安排\n\n25\n\n71.19万元。"
    assert amounts(content) == {"agency-running-cost": Decimal(711900)}


def test_assets_and_procurement() -> None:
    content = (
        "六、政府采购预算情况\n2024年，我局安排政府采购预算261.4万元。具体内容见下表。\n七、国有资产信息\n"
        "我局（含所属单位）上年末固定资产金额原值为6014.14万元（详见下表），本年度各单位（处室）拟购置固定资产总额为50.6万元，"
        "已列入政府采购预算。"
    )
    assert amounts(content) == {
        "procurement-budget": Decimal(2614000),
        "fixed-assets": Decimal(60141400),
        "planned-asset-purchase": Decimal(506000),
    }


def test_a_misprinted_unit_is_read_as_its_sums_prove_and_told() -> None:
    content = (
        "四、“三公”经费\n2024年，“三公”经费预算安排2.8万元，其中因公出国（境）费0万元；公务用车购置及运维费2.8\n\n"
        "元（其中：公务用车购置费为0万元，公务用车运维费2.8万元）；公务接待费0万元。"
    )
    figures, findings = extract(content)
    vehicle = figures["three-public-vehicle"]
    assert (vehicle.figure.amount_yuan, vehicle.cell.text) == (Decimal(28000), "2.8元")
    assert [(f.id, f.line, f.printed, f.expected) for f in findings] == [
        ("R06", 2, "2.8元", "2.8万元")
    ]


def test_another_unit_that_the_sums_allow_stands_as_printed() -> None:
    content = (
        "四、“三公”经费\n三公经费预算5.5万元，其中因公出国（境）费0万元，"
        "公务用车购置及运行费5万元，公务接待费5000元。"
    )
    assert amounts(content)["three-public-reception"] == Decimal(5000)


def test_a_missing_unit_is_taken_from_the_sentence_and_told() -> None:
    figures, findings = extract(
        "三、“三公”经费\n三公经费预算5万元，其中公务接待费0.4，其余为车辆费用。"
    )
    assert figures["three-public-reception"].figure.amount_yuan == Decimal(4000)
    assert [(f.id, f.printed) for f in findings] == [("R06", "0.4")]


def test_a_figure_without_any_unit_is_told_and_not_read() -> None:
    figures, findings = extract("三、机关运行经费\n机关运行经费安排71.19，用于日常支出。")
    assert not figures
    assert [f.id for f in findings] == ["R06"]


def test_a_general_budget_part_is_not_the_whole() -> None:
    content = (
        "第二部分 说明\n一、收支预算总体情况\n2024年收支总预算1,234.56万元。\n"
        "四、财政拨款收支预算情况\n2024年财政拨款收支总预算1200万元，其中基本支出900万元。\n"
        "五、支出预算情况\n一般公共预算基本支出800万元。基本支出1000.56万元。"
    )
    assert amounts(content) == {
        "total-revenue": Decimal("12345600"),
        "total-expenditure": Decimal("12345600"),
        "basic-expenditure": Decimal("10005600"),
    }


@pytest.mark.parametrize(
    "rows",
    [
        "(1)一般公共预算拨款       2244.43  2、外交支出                        1、工资福利支出\n"
        "(2)政府性基金拨款                  4、公共安全支出                    (3)资本性支出",
        "(1)一般公共预算拨款 2244.43 2、外交支出 1、工资福利支出\n"
        "(2)政府性基金拨款 4、公共安全支出",
        "一般公共预算拨款\t2244.43\t外交支出\t\n上年结转\t4\t",
    ],
)
def test_rows_of_a_table_that_was_not_understood_state_nothing(rows: str) -> None:
    content = f"一、部门预算\n{rows}\n二、收支预算总体情况\n2024年本部门预算收入2244.43万元。"
    assert amounts(content) == {"total-revenue": Decimal(22444300)}


def test_a_sentence_with_wide_spaces_states_its_figure() -> None:
    assert amounts("一、收支预算总体情况\n2024年本部门预算收入    2244.43 万元") == {
        "total-revenue": Decimal(22444300)
    }


def test_parts_of_the_appropriation_are_not_those_of_all_expenditure() -> None:
    content = (
        "三、预算单位支出情况\n2024年部门预算总支出4284.63万元。财政拨款安排支出3804.13万元，"
        "其中：基本支出1941.00万元（人员经费1900.00万元），项目支出1863.13万元。"
    )
    found = amounts(content)
    assert found["total-expenditure"] == Decimal("42846300")
    assert not found.keys() & {"basic-expenditure", "project-expenditure"}


def test_basic_expenditure_of_the_general_budget_states_its_two_parts() -> None:
    content = (
        "四、一般公共预算基本支出情况说明\n2024年一般公共预算基本支出1082.77万元，其中：\n"
        "人员经费926.57万元，主要包括：基本工资。\n公用经费156.20万元，主要包括：办公费。"
    )
    parts = {"personnel-expenditure": Decimal(9265700), "operating-expenditure": Decimal(1562000)}
    assert amounts(content) == parts
    whole = "一、支出预算总体情况\n2024年基本支出1100.00万元，其中：人员经费943.80万元。\n"
    own = amounts(whole + content)
    assert own["personnel-expenditure"] == Decimal(9438000)


def test_a_reserve_stands_beside_basic_and_project_expenditure() -> None:
    content = (
        "一、收支预算总体情况\n某办2024年度收入、支出预算总计900.00万元，与上年相比收、支预算总计各增加60.00万元。\n"
        "基本支出预算数为500.00万元。与上年相比增加30.00万元。\n项目支出预算数为300.00万元。与上年相比减少20.00万元。\n"
        "2024年某办本级及所属单位预留机动经费预算数为100.00万元。与上年相比增加50.00万元。"
    )
    found = amounts(content)
    assert found["reserve-expenditure"] == Decimal(1000000)
    assert found["change-reserve"] == Decimal(500000)
    assert found["change-project"] == Decimal(-200000)


def test_a_figure_in_a_cell_of_its_own_is_not_cut_at_its_thousands() -> None:
    content = "2024年度，“三公”经费支出4,333.33--，其中公务接待费183万元。"
    assert "three-public" not in extract(content)[0]


def test_totals_of_fiscal_appropriation_are_none_of_the_department() -> None:
    content = (
        "2024年本年收入合计900万元。\n四、财政拨款收入支出决算总体情况说明\n"
        "2024年财政拨款收入总计500万元，与2023年相比增加40万元；财政拨款支出总计550万元。"
    )
    assert editions(content, "executed") == {"total-revenue": Decimal(9000000)}
    assert "total-revenue" not in amounts("二、收支情况\n2024年财政拨款收入总计500万元。")


def test_a_page_that_begins_inside_a_sentence_does_not_say_of_what_its_parts_are() -> None:
    content = "19816.81元，项目支出0元。\n2.项目支出469500元，同比增加70100元。"
    assert amounts(content) == {
        "project-expenditure": Decimal(469500),
        "change-project": Decimal(70100),
    }


def test_other_amounts_of_a_figure_that_was_read_are_told() -> None:
    content = (
        "市甲局2024年“三公”经费预算共16.16万元。\n市乙局2024年“三公”经费预算共{}万元。"
        "市丙局2024年“三公”经费预算共5万元。"
    )
    figures, findings = extract(content.format(4))
    assert figures["three-public"].figure.amount_yuan == Decimal(161600)
    [told] = findings
    assert (told.id, told.severity, told.line, told.printed) == ("R04", "info", 2, "4万元")
    assert "2 amounts" in told.message_en
    assert "1 amounts" in extract(content.format(16.2))[1][0].message_en  # the first one, rounded


def test_the_sentence_after_the_first_item_of_a_list_speaks_of_that_item() -> None:
    content = (
        "二、收支预算情况\n2024年收入总计90万元，其中：1.财政拨款收入80万元。较上年减少3万元。\n"
        "2.其他收入10万元。\n2024年支出总计90万元，其中：1.基本支出70万元。较上年增加2万元。\n"
        "2.项目支出20万元。"
    )
    assert amounts(content) == {
        "total-revenue": Decimal(900000),
        "total-expenditure": Decimal(900000),
        "basic-expenditure": Decimal(700000),
        "change-basic": Decimal(20000),
        "project-expenditure": Decimal(200000),
    }
    whole = "2024年收入总计90万元，其中：1.财政拨款80万元；2.其他10万元。较上年减少3万元。"
    assert amounts(whole)["change-total"] == Decimal(-30000)
