"""Words and patterns of indicator targets: comparators, units, periods. Data for `targets.py`.

All patterns match text without white space and with half-width digits and signs. Runs of signs are
matched possessively, so that no text takes more than linear time per start.
"""

import re

# Comparators before the number. Legal Chinese counts the bound in: 以上 and 以下 include it.
BEFORE = {
    "ge": "≥ >= => 大于等于 大于或等于 高于或等于 不低于 不少于 不小于 不短于 至少 达到 达",
    "le": "≤ <= =< 小于等于 小于或等于 低于或等于 不超过 不高于 不大于 不多于 不晚于 不迟于 "
    "至多 最多 控制在",
    "gt": "> 大于 高于 超过 多于",
    "lt": "< 小于 低于 少于",
    "eq": "= 等于",
    "approx": "≈ 预计约 大约 约为 约 预计",
}
AFTER = {
    "ge": "及以上 (含)以上 以上",
    "le": "及以下 (含)以下 (含)以内 以下 以内 之内 内",
    "approx": "左右 上下",
}
UNITS = (
    "元 % 人次 人 名 户次 户 家次 家 个工作日 工作日 个月 个 次 场次 场 期 批次 批 件次 件 "
    "份 套 台次 台 辆 部 条 篇 项 所 座 处 间 张 本 册 组 片 块 支 只 头 亩 公顷 平方米 "
    "平方公里 平米 ㎡ m2 平 立方米 延米 米 公里 千米 km 吨 公斤 千克 天 日 年 月 周 小时 "
    "分钟 秒 季度 倍数 倍 分值 分 级 岁 起 宗 卷 枚 棵 株 盏 把 班 轮 届 种 类 村 课时 "
    "学时 人天 例"
)
# Counters that stand in brackets behind another, as one unit with it: 台(套).
BEHIND = (
    "个 人 户 家 次 场 期 批 件 份 套 台 辆 部 条 篇 项 所 座 处 间 张 本 册 组 片 块 支 只 头 宗 "
    "班 村"
)
COUNTED = frozenset({"次", "场", "场次", "期"})  # what happens so often: 2次/年 is a frequency
PERCENT = ("百分比", "佰分比", "百分点", "﹪")
BANDS = "优秀 良好 较好 中等 一般 不合格 合格 较差 优 良 中 差"
# Periods with their number in a year.
PERIODS = {
    "半年": 2,
    "季度": 4,
    "年度": 1,
    "学期": 2,
    "季": 4,
    "年": 1,
    "月": 12,
    "周": 52,
    "日": 365,
    "天": 365,
}
# Times a year to codes of the scheme frequency.
FREQUENCIES = {
    1: "annual",
    2: "semiannual",
    4: "quarterly",
    12: "monthly",
    52: "weekly",
    365: "daily",
}
NUMERALS = {char: number for number, char in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
QUARTER_END = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
MAX_WORDS = 16
_MIN_DOUBLED = 3  # digits of one half: 55285528 is doubled, 1010 may well be meant


def _choice(words: str) -> str:
    return "|".join(re.escape(word) for word in sorted(words.split(), key=lambda w: -len(w)))


CODE_BEFORE = {word: code for code, words in BEFORE.items() for word in words.split()}
CODE_AFTER = {word: code for code, words in AFTER.items() for word in words.split()}
COMPARATOR = re.compile(_choice(" ".join(CODE_BEFORE)))

_CMP = f"(?P<before>(?:{COMPARATOR.pattern})++)?"
_AFTER = f"(?P<after>{_choice(' '.join(CODE_AFTER))})?"
_SIGN = "[≥≤<>=]"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_BEHIND = rf"(?:\((?:{_choice(BEHIND)})\))?"
_UNIT = f"(?:(?:{_choice(UNITS)}){_BEHIND}|(?:[十百千]?[万亿]|[百千])(?:{_choice(UNITS)})?)"
_PER = r"(?P<per>(?:/[^/,;、。，；≥≤<>=]{1,12})*)"
_PERIOD = f"(?P<period>{_choice(' '.join(PERIODS))})"
_MONTH, _DAY = r"1[0-2]|0?[1-9]", r"3[01]|[12][0-9]|0?[1-9]"
_NO_SIGN = "[^≥≤<>=]"

DIGIT = re.compile(r"[0-9]")
UNIT_IN_BRACKETS = re.compile(rf"(?<=[0-9])\((?P<unit>{_UNIT})\)")  # ≥12.00(次)
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# A figure inside a label (9月份完成率=100%) is no value: the value begins at the sign.
LABEL_WITH_FIGURE = re.compile(f"{_NO_SIGN}*[0-9]{_NO_SIGN}*(?={_SIGN})")
LABELLED = re.compile(rf"(?P<label>[^0-9:≥≤<>=，、；;]{{1,{2 * MAX_WORDS}}}):(?P<rest>[^:]+)")
QUANTITY = re.compile(
    rf"(?P<label>.*?){_CMP}(?P<number>-?(?:{_NUMBER}))(?P<more>[余多])?"
    rf"(?P<unit>{_UNIT})?{_PER}{_AFTER}(?P<words>.*)"
)
NUMERAL = re.compile(
    rf"{_CMP}(?P<numeral>[一两二三四五六七八九十])(?P<unit>[个次场期家名人户套份项]){_PER}"
)
RANGE = re.compile(
    rf"{_CMP}(?P<lower>{_NUMBER})(?P<unit1>{_UNIT})?[-~～—–至到]++(?P<upper>{_NUMBER})"
    rf"(?P<unit>{_UNIT})?{_PER}(?P<words>[^0-9]{{0,{MAX_WORDS}}})"
)
SPREAD = re.compile(
    rf"(?:(?P<middle>{_NUMBER})(?:{_UNIT})?)?±(?P<spread>{_NUMBER})(?P<unit>{_UNIT})?"
)
DEADLINE = re.compile(
    rf"{_CMP}(?:20[0-9]{{2}}年?)?(?:(?P<month>{_MONTH})月(?:份)?"
    rf"(?:(?P<day>{_DAY})[日号]|(?P<part>底|末|[上中下]旬|初))?"
    r"|(?P<quarter>第?[一二三四1-4]季度)(?:底|末)?|(?P<half>上半年)"
    r"|(?P<end>年?年底|年末|年内|本年内)"
    rf"|(?P<only>{_DAY})[日号](?=(?:以|之)?前))"
    rf"(?P<limit>(?:以|之)?前|为?止|内)?"
    rf"(?P<words>[^0-9≥≤<>=]{{0,{MAX_WORDS}}}|完成{_NO_SIGN}{{0,{MAX_WORDS}}})"
)
EVERY = re.compile(rf"(?:按|每个?|逐){_PERIOD}(?P<rest>.*)")
ONCE = re.compile(rf"一次性(?P<words>[^0-9]{{0,{MAX_WORDS}}})")
TIMES = re.compile(rf"{_CMP}(?P<number>{_NUMBER})[次场期]次?/{_PERIOD}")
# A price names its units before the figure: 每人每年8元, 每个党员每年不少于200元.
EACH = re.compile(
    r"(?P<each>(?:每[^每0-9≥≤<>=不约至达]{1,4}?){1,3})(?<!补助)(?<!补贴)(?<!发放)(?<!增加)(?<!奖励)"
    r"(?P<rest>[≥≤<>=不约至达0-9].*)"
)
EACH_COUNTER = re.compile(r"^[个名位](?=.)")
BOOLEAN = re.compile(r"是|否|是/否|是否|有/无|√|×|有|无")
BAND = re.compile(rf"(?P<quantity>{_SIGN}.*?[0-9].*?)\(?(?P<label>{_choice(BANDS)})\)?")
BAND_FIRST = re.compile(rf"(?P<label>{_choice(BANDS)}):?(?P<quantity>{_SIGN}.*)")
DOUBLED = (
    re.compile(rf"{_SIGN}++(?P<one>{_NUMBER}){_SIGN}++(?P<two>{_NUMBER})?[^0-9]*"),
    re.compile(rf"{_SIGN}*+(?P<one>[0-9]+\.[0-9]+)(?P<two>(?P=one))[^0-9]*"),
    re.compile(rf"{_SIGN}*+(?P<one>[0-9]{{{_MIN_DOUBLED},}})(?P<two>(?P=one))[^0-9]*"),
)
# Strongest first. The ASCII comma parts values only where it groups no thousands.
SEPARATORS = (
    re.compile(r"[;；]"),
    re.compile(r"[，、。]|,(?![0-9]{3}(?![0-9]))|(?<![0-9]),|并?且"),
)
STRAY = re.compile(r"[≥≤<>=~±;；，、。,]")
NOTE = re.compile(r"\((.*)\)")
