"""Performance tables: rows after a page break, rows that lost a merged cell."""

from performance_fixture import FIVE, HEADING, findings, goals, indicators

# --- page breaks ------------------------------------------------------------------------------

ROW = "产出指标\t数量指标\t退休人员满意\t反映退休人员\t≥288\t邢人社\n"


def broken(above: str, below: str) -> list[tuple[str, ...]]:
    return indicators(f"1、经费绩效目标表\n\n{HEADING}{above}\n{HEADING}{below}")


def test_row_after_a_break_continues_texts_and_figures() -> None:
    assert broken(ROW, "\t\t度\t满意情况\t2人\t办〔2021〕9号\n") == [
        (
            "产出指标",
            "数量指标",
            "退休人员满意度",
            "反映退休人员满意情况",
            "≥2882人",
            "邢人社办〔2021〕9号",
        )
    ]


def test_missing_end_of_a_level_name_continues() -> None:
    above = ROW.replace("数量指标", "数量指")
    assert broken(above, "\t标\t度\t\t人\t\n")[0][1:3] == ("数量指标", "退休人员满意度")
    found = broken(above, "\t标\t度\t\t人\t\n\t\t工作\t\t≥3次\t\n")
    assert [row[1] for row in found] == ["数量指标", "数量指标"]


def test_repeated_end_of_a_complete_cell_is_dropped_with_a_note() -> None:
    above = ROW.replace("邢人社", "会议纪要〔2022〕28 号")
    content = f"1、经费绩效目标表\n\n{HEADING}{above}\n{HEADING}\t\t\t\t\t号\n"
    assert indicators(content)[0][5] == "会议纪要〔2022〕28号"
    assert [(f.id, f.severity, f.line) for f in findings(content)] == [("R05", "info", 7)]


def test_row_under_a_merged_level_stands_alone_after_a_break() -> None:
    merged = ROW + "\t\t参训人数\t参训\t≥9人\t计划\n"
    found = broken(merged, "\t\t宣传次数\t宣传\t≥2次\t计划\n")
    assert [row[2] for row in found] == ["退休人员满意", "参训人数", "宣传次数"]


def test_row_with_a_comparator_of_its_own_stands_alone_after_a_break() -> None:
    found = broken(ROW, "\t\t宣传次数\t宣传\t≥2次\t计划\n")
    assert [(row[2], row[4]) for row in found] == [("退休人员满意", "≥288"), ("宣传次数", "≥2次")]


# --- rows that lost a merged cell -------------------------------------------------------------


def shifted(rows: str) -> list[tuple[str, ...]]:
    content = f"项目支出绩效目标表\n\n项目名称\t慰问\t\t\t\n{FIVE}{rows}"
    return [(*row[:3], row[4]) for row in indicators(content)]


def test_first_level_left_of_its_column_moves_the_row() -> None:
    assert shifted("满意度指标\t服务对象满意度\t职工满意度\t≥90%\t\n") == [
        ("满意度指标", "服务对象满意度", "职工满意度", "≥90%")
    ]


def test_second_level_left_of_its_column_keeps_the_first() -> None:
    rows = "\t满意度指标\t服务对象满意度指标\t受益人满意度\t95%\n"
    assert shifted(f"{rows}服务对象满意度指标\t\t政策知晓率\t96%\t\n")[1] == (
        "满意度指标",
        "服务对象满意度指标",
        "政策知晓率",
        "96%",
    )


def test_row_one_column_left_is_moved_when_there_is_room() -> None:
    rows = "\t履职效果\t重点工作\t完成\t按时\n\t服务对象满意度\t农户满意度\t满意\t\n"
    assert shifted(rows)[1] == ("履职效果", "服务对象满意度", "农户满意度", "满意")


def test_row_with_only_a_first_level_gives_it_to_the_rows_below() -> None:
    assert shifted("\t履职效果\t\t\t\n\t\t服务对象满意度\t职工满意度\t\n") == [
        ("履职效果", "服务对象满意度", "职工满意度", "")
    ]


def test_rows_without_a_heading_are_found_by_their_level_names() -> None:
    content = (
        "项目支出绩效目标表\n\n项目名称\t临聘人员工资\t\t\t\n总体目标\t年度绩效目标\t\t\t\n\t保障工资\t\t\t\n"
        "产出指标\t数量指标\t数量指标\t临聘人数\t411 人\n\t时效指标\t时效指标\t下达率\t≥90%\n"
        "\t\t\t到位率\t≥80%\n\t\t人均标准\t1670 元/月\t\n"
    )
    assert [(row[1], row[2], row[4]) for row in indicators(content)] == [
        ("数量指标", "临聘人数", "411人"),
        ("时效指标", "下达率", "≥90%"),
        ("时效指标", "到位率", "≥80%"),
        ("时效指标", "人均标准", "1670元/月"),
    ]
    assert goals(content) == [("", "保障工资")]
    told = [finding for finding in findings(content) if finding.id == "R08"]
    assert [(finding.line, finding.printed, finding.expected) for finding in told] == [
        (9, "人均标准", "时效指标")
    ]


def test_points_that_slipped_into_the_column_of_units_are_none() -> None:
    heading = "一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重\n"
    rows = (
        "产出指标\t数量指标\t次数\t≥\t12\t次\t20\n效益指标\t社会效益指标\t意识\t定性\t提升\t20\t\n"
    )
    found = indicators(f"1、经费绩效目标表\n\n{heading}{rows}")
    assert [row[4] for row in found] == ["≥12次", "提升"]
