"""Personal data in published text: finds it and masks it.

Knows mobile numbers, identity card numbers and the names beside them. A name alone is not known as
one, except behind a label such as 项目负责人. Department telephone numbers, social credit codes,
project codes and amounts are no personal data. A `Span` never carries the text that was found, so
nothing that is printed about it can leak it.
"""

import re
from dataclasses import dataclass
from datetime import date

from .figures import half_width

MASK = "*"

# Surnames of some 99 % of the population; a name is told from other words by them.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹"
    "申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司"
    "卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
    "阎晋楚栗封冀鞠"
)
_COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯|端木|呼延"
# Words that begin like a name and stand where names stand.
_NO_NAMES = re.compile(
    "单位|项目|金额|时间|方案|高度|安排|安全|全部|全年|全区|全县|全市|明细|明确|经费|资金|成立|成本|管理|应当|应该|"
    "查看|向上|关于|计划|解决|连续|华北|常务|文件|文化|文明|程序|任务|任何|严格|严肃|万元|万人|路线|温馨|康复|"
    "易地|游客|包括|包含|包干|符合|时效|时限|车辆|车间|农村|农业|农民|农户|党员|党委|党组|党政|党建|全面|全体|商务|商业|"
    "施工|施行|司法|古建|简要|简介|房屋|房产|方面|方式|方法|石油|江苏|海南|云南|季度|应急|应收|应付|常规|常用|冷链|"
    "宗教|宗旨|师资|师范|费用|席位|章节|章程|向社|周边|周期|周转|左右|白色|白天|史志|龙头|金融|易于|高校|高中|高新|高等|"
    "高级|高质|高标|马上|马路|何时|林业|林木|石材|钱款|顾问|田间|田地|水电|温度|成果|成效|成员|成功|成人"
)
_NAME_SIGN = rf"(?:(?:{_COMPOUND})[\u4e00-\u9fa5]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fa5·]{{1,3}})"
_SHORT_NAME = rf"(?:(?:{_COMPOUND})[\u4e00-\u9fa5]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fa5]{{1,2}})"

# What every number below has in it: most texts have none, and are looked through once only.
_NUMBER = re.compile(r"\d{7}|1[3-9]\d[- ]\d{4}")
# Patterns begin with a digit, which is quick to look for; what stands before is looked at after.
_MOBILE = re.compile(
    r"1[3-9]\d(?:\d{8}|-\d{4}-\d{4}|(?P<spaced> \d{4} \d{4}))"
    r"(?![0-9A-Za-z])(?!\.\d)(?![ ]?[万亿千百]?(?:元|人|个|平|亩|吨))"
)
_COUNTRY = re.compile(r"(?<![0-9A-Za-z.])\(?(?:\+|00)?86\)?[- ]?$")
_LANDLINE = re.compile(r"0\d{2,3}(?:\)|[- ])?\d{7,8}(?:-\d{1,5})?(?![0-9A-Za-z])")
_ID_CARD = re.compile(r"\d{17}[0-9Xx](?![0-9A-Za-z])")
_NUMBER_BEFORE = re.compile(r"[0-9A-Za-z.\-]$")
_PHONE_WORD = r"(?:联系)?(?:电话|手机|方式)(?:号码?)?|手机号码?|(?i:tel|phone|mobile)"
_BETWEEN = rf"[\s|:,、，;；/()（）]{{0,6}}(?:(?:{_PHONE_WORD})[\s|:()（）]{{0,4}})?"
_NAME_BEFORE = re.compile(rf"({_SHORT_NAME}){_BETWEEN}$")
_NAME_AFTER = re.compile(rf"[\s|,、，;；()（）]{{0,6}}({_NAME_SIGN})(?![\u4e00-\u9fa5])")
_PHONE_LABEL_BEFORE = re.compile(rf"(?:{_PHONE_WORD})[\s|:()（）]{{0,4}}$")
_LABEL = re.compile(
    r"(?:负责人|联系人|经办人|填报人|填表人|审核人|复核人|制表人|编制人|法定代表人|法人代表|责任人|主管领导|分管领导|姓名|"
    r"联络员|报送人|签发人|录入人)(?:姓名)?(?:\((?:签字|签章|签名|盖章)\))?(?:及(?:其)?(?:联系)?(?:电话|方式|手机)(?:号码)?)?"
    rf"(?:[\s|]*:[\s|]*|[ \t\u3000|]+)({_NAME_SIGN})(?![\u4e00-\u9fa5])"
)
_OFFICE = re.compile("[局所办股室科处队站厅部会院校店司心](?![\u4e00-\u9fa5])")
_LOOK_BACK = 24
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Span:
    """Where personal data stands.

    Attributes:
        kind: `name-with-phone`, `name` (behind a label), `mobile` or `id-card`.
        start: Offset of the first character.
        end: Offset after the last character.
    """

    kind: str
    start: int
    end: int


