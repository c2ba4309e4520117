"""Text read across the page: lines of wrapped cells above and below the line of their row."""

import pytest
from budgetgraph.converters.layout.flow.across import straighten
from budgetgraph.converters.layout.flow.across.heading import read_levels
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure, Paragraph

SPENDING = """\
附表4 一般公共预算支出表
单位：万元
基本支出
科目编码 科目名称 合计 项目支出
小计 人员经费 公用经费
208 社会保障和就业支出 1,468.38 610.85 528.69 82.16 857.53
人力资源和社会保障管理
20801 1,053.66 439.75 357.59 82.16 613.91
事务
208010
行政运行 410.81 410.81 328.65 82.16
1
其他人力资源和社会保障
2080199 642.85 28.94 28.94 613.91
管理事务支出
20807 就业补助 414.72 171.10 171.10 243.62
1,468.3
合计 610.85 528.69 82.16 857.53
8
"""
FORM = """\
项目支出绩效目标表
项目名称 就业服务经费
一级指标 二级指标 三级指标 指标值 分值权重
数量指标 补助发放人数 ≥135人 20
质量指标 补助发放准确率 ＝100% 5
产出指标 资金拨付及时率 ≥95% 20
时效指标
工作完成时限 2024年12月底前 10
成本指标 人均补助标准 ≤3000元 10
群众就业创业意
社会效益指标 明显提升 20
识
效益指标
可持续影响指标 长效机制健全性 健全 5
"""


def straight(content: str) -> list[str]:
    blocks = text.read(Source("a.txt", content.encode())).blocks
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    return [line.text for line in straighten(lines, 2) if line.text]


def converted(content: str) -> Disclosure:
    return convert(Source("a.txt", content.encode()))


def test_each_row_has_one_line_and_a_group_stands_above_its_columns() -> None:
    assert straight(SPENDING)[2:] == [
        "科目编码 科目名称 合计 基本支出 项目支出",
        "小计 人员经费 公用经费",
        "208 社会保障和就业支出 1,468.38 610.85 528.69 82.16 857.53",
        "20801 人力资源和社会保障管理事务 1,053.66 439.75 357.59 82.16 613.91",
        "2080101 行政运行 410.81 410.81 328.65 82.16",
        "2080199 其他人力资源和社会保障管理事务支出 642.85 28.94 28.94 613.91",
        "20807 就业补助 414.72 171.10 171.10 243.62",
        "合计 1,468.38 610.85 528.69 82.16 857.53",
    ]


def test_pieces_of_codes_labels_and_figures_keep_their_lines() -> None:
    found = {(line.code, line.measure): line for line in converted(SPENDING).lines}
    total = found["", "合计"]
    assert [(piece.text, piece.line) for piece in total.cell.pieces] == [("1,468.3", 17), ("8", 19)]
    assert found["2080101", "人员经费"].amount_yuan == 3286500
    assert found["2080199", "项目支出"].amount_yuan == 6139100


def test_a_number_beside_whole_rows_is_of_the_page_and_no_piece_of_a_figure() -> None:
    rows = [line for line in SPENDING.splitlines() if "其他" not in line and "管理事务" not in line]
    below = rows.index("20807 就业补助 414.72 171.10 171.10 243.62")
    assert straight("\n".join([*rows[:below], "3", rows[below], "12"]))[-4:] == [
        "2080199 642.85 28.94 28.94 613.91",
        "3",
        "20807 就业补助 414.72 171.10 171.10 243.62",
        "12",
    ]


def test_a_note_below_the_last_row_is_no_line_of_its_label() -> None:
    rows = [line for line in SPENDING.splitlines() if "其他" not in line and "管理事务" not in line]
    below = rows.index("20807 就业补助 414.72 171.10 171.10 243.62")
    note = "注：科目编码为必填项。"
    assert straight("\n".join([*rows[: below + 1], note, "12"]))[-3:] == [rows[below], note, "12"]


