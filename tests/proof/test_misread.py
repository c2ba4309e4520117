"""A moved point is kept as printed and read anew only where sums and twin tables prove it."""

from decimal import Decimal

from proof.test_roles import lines_of

EXPENDITURE = """部门支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t37386.78\t\t37386.78
208\t社会保障和就业支出\t37386.78\t\t37386.78
20805\t行政事业单位养老支出\t{printed}\t\t{printed}
2080506\t职业年金缴费支出\t3500.00\t\t3500.00
2080507\t基本养老保险基金的补助\t28882.00\t\t28882.00
20826\t财政对基本养老保险基金的补助\t5004.78\t\t5004.78
"""


def test_moved_point_gets_a_second_reading_with_its_proof() -> None:
    lines, findings = lines_of(EXPENDITURE.format(printed="323820.0"))
    corrected = [line for line in lines if line.status == "corrected"]
    assert {line.code for line in corrected} == {"20805"}
    line = corrected[0]
    assert line.figure.printed == "323820.0"
    assert line.amount_yuan == Decimal(323820000)
    assert [reading.text for reading in line.readings] == ["32382.00"]
    assert line.readings[0].evidence
    assert {finding.id for finding in findings} == {"R33"}


def test_wrong_sum_with_other_digits_is_the_documents_and_stays() -> None:
    lines, findings = lines_of(EXPENDITURE.format(printed="32390.00"))
    assert all(line.status == "reported" for line in lines)
    assert not findings


def test_right_figures_are_left_alone() -> None:
    lines, findings = lines_of(EXPENDITURE.format(printed="32382.00"))
    assert not findings
    assert all(not line.readings for line in lines)


BASIC = """一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t合计\t人员经费\t公用经费
合计\t\t130.40\t100.00\t30.40
301\t工资福利支出\t100.00\t100.00\t
302\t商品和服务支出\t30.40\t\t30.40
30201\t办公费\t{total}\t\t{operating}
30202\t印刷费\t18.06\t\t18.06
"""


def readings_of(content: str) -> dict[tuple[str, str], str]:
    lines, _ = lines_of(content)
    return {
        (line.code, line.measure): line.readings[0].text
        for line in lines
        if line.status == "corrected"
    }


def test_sum_across_the_row_is_a_proof_beside_the_sum_down_the_codes() -> None:
    assert readings_of(BASIC.format(total="12.34", operating="1.234")) == {
        ("30201", "公用经费"): "12.34"
    }
    assert readings_of(BASIC.format(total="1.234", operating="12.34")) == {
        ("30201", "合计"): "12.34"
    }


def test_figures_of_one_row_misread_alike_are_read_anew_together() -> None:
    assert readings_of(BASIC.format(total="1.234", operating="1.234")) == {
        ("30201", "合计"): "12.34",
        ("30201", "公用经费"): "12.34",
    }


def test_reading_that_breaks_a_sum_is_none() -> None:
    # 18.06 × 10 would mend nothing; 302 is wrong by itself, and every row holds as printed.
    assert not readings_of(BASIC.format(total="123.4", operating="123.40"))
    assert not readings_of(BASIC.format(total="12.43", operating="12.43"))


def test_one_sum_is_enough_where_all_other_figures_print_two_decimals() -> None:
    three_public = """一般公共预算“三公”经费支出表
单位：万元
项目\t合计\t一般公共预算财政拨款
合计\t5.78\t5.78
二、公务用车购置及运维费\t5.40\t5.40
三、公务接待费\t0.38\t{printed}
"""
    assert readings_of(three_public.format(printed="0.038")) == {
        ("", "一般公共预算财政拨款"): "0.38"
    }
    assert not readings_of(three_public.format(printed="0.48"))


def test_full_width_figures_and_thousands_separators_are_read_anew_like_others() -> None:
    for printed in ("１.234", "１．２３４", "(1.234)"):
        expected = {} if printed.startswith("(") else {("30201", "公用经费"): "12.34"}
        assert readings_of(BASIC.format(total="12.34", operating=printed)) == expected
    large = BASIC.replace("30.40", "4,030.40").replace("130.40", "4,130.40")
    assert readings_of(large.format(total="4,012.34", operating="401.234")) == {
        ("30201", "公用经费"): "4012.34"
    }
