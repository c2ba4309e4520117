"""Figures of running text: each key once, from its own section, with sign and unit."""

from decimal import Decimal

import pytest
from budgetgraph.converters.forms import narrative

from budgetgraph.contract import Context
from budgetgraph.model import Finding, NarrativeFigure, Paragraph, Publisher


def extract(content: str, year: int = 2024) -> tuple[dict[str, NarrativeFigure], list[Finding]]:
    paragraphs = tuple(Paragraph(t, line) for line, t in enumerate(content.split("\n"), 1))
    found = list(narrative.extract_text(paragraphs, Context(Publisher(year=year))))
    figures = [item for item in found if isinstance(item, NarrativeFigure)]
    assert len({figure.key for figure in figures}) == len(figures)
    return {f.key: f for f in figures}, [item for item in found if isinstance(item, Finding)]


def editions(content: str, phase: str) -> dict[str, Decimal]:
    paragraphs = tuple(Paragraph(t, line) for line, t in enumerate(content.split("\n"), 1))
    context = Context(Publisher(year=2024, phase=phase))
    found = list(narrative.extract_text(paragraphs, context))
    return {f.key: f.figure.amount_yuan for f in found if isinstance(f, NarrativeFigure)}


def amounts(content: str, year: int = 2024) -> dict[str, Decimal]:
    figures, findings = extract(content, year)
    assert not [finding for finding in findings if finding.severity != "info"]
    return {key: figure.figure.amount_yuan for key, figure in figures.items()}


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


THREE_PUBLIC = (
    "四、财政拨款“三公”经费预算情况及增减变化原因\n"
    "2024年，我部门财政拨款“三公”经费预算安排5.78万元，其中因公出国（境）费0万元；公务用车购置及运维费5.40万元"
    "（其中：公务用车购置费为0.00万元，公务用车运行费5.40万元)；公务接待费0.38万元。"
)


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


def test_a_change_of_one_part_is_no_change_of_the_whole() -> None:
    content = THREE_PUBLIC.replace("0.38万元。", "0.38万元，比上年减少1万元。")
    assert "three-public-change" not in amounts(content)


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


def test_a_full_line_without_punctuation_is_text_and_no_heading() -> None:
    content = (
        "三、机关运行经费安排情况\n二〇二四年度我部门及所属各单位的机关\n运行经费共计安排71.19万元，主要用于\n"
        "办公用房水电费和日常维修等运行方面支\n出，比上年略有减少，原因是厉行节约。"
    )
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


def test_glossaries_goals_and_duties_state_no_figures() -> None:
    content = (
        "一、主要职责\n管理基本支出100万元。\n五、部门整体绩效目标\n（一）总体目标\n项目支出完成200万元。\n"
        "十、名词解释\n1、基本支出：指保障运转的支出，基本支出300万元。\n2、机关运行经费：是指机关运行经费400万元。\n"
    )
    assert amounts(content) == {}


def test_figures_of_other_years_are_none_of_the_keys() -> None:
    content = "四、三公经费\n2023年三公经费预算9万元，2024年三公经费预算8万元。"
    assert amounts(content) == {"three-public": Decimal(80000)}


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


PROMISED = "三、“三公”经费安排情况\n2024年“三公”经费预算12.50万元。\n"


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


def test_a_bracket_names_what_the_list_before_it_is_called() -> None:
    content = "2024年公务接待费、公车运行费（简称“三公”经费）总额20万元，其中：公务接待费3万元。"
    assert amounts(content) == {
        "three-public": Decimal(200000),
        "three-public-reception": Decimal(30000),
    }


def test_a_figure_of_the_year_before_leaves_the_sentence_its_subject() -> None:
    content = "2024年三公经费预算拨入33万元，2023年三公经费预算拨入57万元，与上年对比减少24万元。"
    assert amounts(content) == {
        "three-public": Decimal(330000),
        "three-public-change": Decimal(-240000),
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


def test_a_figure_in_a_cell_of_its_own_is_not_cut_at_its_thousands() -> None:
    content = "2024年度，“三公”经费支出4,333.33--，其中公务接待费183万元。"
    assert "three-public" not in extract(content)[0]


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


def test_other_changes_than_the_first_are_not_told() -> None:
    content = "2024年“三公”经费预算5万元，比上年减少1万元，下降16.7%。“三公”经费比2022年减少2万元。"
    figures, findings = extract(content)
    assert figures["three-public-change"].figure.amount_yuan == Decimal(-10000)
    assert not findings


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
