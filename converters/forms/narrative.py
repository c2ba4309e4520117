"""Figures stated in running text -> `NarrativeFigure`, each key once: its first statement.

Where that is rounded (1.55亿元), the first that says the same more exactly counts.

A figure is known by the words right before it and by the section it stands in. Units are read as
printed; a misprint that the sums of its siblings prove is read as they prove it, and told.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from budgetgraph.contract import Context
from budgetgraph.figures import UNIT_SCALES, parse_figure
from budgetgraph.model import Cell, Finding, NarrativeFigure, Paragraph

from ..layout.sentences import Sentence, split_sentences
from ..vocabulary import load, normalise
from . import _changes as changes
from . import _phrases as phrases
from ._in_order import clauses_in_order
from ._left_figures import Left, describe_left, describe_others, describe_skipped
from ._own_name import without_name
from ._units import Stated, mend

_MONEY = re.compile(
    r"(?<![\d.,])(?P<figure>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?!,\d{3})(?:(?P<unit>亿元|百万元|万元|千元|元)(?![/／])|(?P<short>[万亿]?)(?=[，,。；;、()（）]|$))"
)
# A line with cells apart, and no sentence: a row of a table that was not understood.
_APART = re.compile(r"\S(?:\t|\s{3,})\S|\d\s+\d{1,2}、")
_SAID = re.compile(r"[。；;]|\d\s*[万亿]?元")
_ENUMERATOR = re.compile(r"[1-9]\d?、")  # 政府性基金拨款 4、公共安全支出
_FIRST_ITEM = re.compile(r"[:：]1[.．、](?=\D)")  # …100万元，其中：1.财政拨款收入80万元。
_NEXT_ITEM = re.compile(r"[；;，,、。]2[.．、](?=\D)")
_OF_WHICH = re.compile(r"\D{0,2}(?:其中|包括|分为)")
_SHORT = {"万": "万元", "亿": "亿元"}
_DIGITS = str.maketrans("０１２３４５６７８９．－", "0123456789.-")


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate for a key: 0 for its own section, 1 for a section without a topic."""

    distance: int
    stated: Stated


