"""Layout text that keeps the look of the page: wrapped cells are put together."""

from budgetgraph.converters.layout.flow._unwrap import unwrap
from budgetgraph.converters.readers import text

from budgetgraph.contract import Source
from budgetgraph.convert import convert
from budgetgraph.model import Paragraph

# As pdftotext -layout prints it: an ideograph counts one column, figures stand between the lines
# of a label, headings wrap beside each other, 基本支出 stands over three columns in a gap.
SPENDING = """\
附表 4 一般公共预算支出表

部门名称：河东市人力资源和社会保障局 单位：万元

                                      基本支出
科目编                                                          项目支
            科目名称             合计
码                                        人员经    公用经          出
                                   小计
                                         费       费


208        社会保障和就业支出        1,468.38   610.91   528.75   82.16   857.47


          人力资源和社会保障管理事
20801                     1,053.66   439.75   357.59   82.16   613.91
                务


2080101        行政运行          410.81   410.81   328.65   82.16
2080102     一般行政管理事务         206.94                             206.94

          其他人力资源和社会保障管
2080199                     435.91    28.94    28.94            406.97
              理事务支出

20807          就业补助          414.72   171.16   171.16            243.56
"""
# As office programs print it: an ideograph counts two columns, and the first line has the figures.
BALANCE = """\
附表1 部门收支总表
                                                  单位：万元
收 入                         支 出
项 目              预算数     项 目              预算数
一、一般公共预算   1,693.49   一、一般公共服务   42.06
拨款收入                      支出
二、政府性基金预              二、外交支出
算拨款收入
三、事业收入       65.72      三、社会保障和就   1,717.15
                              业支出
收入总计           1,759.21   支出总计           1,759.21
"""


def read(content: str) -> list[Paragraph]:
    blocks = text.read(Source("a.txt", content.encode())).blocks
    return [block for block in blocks if isinstance(block, Paragraph)]


def rows(content: str) -> list[list[str]]:
    return [paragraph.text.split() for paragraph in unwrap(read(content), 2) if paragraph.text]


def test_label_around_the_line_of_its_figures_is_one_and_headings_keep_their_levels() -> None:
    assert rows(SPENDING)[2:] == [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["小计", "人员经费", "公用经费"],
        ["208", "社会保障和就业支出", "1,468.38", "610.91", "528.75", "82.16", "857.47"],
        ["20801", "人力资源和社会保障管理事务", "1,053.66", "439.75", "357.59", "82.16", "613.91"],
        ["2080101", "行政运行", "410.81", "410.81", "328.65", "82.16"],
        ["2080102", "一般行政管理事务", "206.94", "206.94"],
        ["2080199", "其他人力资源和社会保障管理事务支出", "435.91", "28.94", "28.94", "406.97"],
        ["20807", "就业补助", "414.72", "171.16", "171.16", "243.56"],
    ]


def test_row_stands_on_the_line_of_its_figures() -> None:
    lines = [paragraph.line for paragraph in unwrap(read(SPENDING), 2) if paragraph.text]
    assert lines[-6:] == [13, 17, 21, 22, 25, 28]


def test_figures_of_wrapped_rows_stand_in_their_columns() -> None:
    found = {
        (line.code, line.measure): str(line.amount_yuan)
        for line in convert(Source("a.txt", SPENDING.encode())).lines
    }
    assert found["20801", "项目支出"] == "6139100.00"
    assert found["2080199", "小计"] == "289400.00"
    assert found["2080102", "项目支出"] == "2069400.00"
    assert ("2080102", "小计") not in found


def test_cells_of_both_sides_of_a_balance_wrap_beside_each_other() -> None:
    assert rows(BALANCE)[2:] == [
        ["收", "入", "支", "出"],
        ["项", "目", "预算数", "项", "目", "预算数"],
        ["一、一般公共预算拨款收入", "1,693.49", "一、一般公共服务支出", "42.06"],
        ["二、政府性基金预算拨款收入", "二、外交支出"],
        ["三、事业收入", "65.72", "三、社会保障和就业支出", "1,717.15"],
        ["收入总计", "1,759.21", "支出总计", "1,759.21"],
    ]


def test_lines_of_text_without_columns_stay_as_they_are() -> None:
    plain = read("2024年部门预算\n208 社会保障和\n就业支出 12.00\n20801 管理事务 12.00\n")
    assert unwrap(plain, 2) == plain
