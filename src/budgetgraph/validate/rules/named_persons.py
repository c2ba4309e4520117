"""Indicators whose names differ by the name of a person only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..rows import Row

# Some 150 frequent surnames: three names of one project must fit, so rarer ones can be left out.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤耿"
)
_FEWEST = 3
_SHORTEST = 4


def judge(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the first row of a project in which several indicators begin with a person's name."""
    groups: defaultdict[tuple[object, ...], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        name = str(row["name"])
        for length in (2, 3):
            rest = name[length:]
            if name[:1] in _SURNAMES and len(rest) >= _SHORTEST:
                groups[row["this"], row["project"], rest][name] = row
    for _, found in sorted(groups.items(), key=str):
        heads = {name[:1] for name in found}
        if len(found) >= _FEWEST and len(heads) >= _FEWEST:
            yield found[min(found)] | {"count": len(found)}