@dataclass(slots=True)
class _Speech:
    """What a section speaks of: a change that does not say of what is one of that.

    Attributes:
        section: The headings above.
        subject: What the last sentence with figures states first, empty for what has no key; None
            before any.
        is_open: Whether the sentence at hand has stated nothing so far.
        left: Figures that were not understood.
        understood: Sentences of which one was.
        skipped: Figures of other years or stages.
        passed: What the last figure of another year or stage in the sentence was of.
        was_of_other: Whether the last figure was one of these, so that its parts may follow.
        is_part_of_other: Whether they do.
        named_last: What the last figure is of, empty for what has no key.
        opens_item: Whether the sentence ends with the first item of a list, so that the next one
            speaks of that.
    """

    section: tuple[str, ...] = ()
    subject: str | None = None
    is_open: bool = True
    left: list[Left] = field(default_factory=list)
    understood: set[str] = field(default_factory=set)
    skipped: list[Left] = field(default_factory=list)
    passed: phrases.Meaning | None = None
    was_of_other: bool = False
    is_part_of_other: bool = False
    named_last: str = ""
    opens_item: bool = False

    def begin(self, sentence: Sentence, topics: Iterable[str]) -> str:
        """Return what a sentence speaks of until it states something itself."""
        if self.section != (section := tuple(sentence.headings)):
            self.section, self.subject, self.was_of_other = section, None, False
        self.is_open, self.passed, self.is_part_of_other = True, None, False
        self.was_of_other = self.was_of_other and bool(_OF_WHICH.match(sentence.text))
        if self.opens_item:
            self.subject, self.opens_item = self.named_last, False
        first = _FIRST_ITEM.search(sentence.text)
        self.opens_item = bool(first and not _NEXT_ITEM.search(sentence.text, first.end()))
        if self.subject is not None:
            return self.subject
        subjects = load("narrative")["subjects"]
        return next((subjects[topic] for topic in sorted(topics) if topic in subjects), "")

    def passes(self, clause: str, between: str, edition: phrases.Edition) -> bool:
        """Return whether the figure after a clause is of another year or stage, and note of what.

        So are the parts of such a figure, until a year or stage is named again:
        `2022年决算22万元，其中：公务接待费20万元`.
        """
        self.is_part_of_other |= self.was_of_other and bool(_OF_WHICH.match(between))
        if changes.is_change(clause) or changes.compares(clause):
            self.was_of_other = False
            return False
        if phrases.is_of_other(clause, edition) or phrases.is_changed(clause):
            self.passed = phrases.named_by(clause) or self.passed
            self.was_of_other, self.is_part_of_other = True, False
            return True
        if self.is_part_of_other and not phrases.tells_edition(clause):
            return True
        self.was_of_other = self.is_part_of_other = False
        return False

    def note(
        self,
        sentence: Sentence,
        topics: Iterable[str],
        clause: str,
        money: re.Match[str],
        *,
        is_known: bool,
    ) -> None:
        """Note a figure that was understood, or was not."""
        if is_known or changes.is_change(clause) or changes.compares(clause):
            self.understood.add(sentence.text)
        else:
            self.left.append(_left(sentence, topics, clause, money))

    def skip(
        self, sentence: Sentence, topics: Iterable[str], clause: str, money: re.Match[str]
    ) -> None:
        """Note a figure of another year or stage, if it is one of those that texts state."""
        if phrases.names_figure(clause):
            self.skipped.append(_left(sentence, topics, clause, money))

    def repeats(self, clause: str, subject: str) -> bool:
        """Return whether a figure is the same of another year or stage: `预算3万元，决算2万元`."""
        if changes.compares(clause):
            return True
        named = phrases.named_by(clause)
        return self.was_of_other and (named is None or subject in named.keys)

    def state(self, key: str) -> str:
        """Note what a sentence states, and return it."""
        self.named_last = key
        if self.is_open:
            self.subject, self.is_open = key, False
        return key


def extract_text(
    paragraphs: tuple[Paragraph, ...], context: Context
) -> Iterator[NarrativeFigure | Finding]:
    """Yield the figures of the text in document order, then what is wrong with their units."""
    best: dict[str, _Found] = {}
    others: list[_Found] = []
    speech = _Speech()
    for sentence in split_sentences(paragraphs):
        topics = phrases.topics_of((context.section, *sentence.headings))
        if topics is None:
            continue
        for topic, stated in _figures(sentence, topics, context, speech):
            is_own = topic in topics
            if topics and not is_own and not phrases.is_stated_within(stated.key, topics):
                continue
            found = _Found(0 if is_own else 1, stated)
            known = best.get(stated.key)
            if (
                known is None
                or found.distance < known.distance
                or (found.distance == known.distance and _refines(stated, known.stated))
            ):
                best[stated.key] = found
            elif _differs(stated, known.stated):
                others.append(found)
    figures, findings = mend([found.stated for found in best.values()])
    yield from sorted(
        (_figure(stated) for stated in figures),
        key=lambda figure: (figure.cell.page or 0, figure.cell.line),
    )
    yield from findings
    yield from describe_left(speech.left, best.keys(), speech.understood)
    yield from describe_skipped(speech.skipped)
    yield from describe_others(
        one.stated for one in others if one.distance == best[one.stated.key].distance
    )


def _refines(stated: Stated, known: Stated) -> bool:
    """Return whether a figure is the same as a known one, printed more exactly."""
    if not (stated.scale and known.scale) or stated.sign != known.sign:
        return False
    exact, rounded = (parse_figure(one.digits, one.scale) for one in (stated, known))
    return (
        exact.half_width_yuan < rounded.half_width_yuan
        and abs(exact.amount_yuan - rounded.amount_yuan) <= rounded.half_width_yuan
    )


def _differs(stated: Stated, known: Stated) -> bool:
    """Return whether a figure is another one than a known one, however rounded."""
    if not (stated.scale and known.scale):
        return False
    one, other = (parse_figure(said.digits, said.scale) for said in (stated, known))
    apart = abs(one.amount_yuan * stated.sign - other.amount_yuan * known.sign)
    return apart > max(one.half_width_yuan, other.half_width_yuan)


