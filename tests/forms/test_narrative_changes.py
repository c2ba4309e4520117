"""Figures of running text that are changes, or of other years and stages than the budget."""

from decimal import Decimal

import pytest
from narrative_fixture import PROMISED, THREE_PUBLIC, amounts, editions, extract


def test_changes_have_signs_and_percentages_are_none() -> None:
    content = (
        "3、比上年增减情况\n2020年预算收支安排11456.26万元，较2019年预算减少32963.82万元，减少74.21%。"
        "其中：基本支出增加113.14万元，增长20.63%，主要为人员划转；项目支出减少33076.96万元。"
    )
    assert amounts(content, 2020) == {
        "total-revenue": Decimal("114562600"),
        "total-expenditure": Decimal("114562600"),
        "change-total": Decimal("-329638200"),
        "change-basic": Decimal("1131400"),
        "change-project": Decimal("-330769600"),
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("与2023年相比增加0.00万元，增减变化的主要原因是无。", Decimal(0)),
        ("与2023年相比减少0.8万元。", Decimal(-8000)),
        ("较2023年预算略有减少。", None),
        ("与2023年相比持平，无增减变化。", None),
    ],
)
def test_three_public_and_its_change(sentence: str, expected: Decimal | None) -> None:
    found = amounts(THREE_PUBLIC + sentence)
    assert found.pop("three-public-change", None) == expected
    assert found == {
        "three-public": Decimal(57800),
        "three-public-abroad": Decimal(0),
        "three-public-vehicle": Decimal(54000),
        "three-public-vehicle-purchase": Decimal(0),
        "three-public-vehicle-operation": Decimal(54000),
        "three-public-reception": Decimal(3800),
    }


def test_a_change_of_one_part_is_no_change_of_the_whole() -> None:
    content = THREE_PUBLIC.replace("0.38万元。", "0.38万元，比上年减少1万元。")
    assert "three-public-change" not in amounts(content)


def test_figures_of_other_years_are_none_of_the_keys() -> None:
    content = "四、三公经费\n2023年三公经费预算9万元，2024年三公经费预算8万元。"
    assert amounts(content) == {"three-public": Decimal(80000)}


def test_the_year_may_stand_between_a_name_and_its_figure() -> None:
    content = (
        "四、部门“三公”经费财政拨款预算说明\n3.公务用车购置和运行维护费。2024年预算数11.42万元，其中，公务用车购置费2024年预算数"
        "3.00万元，与2023年年初预算数持平；公务用车运行维护费2024年预算数8.42万元。"
    )
    assert amounts(content) == {
        "three-public-vehicle": Decimal(114200),
        "three-public-vehicle-purchase": Decimal(30000),
        "three-public-vehicle-operation": Decimal(84200),
    }


def test_figures_of_the_last_final_accounts_are_not_those_of_the_budget() -> None:
    content = (
        "二、“三公”经费说明\n2024年“三公”经费预算12.50万元，2023年决算10.20万元，比上年增加2.30万元。\n"
        "公务接待费2023年决算3.20万元，2024年预算2.50万元。\n公务用车运行维护费预算10.00万元，上年决算7.00万元。"
    )
    assert editions(content, "approved") == {
        "three-public": Decimal(125000),
        "three-public-change": Decimal(23000),
        "three-public-reception": Decimal(25000),
        "three-public-vehicle-operation": Decimal(100000),
    }


def test_final_accounts_state_what_was_spent_and_not_what_was_planned() -> None:
    content = (
        "二、“三公”经费支出决算情况说明\n2024年度“三公”经费支出预算为12.50万元，支出决算为10.20万元，完成预算的81.6%。\n"
        "（一）公务接待费支出预算3.50万元，支出决算为3.20万元。\n（二）因公出国（境）费全年预算数1.00万元。"
    )
    assert editions(content, "executed") == {
        "three-public": Decimal(102000),
        "three-public-reception": Decimal(32000),
    }


@pytest.mark.parametrize("stop", ["，", "。"])
def test_parts_of_a_figure_of_another_year_or_stage_are_of_that(stop: str) -> None:
    content = (
        f"二、“三公”经费说明\n2024年“三公”经费预算12.50万元。2023年“三公”经费决算10.20万元{stop}其中：公务接待费3.20万元，"
        "公务用车运行维护费2024年预算9.00万元。\n2024年因公出国（境）费1.00万元。"
    )
    assert editions(content, "approved") == {
        "three-public": Decimal(125000),
        "three-public-vehicle-operation": Decimal(90000),
        "three-public-abroad": Decimal(10000),
    }


def test_the_figure_that_a_change_is_measured_by_has_no_parts() -> None:
    content = (
        "二、“三公”经费说明\n2024年“三公”经费预算12.50万元，比2023年预算14.00万元减少1.50万元，"
        "其中：公务接待费3.20万元。"
    )
    assert editions(content, "approved")["three-public-reception"] == Decimal(32000)


