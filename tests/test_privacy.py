"""Personal data is found and masked; figures and codes that look like it are left alone.

Numbers and names are put together here, so that none stands in the repository.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetgraph.privacy import find_personal, mask

MOBILE = "138" + "0013" + "8000"
DASHED = "-".join(("138", "0013", "8000"))
NAME = "张" + "某"
LONG_NAME = "欧阳" + "某某"
ID_CARD = "110105" + "19491231" + "002" + "X"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in find_personal(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"项目负责人及联系电话 {NAME} {MOBILE}", [("name-with-phone", f"{NAME} {MOBILE}")]),
        (f"{NAME}{MOBILE}", [("name-with-phone", f"{NAME}{MOBILE}")]),
        (f"办公室{NAME}：{DASHED}", [("name-with-phone", f"{NAME}：{DASHED}")]),
        (f"{MOBILE}（{LONG_NAME}）", [("name-with-phone", f"{MOBILE}（{LONG_NAME}")]),
        (f"{NAME}|联系电话：0310-8888888", [("name-with-phone", f"{NAME}|联系电话：0310-8888888")]),
        (f"咨询：{MOBILE}。", [("mobile", MOBILE)]),
        (f"手机：+86{MOBILE}", [("mobile", f"+86{MOBILE}")]),
        (f"电话 {DASHED.replace('-', ' ')}", [("mobile", DASHED.replace("-", " "))]),
        (f"身份证{ID_CARD}", [("id-card", ID_CARD)]),
        (f"联系人：{LONG_NAME}", [("name", LONG_NAME)]),
        (f"项目负责人\t{NAME}\t", [("name", NAME)]),
        (f"法定代表人（签字）：{NAME}", [("name", NAME)]),
    ],
)
def test_personal_data_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "11130406MB0123456X",  # social credit code
        "911304060123456789",  # the same, digits only
        "13040624P00138001380X",  # project code
        f"13040624P{MOBILE}X",
        f"{MOBILE}.00",
        f"{MOBILE}元",
        f"{MOBILE} 万元",
        f"合计{MOBILE}0",
        "138 1000 2000",  # three figures side by side
        "2080101 48722.32 48699.73",
        "咨询电话：0310-8888888",
        "房管所 0310-8888888",
        "联系人：办公室",
        "项目负责人：实施方案",
        "项目负责人 单位名称",
        "项目负责人：高度重视",
        "负责人员经费",
        ID_CARD[:-1] + "1",  # wrong check character
        "110105" + "19491331" + "0021",  # no such day
        "",
    ],
)
def test_figures_codes_and_other_words_are_no_personal_data(text: str) -> None:
    assert kinds(text) == []
    assert mask(text) == text


def test_masking_keeps_length_and_everything_else() -> None:
    text = f"项目名称\t{NAME} {MOBILE}\t预算 12.00 万元，联系人：{NAME}。"
    assert mask(text) == f"项目名称\t** {'*' * 11}\t预算 12.00 万元，联系人：**。"


def test_full_width_digits_are_digits() -> None:
    wide = MOBILE.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert mask(f"电话：{wide}") == f"电话：{'*' * 11}"


def test_a_span_does_not_carry_the_text() -> None:
    span = find_personal(f"{NAME} {MOBILE}")[0]
    assert NAME not in repr(span)
    assert MOBILE not in repr(span)


@given(st.text(alphabet=f"{NAME}{MOBILE[:4]} |：，.-元X联系人电话", max_size=60))
def test_masked_text_holds_nothing_more_to_find(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(new in (old, "*") for old, new in zip(text, masked, strict=True))
    assert not [span for span in find_personal(masked) if span.kind != "name"]