def _figures(
    sentence: Sentence, topics: Iterable[str], context: Context, speech: _Speech
) -> Iterator[tuple[str, Stated]]:
    """Yield the figures that a sentence states, with the topic of each."""
    text = sentence.text.translate(_DIGITS)
    subject = speech.begin(sentence, topics)
    department = normalise(context.publisher.department)
    heading = phrases.of_heading(sentence.headings[-1]) if sentence.headings else None
    edition = phrases.Edition(context.publisher.year, context.publisher.phase)
    of_part, begin, is_compared = _is_cut(text), 0, False
    figures = list(_MONEY.finditer(text))
    named = clauses_in_order(text, figures)
    for index, money in enumerate(figures):
        clause = named.get(index) or phrases.last_clause(text[begin : money.start()])
        clause = without_name(clause, department)
        clause = changes.as_compared(clause) if is_compared else clause
        is_compared = changes.compares(clause) and not changes.completes(clause)
        between, begin = text[begin : money.start()], money.end()
        meaning = None
        if clause and (index in named or not _is_of_table(sentence, money)):
            above = speech.passed or heading
            if speech.passes(clause, between, edition):
                speech.skip(sentence, topics, clause, money)
            else:
                meaning = phrases.read_clause(clause, subject, edition, above)
                speech.note(sentence, topics, clause, money, is_known=meaning is not None)
        elif not (clause or money.start()) and money["unit"] and sentence.headings:
            meaning = phrases.of_short_heading(sentence.headings[-1])
        if meaning is None:
            opens = _OF_WHICH.match(text, money.end()) and phrases.names_part_of_money(clause)
            of_part = of_part or bool(opens)
            if not (changes.is_change(clause) or speech.repeats(clause, subject)):
                subject = speech.state("")
            continue
        if not meaning.is_change:
            subject = speech.state(meaning.keys[0])
        if of_part and meaning.keys[0] in load("narrative")["parts"]["of-money"]:
            continue
        of_part = of_part and not meaning.keys[0].startswith("total")
        for key in meaning.keys:
            yield meaning.topic, _stated(sentence, money, key, meaning.sign)


def _is_cut(text: str) -> bool:
    """Return whether a sentence begins with a figure whose name a page before prints.

    What it consists of is then a part of something unknown.
    """
    first = _MONEY.match(text)
    return bool(first and first["unit"])


def _is_of_table(sentence: Sentence, money: re.Match[str]) -> bool:
    """Return whether a figure stands in a row of a table, or numbers an item of one."""
    if _ENUMERATOR.match(money.string, money.start()):
        return True
    line = sentence.paragraph_at(money.start()).text
    return bool(_APART.search(line.strip())) and not _SAID.search(line)


def _stated(sentence: Sentence, money: re.Match[str], key: str, sign: int) -> Stated:
    unit = money["unit"] or _SHORT.get(money["short"], "")
    return Stated(
        key=key,
        digits=money["figure"],
        unit=unit,
        sign=sign,
        sentence=sentence.text,
        cell=_cell(sentence, money),
        scale=UNIT_SCALES.get(unit, 0),
    )


def _left(sentence: Sentence, topics: Iterable[str], clause: str, money: re.Match[str]) -> Left:
    section = tuple(sentence.headings)
    return Left(section, frozenset(topics), sentence.text, clause, _cell(sentence, money))


def _cell(sentence: Sentence, money: re.Match[str]) -> Cell:
    paragraph = sentence.paragraph_at(money.start())
    return Cell(sentence.text[money.start() : money.end()], paragraph.line, page=paragraph.page)


def _figure(stated: Stated) -> NarrativeFigure:
    figure = parse_figure(stated.digits, stated.scale)
    amount = figure.amount_yuan * stated.sign
    signed = replace(figure, amount_yuan=amount if amount else abs(amount))
    return NarrativeFigure(stated.key, signed, stated.sentence, stated.cell)