@pytest.mark.parametrize(
    "text",
    [
        "其中：因公出国（境）费1.00万元，公务用车购置费9.00万元，公务接待费2.50万元。\n接待按人均50元掌握，共用20000元。",
        "比上年减少1.00万元，2023年决算11.00万元，其中：接待用度2.00万元。",
        "公务接待费2.50万元，用于外事活动1.00万元、会务1.50万元。",  # details of what was read
        "具体见附表。",
    ],
)
def test_details_and_other_years_are_nothing_that_was_missed(text: str) -> None:
    assert all(finding.severity == "info" for finding in extract(PROMISED + text)[1])


def test_figures_of_other_years_and_stages_are_told_once_for_each_topic() -> None:
    content = (
        PROMISED + "（一）公务接待费2023年决算3.20万元，2024年预算2.50万元。\n"
        "（二）公务用车运行维护费2023年决算9.10万元，2024年预算10.00万元，比2023年预算11.00万元减少1.00万元。\n"
        "四、机关运行经费\n2024年机关运行经费预算7.00万元，2023年机关运行经费预算6.00万元。"
    )
    _, findings = extract(content)
    assert [(f.id, f.severity, f.line, f.printed) for f in findings] == [
        ("R04", "info", 3, "3.20万元"),
        ("R04", "info", 6, "6.00万元"),
    ]
    assert "2 处" in findings[0].message_zh


@pytest.mark.parametrize(
    "said",
    [
        "比上年12.00万元减少2.00万元",
        "与上年相比，减少2.00万元",
        "较上年12.00减少2.00万元",
        "较上年累计12.00万元，减少2.00万元",
    ],
)
def test_a_change_follows_what_it_is_compared_with(said: str) -> None:
    assert amounts(f"一、“三公”经费说明\n2024年“三公”经费10.00万元，{said}。") == {
        "three-public": Decimal(100000),
        "three-public-change": Decimal(-20000),
    }


def test_changes_of_parts_in_their_order_are_none_of_the_whole() -> None:
    content = "一、“三公”经费说明\n2024年“三公”经费9万元，与上年相比，分别减少1万元、2万元。"
    assert amounts(content) == {"three-public": Decimal(90000)}


def test_a_figure_of_the_year_before_leaves_the_sentence_its_subject() -> None:
    content = "2024年三公经费预算拨入33万元，2023年三公经费预算拨入57万元，与上年对比减少24万元。"
    assert amounts(content) == {
        "three-public": Decimal(330000),
        "three-public-change": Decimal(-240000),
    }


def test_what_changed_and_its_parts_are_no_figures_of_the_year() -> None:
    content = (
        "2024年“三公”经费的总支出为400.5万元。比上年减少50万元，其中，划出三个单位，减少了“三公”经费34万元，"
        "其中公务用车购置及运行维护费30万元。"
    )
    assert amounts(content) == {
        "three-public": Decimal(4005000),
        "three-public-change": Decimal(-500000),
    }


def test_final_accounts_change_against_the_year_before_and_not_against_the_budget() -> None:
    content = (
        "“三公”经费支出决算\n2024年“三公”经费支出决算为62万元，完成全年预算84万元的73.8%，{}"
        "比上年决算数增加38万元。"
    )
    expected = {"three-public": Decimal(620000), "three-public-change": Decimal(380000)}
    for beside in ("", "比预算减少22万元，"):
        assert editions(content.format(beside), "executed") == expected


@pytest.mark.parametrize(
    "said",
    [
        "收、支与2023年度相比，减少",
        "支出较去年减少",
        "收入与上年相比，减少",
        "按同口径同比减少",
        "比上年减少",
    ],
)
def test_what_changed_may_be_named_in_short(said: str) -> None:
    content = f"二、收支总体情况\n2024年收支总预算100万元。{said}20万元，下降16.9%。"
    assert amounts(content)["change-total"] == Decimal(-200000)


def test_what_changed_of_another_name_is_not_the_whole() -> None:
    content = "二、收支总体情况\n2024年收支总预算100万元。专户收入较去年减少20万元。"
    assert "change-total" not in extract(content)[0]


def test_other_changes_than_the_first_are_not_told() -> None:
    content = "2024年“三公”经费预算5万元，比上年减少1万元，下降16.7%。“三公”经费比2022年减少2万元。"
    figures, findings = extract(content)
    assert figures["three-public-change"].figure.amount_yuan == Decimal(-10000)
    assert not findings


def test_a_numbered_name_before_a_year_is_a_heading() -> None:
    content = (
        "二、部门收支总体情况\n（一）收入预算，2024年年初预算数90万元，其中，纳入专户管理的非税收入5万元。\n"
        "（二）支出预算，2024年年初预算数90万元，其中，基本支出70万元。"
    )
    assert amounts(content) == {
        "total-revenue": Decimal(900000),
        "revenue-special-account": Decimal(50000),
        "total-expenditure": Decimal(900000),
        "basic-expenditure": Decimal(700000),
    }