def test_a_total_that_the_figures_of_its_row_stand_below_is_no_name_of_a_column() -> None:
    found = converted(
        "一般公共预算机关运行经费支出预算表\n单位：万元\n科目编码 科目名称 机关运行经费支出\n合计\n"
        "2,391.90\n302 商品和服务支出 2,391.90\n办公及印\n30201 391.90\n刷费\n"
        "30202 咨询费 2,000.00\n12\n"
    )
    assert [(n.code, n.measure, n.figure.printed) for n in found.lines] == [
        ("", "机关运行经费支出", "2,391.90"),
        ("302", "机关运行经费支出", "2,391.90"),
        ("30201", "机关运行经费支出", "391.90"),
        ("30202", "机关运行经费支出", "2,000.00"),
    ]


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            [
                "政府性基金 国有资本经",
                "科目编 一般公共预 事业 其他 上年",
                "科目名称 合计 预算拨款收 营预算拨款",
                "码 算拨款收入 收入 收入 结转",
                "入 收入",
            ],
            "科目编码 科目名称 合计 一般公共预算拨款收入 政府性基金预算拨款收入 "
            "国有资本经营预算拨款收入 事业收入 其他收入 上年结转",
        ),
        (
            ["科目编 基本支 项目支", "科目名称 合计", "码 出 出"],
            "科目编码 科目名称 合计 基本支出 项目支出",
        ),
        (
            ["上缴上级支", "科目编码 科目名称 合计 基本支出项目支出", "出"],
            "科目编码 科目名称 合计 基本支出 项目支出 上缴上级支出",
        ),
        (  # a tool that sorts by height, and sets no blanks
            [
                "事业单位经营支 对附属单位补助支科目编码科目名称 合计 基本支出项目支出上缴上级支",
                "出 出 出",
            ],
            "科目编码 科目名称 合计 基本支出 项目支出 "
            "上缴上级支出 事业单位经营支出 对附属单位补助支出",
        ),
    ],
)
def test_names_of_columns_are_put_together_in_their_usual_order(
    lines: list[str], names: str
) -> None:
    levels = read_levels([line.split() for line in lines])
    assert levels is not None
    assert [name.text for level in levels for name in level] == names.split()


def test_pieces_that_make_no_known_names_are_left_alone() -> None:
    assert read_levels(["一种说", "科目名称 合计", "法"]) is None


def test_sides_of_a_balance_printed_without_a_gap_are_parted() -> None:
    balance = (
        "部门收支总表\n单位：万元\n收入 支出\n项目 预算数 项目 预算数\n"
        "一、一般公共预算拨款收入 1,693.49一、一般公共服务支出 42.10\n"
        "二、事业收入 65.72二、社会保障和就业支出 1,717.11\n"
        "收入总计 1,759.21支出总计 1,759.21\n"
    )
    assert {line.label: line.amount_yuan for line in converted(balance).lines} == {
        "一、一般公共预算拨款收入": 16934900,
        "一、一般公共服务支出": 421000,
        "二、事业收入": 657200,
        "二、社会保障和就业支出": 17171100,
        "收入总计": 17592100,
        "支出总计": 17592100,
    }


def test_levels_go_to_the_rows_in_whose_middle_they_stand() -> None:
    found = converted(FORM).indicators
    assert [(one.level1, one.level2, one.level3) for one in found] == [
        ("产出指标", "数量指标", "补助发放人数"),
        ("产出指标", "质量指标", "补助发放准确率"),
        ("产出指标", "时效指标", "资金拨付及时率"),
        ("产出指标", "时效指标", "工作完成时限"),
        ("产出指标", "成本指标", "人均补助标准"),
        ("效益指标", "社会效益指标", "群众就业创业意识"),
        ("效益指标", "可持续影响指标", "长效机制健全性"),
    ]


def test_sentences_and_other_text_stay_as_they_are() -> None:
    sentence = "2024年收入预算 1,693.49万元，比上年增加 65.72万元，其中基本支出 859.68\n"
    assert straight(sentence * 3) == [sentence.strip()] * 3


def test_tables_printed_column_by_column_are_told_and_give_no_indicators() -> None:
    scrambled = (
        "项目支出绩效目标表\n项目名称\n就业服务经费\n一级指标\n二级指标\n三级指标\n指标值\n"
        "数量指标\n质量指标\n时效指标\n产出指标\n成本指标\n满意度指标\n"
        "补助发放人数\n补助发放准确率\n资金拨付及时率\n人均补助标准\n群众满意度\n"
        "≥135人\n＝100%\n≥95%\n≤3000元\n≥90%\n"
    )
    disclosure = converted(scrambled)
    assert not disclosure.indicators
    assert [found.id for found in disclosure.findings if found.severity == "warning"] == ["R01"]
    assert [project.name for project in disclosure.projects] == ["就业服务经费"]


def test_a_long_heading_without_blanks_is_left_alone_and_costs_nothing() -> None:
    for piece in ("合计" * 500, "合计" * 39 + "说", "基本支出项目支出小计" * 7 + "说"):
        assert read_levels([["科目编码", "科目名称", piece]]) is None
