"""What names a figure of running text: its words, the heading above, the place in a list."""

from decimal import Decimal

import pytest
from budgetgraph.converters.forms import narrative
from narrative_fixture import PROMISED, amounts, editions, extract

from budgetgraph.contract import Context
from budgetgraph.model import NarrativeFigure, Paragraph, Publisher


def test_expenditure_without_the_projects_named_in_the_sentence() -> None:
    content = (
        "二、部门预算安排的总体情况\n2024年支出预算300万元，其中基本支出200万元，包括人员经费150万元和日常公用经费50万元；"
        "项目支出100万元，主要为专项公用经费27万元；单位经费82.5万元等。"
    )
    assert amounts(content) == {
        "total-expenditure": Decimal(3000000),
        "basic-expenditure": Decimal(2000000),
        "personnel-expenditure": Decimal(1500000),
        "operating-expenditure": Decimal(500000),
        "project-expenditure": Decimal(1000000),
    }


def test_a_figure_that_names_nothing_is_that_of_the_heading_above() -> None:
    content = (
        "八、“三公”经费预算情况说明\n2024年“三公”经费预算数为15.00万元。\n"
        "1.因公出国（境）费用：2024年预算安排0万元，与上年持平。\n"
        "2.公务接待费\n2024年预算安排5.00万元，比上年减少1.00万元；2023年预算安排6.00万元。\n"
        "3.公务用车购置及运行维护费：预算安排10.00万元，其中新购车辆安排4.00万元。"
    )
    assert amounts(content) == {
        "three-public": Decimal(150000),
        "three-public-abroad": Decimal(0),
        "three-public-reception": Decimal(50000),
        "three-public-vehicle": Decimal(100000),
    }


def test_a_full_line_without_punctuation_is_text_and_no_heading() -> None:
    content = (
        "三、机关运行经费安排情况\n二〇二四年度我部门及所属各单位的机关\n运行经费共计安排71.19万元，主要用于\n"
        "办公用房水电费和日常维修等运行方面支\n出，比上年略有减少，原因是厉行节约。"
    )
    assert amounts(content) == {"agency-running-cost": Decimal(711900)}


def test_glossaries_goals_and_duties_state_no_figures() -> None:
    content = (
        "一、主要职责\n管理基本支出100万元。\n五、部门整体绩效目标\n（一）总体目标\n项目支出完成200万元。\n"
        "十、名词解释\n1、基本支出：指保障运转的支出，基本支出300万元。\n2、机关运行经费：是指机关运行经费400万元。\n"
    )
    assert amounts(content) == {}


def test_other_provinces_put_sections_into_sections() -> None:
    content = (
        "第二部分 2024年部门预算情况说明\n十、其他重要事项的情况说明\n（一）机关运行经费\n"
        "2024年本部门机关运行经费财政拨款预算71.19万元，比2023年预算增加5.2万元。\n"
        "（二）政府采购情况。2024年政府采购预算总额120万元，其中：政府采购货物预算20万元、政府采购服务预算100万元。\n"
        "（三）国有资产占用情况\n本部门固定资产总额为500万元，其中房屋300万元。2024年拟购置固定资产10.2万元。\n"
        "第三部分 名词解释\n一、机关运行经费：指机关运行经费99万元。\n"
    )
    assert amounts(content) == {
        "agency-running-cost": Decimal(711900),
        "procurement-budget": Decimal(1200000),
        "fixed-assets": Decimal(5000000),
        "planned-asset-purchase": Decimal(102000),
    }


def test_without_headings_the_words_alone_tell() -> None:
    content = "公务接待费3万元，三公经费共8万元。机关运行经费安排50000元。每人每年355元/人。"
    assert amounts(content) == {
        "three-public-reception": Decimal(30000),
        "three-public": Decimal(80000),
        "agency-running-cost": Decimal(50000),
    }


@pytest.mark.parametrize(
    "text",
    [
        "赴外考察计划用款1.00万元。",  # no pattern understands the sentence
        "公务用车运行维护费9.00万元，公务接待费拟从紧用到2.50万元左右。",  # one is missing
    ],
)
def test_a_section_that_promises_more_figures_than_were_read_is_told(text: str) -> None:
    _, findings = extract(PROMISED + text)
    assert [(found.id, found.severity, found.line) for found in findings] == [("R04", "warning", 3)]
    assert "公务接待费" in findings[0].message_zh


def test_a_bracket_names_what_the_list_before_it_is_called() -> None:
    content = "2024年公务接待费、公车运行费（简称“三公”经费）总额20万元，其中：公务接待费3万元。"
    assert amounts(content) == {
        "three-public": Decimal(200000),
        "three-public-reception": Decimal(30000),
    }


def test_a_part_that_is_named_in_words_of_its_own_is_told() -> None:
    content = (
        "2024年“三公”经费20万元，其中：公务用车及保养15万元；车辆购置费2万元；公务接待费3万元。"
    )
    figures, findings = extract(content)
    assert {"three-public-vehicle", "three-public-vehicle-operation"}.isdisjoint(figures)
    assert [f.message_zh for f in findings] == [
        "“正文”一节未读出公务用车购置及运维费，但另有 1 处金额未能理解，如“公务用车及保养15万元”"
    ]


def test_a_text_names_its_department_without_the_place() -> None:
    content = "二、公务接待费\n2024年县科技局安排公务接待费7万元，与2023年持平。"
    paragraphs = tuple(Paragraph(t, line) for line, t in enumerate(content.split("\n"), 1))
    for department, count in (("某省大县科技局", 1), ("某省大县农业局", 0)):
        context = Context(Publisher(year=2024, department=department))
        assert len(list(narrative.extract_text(paragraphs, context))) == count


