"""Issue numbers of official documents (发文字号), in one spelling.

Printed forms differ in brackets and spaces: 邯财金【2023】31号, 邯财金[2023]31 号,
邯财社（2023）102号. The one spelling here has the brackets that the standard for official documents
(GB/T 9704) asks for: 邯财金〔2023〕31号.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .figures import squeeze

_BRACKET = re.compile(r"[\[【〔﹝［(（]\s*(?:19|20)")
_ISSUE_NUMBER = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{2,40})"
    r"(?:[\[【〔﹝［](?P<year>(?:19|20)\d{2})年?[\]】〕﹞］]第?(?P<number>\d{1,5})(?!\d)号?"
    # Round brackets mark many other things: there the closing word is required.
    r"|[(（](?P<year2>(?:19|20)\d{2})年?[)）]第?(?P<number2>\d{1,5})号)"
)
# An issuer's short name has two to eight characters; words of the sentence may stand before it.
_LEAD_IN = re.compile(
    r".*(?:根据|依据|按照|关于|转发|下达|印发|通知|文件|办法|意见|以及|其中|执行"
    r"|和|及|与|据|按|由|的|在|见)"
)
_UNCUT = 5
_JOINED = re.compile(r"^(?:以及|和|及|与)(?=.{2})")  # behind a number: …82号和邢人社办〔2022〕58号
_SHORTEST, _LONGEST = 2, 8
_MINUTES = re.compile(r"(?:纪要|公告|公报|令)$")  # these name their issuer in full
_LONGEST_MINUTES = 24


@dataclass(frozen=True, slots=True, order=True)
class IssueNumber:
    """The issue number of one official document.

    Attributes:
        issuer: Short name of the issuer, e.g. `邯财金`.
        year: Year of issue.
        number: Serial number within the year.
    """

    issuer: str
    year: int
    number: int

    def __str__(self) -> str:
        """Return the one spelling, e.g. `邯财金〔2023〕31号`."""
        return f"{self.issuer}〔{self.year}〕{self.number}号"


@lru_cache(maxsize=4096)
def find_issue_numbers(text: str) -> tuple[IssueNumber, ...]:
    """Return the issue numbers that a text cites, each once, in order of first mention."""
    if not _BRACKET.search(text):  # most texts: no need to look closer
        return ()
    return tuple(dict.fromkeys(_find(squeeze(text))))


def _find(text: str) -> Iterator[IssueNumber]:
    behind = -1
    for match in _ISSUE_NUMBER.finditer(text):
        issuer = match["issuer"]
        if match.start() == behind:
            issuer = _JOINED.sub("", issuer)
        behind = match.end()
        if len(issuer) > _UNCUT:  # short runs are a name as a whole, even 和政发
            issuer = _LEAD_IN.sub("", issuer)
        longest = _LONGEST_MINUTES if _MINUTES.search(issuer) else _LONGEST
        if _SHORTEST <= len(issuer) <= longest:
            year, number = match["year"] or match["year2"], match["number"] or match["number2"]
            yield IssueNumber(issuer, int(year), int(number))
