"""The guide to formats names every limit with its default."""

from dataclasses import asdict
from pathlib import Path

from budgetgraph.limits import DEFAULT

GUIDE = (Path(__file__).parent.parent / "docs" / "formats.md").read_text("utf-8")


def test_every_limit_is_named_with_its_default() -> None:
    rows = [line for line in GUIDE.splitlines() if line.startswith("| `")]
    for name, value in asdict(DEFAULT).items():
        row = next(row for row in rows if f"`{name}`" in row)
        assert str(value) in row, name