def test_a_title_over_two_lines_is_one() -> None:
    content = (
        "某局2024年三公经费预算\n增减情况说明\n2024年“三公”经费预算支出83万元："
        "其中公务接待费支出为50万元，公务车运行费为33万元。"
    )
    assert amounts(content) == {
        "three-public": Decimal(830000),
        "three-public-reception": Decimal(500000),
        "three-public-vehicle-operation": Decimal(330000),
    }


@pytest.mark.parametrize(
    "said",
    [
        "因公出国(境)费、公务用车购置及运行费、公务接待费分别为0万元、3万元、2万元",
        "因公出国（境）费、公务用车购置和运行费和公务接待费分别安排0万元、3万元和2万元",
    ],
)
def test_figures_behind_their_names_are_given_in_order(said: str) -> None:
    assert amounts(f"2024年“三公”经费5万元，其中{said}。") == {
        "three-public": Decimal(50000),
        "three-public-abroad": Decimal(0),
        "three-public-vehicle": Decimal(30000),
        "three-public-reception": Decimal(20000),
    }


def test_names_and_figures_of_other_numbers_go_to_none() -> None:
    content = "2024年{}基本支出与项目支出分别为100万元和50万元。"
    assert amounts(content.format("")) == {
        "basic-expenditure": Decimal(1000000),
        "project-expenditure": Decimal(500000),
    }
    assert not amounts(content.format("人员经费、"))
    assert amounts("2023年基本支出与项目支出分别为100万元和50万元。") == {}


def test_totals_that_the_finance_bureau_summed_up() -> None:
    content = (
        "2024年“三公”经费支出决算汇总数为6.09万元，较2023年度部门决算公开“三公”经费合计7万元减少0.91万元。"
        "车辆购置支出0万元，车辆运行维护费支出3万元。"
    )
    assert editions(content, "executed") == {
        "three-public": Decimal(60900),
        "three-public-change": Decimal(-9100),
        "three-public-vehicle-purchase": Decimal(0),
        "three-public-vehicle-operation": Decimal(30000),
    }


@pytest.mark.parametrize("count", ["购置0辆", "接待21人次", "接待3批次"])
def test_a_name_right_behind_a_number_of_things_begins_a_clause(count: str) -> None:
    content = f"2024年“三公”经费9万元，计划{count}公务接待费4.5万元。"
    assert amounts(content) == {
        "three-public": Decimal(90000),
        "three-public-reception": Decimal(45000),
    }


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("车辆购置及运行维护费支出2万元", "three-public-vehicle"),
        ("公务用车运行维护及购置费支出预算为2万元", "three-public-vehicle"),
    ],
)
def test_more_names_of_what_vehicles_cost(said: str, key: str) -> None:
    assert amounts(f"2024年“三公”经费5万元，其中{said}。")[key] == Decimal(20000)


def test_more_names_of_totals_and_sources() -> None:
    content = (
        "二、收支预算总体情况\n2024年部门预算收入总数90万元，较2023年部门预算收入总数100万元，减少10万元，其中："
        "1、专户管理的事业收入5万元；2、政府性基金安排的收入0元。2024年部门预算支出总数90万元。"
    )
    assert amounts(content) == {
        "total-revenue": Decimal(900000),
        "change-total": Decimal(-100000),
        "revenue-special-account": Decimal(50000),
        "revenue-government-fund": Decimal(0),
        "total-expenditure": Decimal(900000),
    }


def test_what_projects_cost_to_run_is_no_running_cost_of_the_agency() -> None:
    assert amounts("项目支出包括信息网络运行经费5万元，调研经费2万元。") == {}
    assert amounts("2024年一般公共预算财政拨款运行经费5万元。") == {
        "agency-running-cost": Decimal(50000)
    }


def test_a_figure_right_behind_a_heading_of_one_word() -> None:
    content = "一、收支预算情况\n1、收入：90万元。同比上年增加10万元。\n2、支出：91万元。"
    assert amounts(content) == {
        "total-revenue": Decimal(900000),
        "change-total": Decimal(100000),
        "total-expenditure": Decimal(910000),
    }


def test_what_the_publisher_spends_is_all_its_expenditure() -> None:
    content = (
        "一、收支情况\n2024年度，本单位收入为90万元。\n2024年度，南河县卫生院单位支出为80万元。"
    )
    paragraphs = tuple(Paragraph(t, line) for line, t in enumerate(content.split("\n"), 1))
    context = Context(Publisher(department="南河县卫生院", year=2024))
    found = narrative.extract_text(paragraphs, context)
    assert [f.key for f in found if isinstance(f, NarrativeFigure)] == [
        "total-revenue",
        "total-expenditure",
    ]


def test_names_behind_a_share_and_with_a_sign_in_brackets() -> None:
    content = (
        "一、单位预算收支情况\n2024年预算收入90万元，其中上年结余结(转)5万元。\n"
        "预算支出90万元（含人员支出60万元、占66.67% 公用支出30万元，占33.33%）。"
    )
    assert amounts(content) == {
        "total-revenue": Decimal(900000),
        "revenue-carry-over": Decimal(50000),
        "total-expenditure": Decimal(900000),
        "personnel-expenditure": Decimal(600000),
        "operating-expenditure": Decimal(300000),
    }
