"""How running text names its publisher: in full, or without the place that it belongs to."""

import re

_OWN = "本部门"  # what stands for the name, as texts say it themselves
_LEAST_NAME = 3  # characters of a name without its place
_ITS = re.compile(f"(?<={_OWN})(?:单位|部门)(?=收入|支出)")  # 某某局单位支出
_BEFORE_NAME = re.compile(r"(?:.*20\d\d年)?度?")


def without_name(clause: str, department: str) -> str:
    """Return a clause with 本部门 for its publisher's name, or for the end of it: 县科技局."""
    if department and department in clause:
        return _ITS.sub("", clause.replace(department, _OWN))
    if len(department) <= _LEAST_NAME or department[-_LEAST_NAME:] not in clause:
        return clause
    before = _BEFORE_NAME.match(clause)
    begin = before.end() if before else 0
    for size in range(len(department) - 1, _LEAST_NAME - 1, -1):
        if clause.startswith(department[-size:], begin):
            return clause[:begin] + _OWN + clause[begin + size :]
    return clause
