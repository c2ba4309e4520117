"""Forms in text whose cells stand in the middle of their lines: levels, goals, wrapped names."""

from flow_fixture import END

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Disclosure

FRAME = (
    "某县水利局2024年部门预算\n政府性基金预算支出表\n单位：万元\n"
    "科目编码 科目名称 合计 基本支出 项目支出\n合计 1.00 1.00\n212 城乡社区支出 1.00 1.00\n"
)
TITLE = "项目支出绩效目标表\n"
HEADING = "一级指标 二级指标 三级指标 指标值\n"


def read(content: str) -> Disclosure:
    return convert(Source("a.txt", f"{FRAME}{content}{END}\n".encode()))


def indicators(content: str) -> list[tuple[str, str, str, str]]:
    found = read(content).indicators
    return [(one.level1, one.level2, one.level3, one.target.printed) for one in found]


def test_end_of_a_name_below_its_target_is_not_of_the_next_row() -> None:
    rows = (
        "数量指标 清淤渠道长度 ≥3公里\n产出指标\n质量指标 验收合格率 ≥95%\n"
        "效益指标 社会效益指标 政策范围内住院费用报销比 ≥70%\n例\n"
        "满意度指标 服务对象满意度指标 参保对象满意度 ≥85%\n"
    )
    found = indicators(f"{TITLE}项目名称 医疗救助\n{HEADING}{rows}")
    assert found[2:] == [
        ("效益指标", "社会效益指标", "政策范围内住院费用报销比例", "≥70%"),
        ("满意度指标", "服务对象满意度指标", "参保对象满意度", "≥85%"),
    ]


def test_same_words_for_half_of_the_year_are_no_part_of_the_name() -> None:
    heading = "一级指标 二级指标 三级指标 半年（程）目标值 全年（程）目标值\n"
    rows = (
        "产出指标 数量指标 清淤长度 ≥1公里 ≥3公里\n质量指标 合格率 ≥95% ≥95%\n"
        "效益指标 生态效益指标 水质改善程度 明显改善 明显改善\n"
        "可持续影响指标 管护机制健全性 健全 健全\n"
    )
    found = indicators(f"{TITLE}项目名称 渠道清淤\n{heading}{rows}")
    assert [name for _, _, name, _ in found] == [
        "清淤长度",
        "合格率",
        "水质改善程度",
        "管护机制健全性",
    ]


def test_first_goals_stand_above_the_label_in_the_middle() -> None:
    goals = (
        "中长期目标 持续改善水质。\n目标1：清淤3公里；\n年度目标 目标2：除草5亩；\n目标3：植树。\n"
    )
    rows = "产出指标 数量指标 清淤长度 ≥3公里\n"
    found = read(f"{TITLE}项目名称 渠道清淤\n{goals}{HEADING}{rows}").goals
    assert [(goal.number, goal.text) for goal in found] == [
        ("1", "清淤3公里；"),
        ("2", "除草5亩；"),
        ("3", "植树。"),
    ]


def test_labels_before_a_page_break_stay_on_their_lines() -> None:
    labels = (
        "                 （2024年度）\n"
        "项目名称      渠道清淤          项目类别    一次性项目\n"
        "主管部门      某县水利局        实施单位    某县河道所\n"
        "资金总额      10.00\n\n                — 3 —\n\f\n"
    )
    heading = "一级指标      二级指标      三级指标      指标值\n"
    rows = (
        "              数量指标      清淤长度      ≥3公里\n"
        "产出指标      质量指标      合格率        ≥95%\n"
        "              时效指标      完成率        ≥90%\n"
        "效益指标      社会效益指标  政策范围内住  ≥70%\n"
        "                            院报销比例\n"
    )
    (project,) = read(f"{TITLE}{labels}{heading}{rows}").projects
    assert (project.name, project.department) == ("渠道清淤", "某县水利局")
