"""Rules that judge the rows of a check where the words of a text decide, which SPARQL cannot read.

One module per rule, named in the header of its query (`# rule: products`). `judge(rows)` is pure:
it yields the rows that are findings, with what the message needs added to them.
"""