def find_personal(text: str) -> list[Span]:
    """Return where a text prints personal data, in order and without overlaps."""
    plain = half_width(text)  # one character for one: offsets stay
    spans = _find_numbers(plain) if _NUMBER.search(plain) else []
    for found in _LABEL.finditer(plain):
        if not _NO_NAMES.match(found[1]):
            spans.append(Span("name", *found.span(1)))
    return _without_overlaps(spans)


def mask(text: str) -> str:
    """Return the text with personal data replaced by `*`, character by character."""
    spans = find_personal(text)
    if not spans:
        return text
    pieces: list[str] = []
    done = 0
    for span in spans:
        hidden = (MASK if c.isalnum() else c for c in text[span.start : span.end])
        pieces += [text[done : span.start], "".join(hidden)]
        done = span.end
    return "".join([*pieces, text[done:]])


def _find_numbers(plain: str) -> list[Span]:
    """Return numbers of identity cards and telephones, with the names beside them."""
    spans = [Span("id-card", *found.span()) for found in _ID_CARD.finditer(plain) if _is_id(found)]
    spans += [_with_name(plain, *place) for place in _mobiles(plain)]
    return spans + _named_landlines(plain)


def _mobiles(plain: str) -> list[tuple[int, int]]:
    """Return where mobile numbers stand; one with blanks inside counts only behind a label.

    Three figures side by side (`138 1000 2000`) look just like it.
    """
    places = []
    for found in _MOBILE.finditer(plain):
        before = plain[max(0, found.start() - _LOOK_BACK) : found.start()]
        country = _COUNTRY.search(before)
        if _NUMBER_BEFORE.search(before) and not country:
            continue
        if not found["spaced"] or _PHONE_LABEL_BEFORE.search(before):
            places.append((found.start() - (len(country[0]) if country else 0), found.end()))
    return places


def _named_landlines(plain: str) -> list[Span]:
    """Return the numbers of offices that stand beside a name; the office's own name is none."""
    spans = [
        _with_name(plain, *found.span())
        for found in _LANDLINE.finditer(plain)
        if not _NUMBER_BEFORE.search(plain[max(0, found.start() - 1) : found.start()])
    ]
    return [
        span
        for span in spans
        if span.kind == "name-with-phone" and not _OFFICE.search(plain[span.start : span.end])
    ]


def _with_name(plain: str, start: int, end: int) -> Span:
    """Return the span of a telephone number and the name beside it."""
    window = max(0, start - _LOOK_BACK)
    before = _last_name(plain[window:start])
    if before is not None:
        return Span("name-with-phone", window + before, end)
    after = _NAME_AFTER.match(plain, end)
    if after and not _NO_NAMES.match(after[1]):
        return Span("name-with-phone", start, after.end(1))
    return Span("mobile", start, end)


def _last_name(before: str) -> int | None:
    """Return where the name right before a number begins, None where no name stands there.

    Where other words run into the name (办公室张三), the longest tail that can be a name is taken.
    """
    for begin in range(max(0, len(before) - _LOOK_BACK), len(before)):
        found = _NAME_BEFORE.match(before, begin)
        if found and not _NO_NAMES.match(found[1]):
            return begin
    return None


def _is_id(found: re.Match[str]) -> bool:
    """Return whether 18 characters are an identity card number: birthday and check character."""
    number = found[0].upper()
    before = found.string[max(0, found.start() - 1) : found.start()]
    if before.isascii() and before.isalnum():
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return born.year >= 1900 and _ID_CHECKS[total % 11] == number[-1]  # noqa: PLR2004


def _without_overlaps(spans: list[Span]) -> list[Span]:
    """Return the spans in order; of overlapping ones the first, and of these the longest."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif span.end > kept[-1].end:
            kept[-1] = Span(kept[-1].kind, kept[-1].start, span.end)
    return kept
