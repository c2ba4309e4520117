"""The words of the reference pages themselves, in each language."""

from ..errors import UsageError

LANGUAGES = ("zh", "en")

_PHRASES = {
    "reference": ("参考手册", "Reference"),
    "generated": (
        "本手册由词汇、代码表、检查和查询文件生成（`python -m budgetgraph.reference`），请勿手改。",
        "Made from the vocabulary, code lists, shapes and queries themselves "
        "(`python -m budgetgraph.reference`): do not edit by hand.",
    ),
    "terms": ("词汇", "Vocabulary"),
    "about-terms": ("每个类和属性，分层列出", "every class and property, by layer"),
    "codes": ("代码表", "Code lists"),
    "about-codes": ("每个代码表和对照", "every code list and alignment"),
    "shapes": ("形状", "Shapes"),
    "about-shapes": ("数据要满足的每项条件", "every condition that data have to meet"),
    "queries": ("查询与检查", "Questions and checks"),
    "about-queries": ("每个保存的问题、检查和规则", "every saved question, check and rule"),
    "tables": ("从印出的表到三元组", "From the printed table to triples"),
    "about-tables": ("每种表的一行怎样变成数据", "what becomes of one row of each kind of table"),
    "namespace": ("命名空间", "Namespace"),
    "version": ("版本", "Version"),
    "classes": ("类", "Classes"),
    "properties": ("属性", "Properties"),
    "diagram": ("图", "Diagram"),
    "note": ("注意", "Note"),
    "example": ("例", "Example"),
    "source": ("依据", "Source"),
    "below": ("属于", "Subclass of"),
    "subproperty": ("从属于", "Subproperty of"),
    "domain": ("用于", "Used on"),
    "range": ("取值", "Values"),
    "own-properties": ("本类属性", "Its properties"),
    "values-of": ("作为取值", "Value of"),
    "once": ("至多一个", "at most one"),
    "also": ("又称", "Also called"),
    "deprecated": ("已弃用", "Deprecated"),
    "anything": ("不限", "anything"),
    "name": ("名称", "Name"),
    "count": ("条数", "Codes"),
    "completeness": ("完整程度", "Completeness"),
    "code": ("代码", "Code"),
    "label": ("名称", "Label"),
    "meaning": ("含义", "Meaning"),
    "spellings": ("印法", "Spellings"),
    "first-codes": ("只列前 {n} 条，共 {all} 条", "first {n} of {all} codes"),
    "alignments": ("对照", "Alignments"),
    "targets": ("检查对象", "Looks at"),
    "path": ("属性", "Path"),
    "severity": ("严重程度", "Severity"),
    "message": ("说明", "Message"),
    "answers": ("问题", "Questions"),
    "checks": ("检查", "Checks"),
    "rules": ("事实规则", "Rules for facts"),
    "printed": ("印出的表", "As printed"),
    "triples": ("一个单元格的三元组", "Triples of one cell"),
    "row": ("整理后的一行", "The tidy row"),
    "official": ("官方", "official"),
    "transcribed": ("转录", "transcribed"),
    "attested": ("见于公开文件", "attested"),
}


def phrase(key: str, language: str) -> str:
    """Return the words for a key; raises UsageError for a language that has none."""
    if language not in LANGUAGES:
        raise UsageError(f"no reference in {language!r}; there are: {', '.join(LANGUAGES)}")
    return _PHRASES[key][LANGUAGES.index(language)]


_QUERY_KEYS = {
    "about": "说明",
    "because": "理由",
    "chart": "图表",
    "column": "列",
    "expects": "应为",
    "id": "编号",
    "into": "写入",
    "parameter": "参数",
    "profile": "适用范围",
    "question": "所答问题",
    "reads": "读取",
    "severity": "严重程度",
    "zh": "发现",
    "en": "finding",
}


def query_key(key: str, language: str) -> str:
    """Return a key of a query's header in the language; keys without words stay as they are."""
    return _QUERY_KEYS.get(key, key) if language == "zh" or key == "en" else key
