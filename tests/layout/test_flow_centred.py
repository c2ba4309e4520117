"""Forms in text whose cells stand in the middle of their lines: levels, goals, wrapped names."""

from flow_fixture import END
from performance_fixture import yuan

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


def test_word_over_all_indicators_is_no_part_of_a_row() -> None:
    rows = (
        "数量指标 清淤长度 ≥3公里\n产出指标 质量指标 合格率 ≥95%\n年度绩效指 时效指标 完成率 ≥90%\n"
        "标 效益指标 社会效益指标 受益人数 ≥500人\n生态效益指标 绿化面积 ≥3亩\n"
        "满意度指标 服务对象满意度指 村民满意度 ≥90%\n标\n"
    )
    found = indicators(f"{TITLE}项目名称 渠道清淤\n{HEADING}{rows}")
    assert [one[:3] for one in found] == [
        ("产出指标", "数量指标", "清淤长度"),
        ("产出指标", "质量指标", "合格率"),
        ("产出指标", "时效指标", "完成率"),
        ("效益指标", "社会效益指标", "受益人数"),
        ("效益指标", "生态效益指标", "绿化面积"),
        ("满意度指标", "服务对象满意度指标", "村民满意度"),
    ]


SIGNED = "一级指标 二级指标 三级指标 指标性质 指标值 度量单位\n"


def test_targets_in_words_have_no_sign_and_are_rows_all_the_same() -> None:
    rows = (
        "数量指标 清淤长度 ≥ 3 公里\n产出指标 质量指标 合格率 ≥ 95 %\n时效指标 完成率 ≥ 90 %\n"
        "效益指标 社会效益指标 公共服务能力 明显增强\n"
        "满意度指标 服务对象满意度指标 村民满意度 ≥ 90 %\n"
    )
    found = indicators(f"{TITLE}项目名称 渠道清淤\n{SIGNED}{rows}")
    assert found[3] == ("效益指标", "社会效益指标", "公共服务能力", "明显增强")


def test_rows_that_may_be_parts_of_others_are_told() -> None:
    rows = (
        "数量指标 清淤长度 ≥ 3 公里\n产出指标 质量指标 合格率 ≥ 95 %\n时效指标 完成率 ≥ 90 %\n"
        "效益指标 社会效益指标 受益人数 ≥ 500 人\n公共服务能力 明显增强\n"
        "满意度指标 服务对象满意度指标 村民满意度 ≥ 90 %\n"
    )
    found = read(f"{TITLE}项目名称 渠道清淤\n{SIGNED}{rows}")
    assert not found.indicators
    assert any(f.id == "R01" for f in found.findings)


def test_wrapped_labels_are_whole_beside_their_texts() -> None:
    labels = (
        "项目（政策） 渠道清淤\n名称\n主管部门 某县水利局 项目执行单 某县河道所\n位\n"
        "当年预算（万元 12.00 本级支出（ 10.00\n） 万元）\n"
        "年度绩效目 1.清淤3公里；\n标 2.除草5亩。\n\n— 3 —\n"
    )
    found = read(f"{TITLE}{labels}{HEADING}产出指标 数量指标 清淤长度 ≥3公里\n")
    (project,) = found.projects
    assert project.name == "渠道清淤"
    assert (project.department, project.implementing_unit) == ("某县水利局", "某县河道所")
    assert (yuan(project.amount), yuan(project.fiscal)) == (120000, 100000)
    assert [goal.text for goal in found.goals] == ["清淤3公里；", "除草5亩。"]


def test_label_in_a_row_stands_above_it_and_below_it() -> None:
    labels = (
        "部门（单位）名称 某县水利局\n年度部门预\n"
        "年度部门预算收入（万元） 20.00 算支出（万 20.00\n元）\n"
    )
    content = f"部门整体支出绩效目标表\n{labels}{HEADING}产出指标 数量指标 清淤长度 ≥3公里\n"
    assert [unit.unit for unit in read(content).units] == ["某县水利局"]


def test_goals_of_two_periods_side_by_side_are_read_or_told() -> None:
    rows = f"{HEADING}产出指标 数量指标 清淤长度 ≥3公里\n"
    labels = f"{TITLE}项目名称 渠道清淤\n实施期总目标 年度目标\n"
    assert [g.text for g in read(f"{labels}三年内完成。 清淤3公里。\n{rows}").goals] == [
        "清淤3公里。"
    ]
    wrapped = read(f"{labels}三年内 清淤3公\n完成。 里。\n{rows}")
    assert not wrapped.goals
    assert any(f.id == "R01" and f.printed == "三年内清淤3公" for f in wrapped.findings)


def test_title_of_a_form_without_a_name_names_no_project() -> None:
    labels = "主管部门 某县水利局\n资金总额 10.00\n"
    rows = "产出指标 数量指标 清淤长度 ≥3公里\n"
    found = read(f"项目（政策）绩效目标表\n{labels}{HEADING}{rows}")
    assert [project.name for project in found.projects] == [""]


# A section below a table, which a sentence tells from a row.
SECTION = f"\n{END}\n财政拨款收入：指由财政拨款形成的收入。\n"


