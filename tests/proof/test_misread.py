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
