"""Text that is no text is noticed; glyph variants are made plain."""

import pytest
from budgetgraph.converters.readers._legible import (
    is_garbled,
    plain_characters,
    refuse_garbled,
)

from budgetgraph.errors import InputError

PLAIN = "部门预算收支总表一般公共预算拨款收入社会保障和就业支出机关事业单位基本养老保险缴费支出卫生健康支出"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN, "財政撥款收入預算總表社會保障和就業支出衛生健康支出一般公共預算" * 2,
        "Gastos de personal, órganos de gobierno y retribución básica (€) año 2024", "48722.32 " * 40,
        "☑ √ ≥95% ①②③ 项目", "", "\ue000\ue001",
    ],
)  # fmt: skip
def test_readable_text_is_left_alone(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.encode("gb18030").decode("latin1"), PLAIN.encode().decode("latin1"),
        PLAIN.encode().decode("gb18030", "replace"), "\ue010\ue233" * 30, "\x01\x02\x03" * 10,
        "".join(chr(0x4E00 + n * 37) for n in range(80)), "ԱԲԳԴ" * 20, "\ufffd" * 50,
    ],
)  # fmt: skip
def test_mojibake_and_private_characters_are_noticed(text: str) -> None:
    assert is_garbled(text)
    with pytest.raises(InputError, match=r"a\.pdf: the text comes out garbled; print it again"):
        refuse_garbled([text], "a.pdf", "print it again")


def test_radicals_become_the_characters_they_stand_for() -> None:
    assert plain_characters("⼀般公共预算⾦额部⻔⻋辆") == "一般公共预算金额部门车辆"
    assert plain_characters("（１２）㎡Ⅳ") == "（１２）㎡Ⅳ"  # nothing else is changed