def test_rows_without_a_sign_are_rows_where_columns_are_kept_apart_by_blanks() -> None:
    table = (
        "项目名称      渠道清淤\n"
        "一级指标      二级指标            三级指标            运算符号  指标值      度量单位\n"
        "成本指标      经济成本指标        清淤总成本          ≤        10          万元\n"
        "              数量指标            清淤渠道长度        ≥        3           公里\n"
        "产出指标                          修复闸门数量        ≥        2           座\n"
        "              质量指标            工程验收合格率      ≥        95          %\n"
        "              时效指标            完成率              ≥        90          %\n"
        "效益指标      社会效益指标        农田灌溉保障程度              有效提升\n"
        "满意度指标    服务对象满意度指标  村民满意度          ≥        90          %\n"
    )
    found = indicators(f"{TITLE}{table}{SECTION}")
    assert [one[1:] for one in found] == [
        ("经济成本指标", "清淤总成本", "≤10万元"),
        ("数量指标", "清淤渠道长度", "≥3公里"),
        ("数量指标", "修复闸门数量", "≥2座"),
        ("质量指标", "工程验收合格率", "≥95%"),
        ("时效指标", "完成率", "≥90%"),
        ("社会效益指标", "农田灌溉保障程度", "有效提升"),
        ("服务对象满意度指标", "村民满意度", "≥90%"),
    ]


def test_word_over_the_indicators_that_ends_like_a_title_is_none() -> None:
    lines = "项目名称\n渠道清淤\n年度绩效目标\n清淤3公里。\n年度绩效目标表\n"
    heading = "一级指标\n二级指标\n三级指标\n指标值\n"
    rows = "产出指标\n数量指标\n清淤长度\n≥3公里\n质量指标\n合格率\n≥95%\n"
    found = read(f"{TITLE}{lines}{heading}{rows}")
    assert [project.name for project in found.projects] == ["渠道清淤"]
    assert [goal.text for goal in found.goals] == ["清淤3公里。"]


def test_names_of_levels_on_rows_of_their_own_stand_over_the_rows_below() -> None:
    table = (
        "项目名称    渠道清淤\n"
        "一级指标    二级指标      三级指标      指标性质  指标值    度量单位\n"
        "产出指标\n"
        "            数量指标\n"
        "                          清淤长度      ≥        3         公里\n"
        "                          修复闸门      ≥        2         座\n"
        "            质量指标\n"
        "                          合格率        ≥        95        %\n"
    )
    found = indicators(f"{TITLE}{table}")
    assert [one[1:3] for one in found] == [
        ("数量指标", "清淤长度"),
        ("数量指标", "修复闸门"),
        ("质量指标", "合格率"),
    ]


def test_names_of_levels_above_the_rows_of_a_list_are_not_taken_for_those_of_the_next_row() -> None:
    table = (
        "项目名称    年度绩效目标   一级指标   二级指标   三级指标   指标性质  指标值   度量单位\n"
        "渠道清淤    清淤3公里。    产出指标\n"
        "                                      数量指标\n"
        "                                                 清淤长度   ≥        3        公里\n"
        "                                                 修复闸门   ≥        2        座\n"
        "                                      质量指标\n"
        "                                                 合格率     ≥        95       %\n"
    )
    found = read(f"{TITLE}{table}{SECTION}")
    assert not found.indicators
    assert ("R01", 9) in [(finding.id, finding.line) for finding in found.findings]


def test_rows_whose_columns_are_not_those_of_the_heading_are_told() -> None:
    table = """\
   项目名称       渠道清淤
   年度绩效目标   一级指标     二级指标     三级指标              指标值              绩效标准
                                                       前年     上年     预计当年实现
                           数量指标         清淤长度      /       /       ≥3公里     计划标准
               产出指标    质量指标         合格率        /       /       ≥95%       计划标准
               满意度指标  服务对象满意度指标  村民满意度    /       /       ≥90%       计划标准
"""
    found = read(f"部门项目绩效目标表\n单位：万元\n{table}{SECTION}")
    assert not found.indicators
    assert any(finding.id == "R01" and finding.line == 12 for finding in found.findings)


def test_heading_without_the_level_above_is_told() -> None:
    rows = "数量指标 清淤长度 ≥3公里\n质量指标 合格率 ≥95%\n"
    found = read(f"{TITLE}项目名称 渠道清淤\n二级指标 三级指标 指标值\n{rows}")
    assert len(found.indicators) == 2
    assert ("R08", "二级指标") in [(f.id, f.printed) for f in found.findings]


def test_two_targets_below_one_name_are_not_glued_but_told() -> None:
    printed = """某县水利局2024年部门预算
项目支出绩效目标表
项目名称    渠道清淤
一级指标        二级指标          三级指标          指标值
产出指标        数量指标          清淤长度          ≥3公里
                质量指标          合格率            ≥95%
                时效指标          完成率            ≥90%
                                  检查次数          ≥4次
                                                    ≥5次
效益指标        社会效益指标      受益人数          ≥500人
满意度指标      服务对象满意度指标    村民满意度    ≥90%
"""
    found = convert(Source("a.txt", printed.encode()))
    assert [one.target.printed for one in found.indicators if one.level3 == "检查次数"] == ["≥4次"]
    assert [finding.line for finding in found.findings if finding.id == "R05"] == [9]
