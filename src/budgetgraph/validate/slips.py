"""Which slip turns one printed figure into another: a lost point, swapped digits, a wrong digit."""

from decimal import Decimal

_POWERS = 8


def name_slip(found: Decimal, expected: Decimal) -> tuple[str, str]:
    """Return the slip in Chinese and English, two empty texts where none explains the difference.

    Args:
        found: The figure as printed.
        expected: What it should be, in the same unit.
    """
    if not found or not expected:
        return "", ""
    if found == -expected:
        return "正负号相反", "sign"
    factor = _power_of_ten(found, expected)
    if factor:
        return f"相差{factor}倍：小数点或单位有误", f"{factor} times: point or unit"
    a, b = _digits(found), _digits(expected)
    if len(a) == len(b):
        differing = [index for index in range(len(a)) if a[index] != b[index]]
        if _is_swap(a, b, differing):
            return "相邻两位数字颠倒", "two digits swapped"
        if len(differing) == 1:
            return "一位数字不同", "one digit differs"
    if len(a) + 1 == len(b) and any(b[:i] + b[i + 1 :] == a for i in range(len(b))):
        return "少一位数字", "a digit is missing"
    if len(b) + 1 == len(a) and any(a[:i] + a[i + 1 :] == b for i in range(len(a))):
        return "多一位数字", "a digit too many"
    return "", ""


def _power_of_ten(found: Decimal, expected: Decimal) -> int:
    large, small = max(abs(found), abs(expected)), min(abs(found), abs(expected))
    for exponent in range(1, _POWERS + 1):
        if small * 10**exponent == large:
            return int(10**exponent)
    return 0


def _digits(value: Decimal) -> str:
    """Return the digits with two decimals at least, so that `45` and `45.00` are equally long."""
    exponent = value.as_tuple().exponent
    decimals = max(2, -exponent if isinstance(exponent, int) else 2)
    return f"{abs(value):.{decimals}f}".replace(".", "")


def _is_swap(a: str, b: str, differing: list[int]) -> bool:
    if len(differing) != 2 or differing[1] - differing[0] != 1:  # noqa: PLR2004 - a pair
        return False
    first, second = differing
    return a[first] == b[second] and a[second] == b[first]
