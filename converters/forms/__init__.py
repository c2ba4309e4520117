"""Forms: one module per kind of table, found by listing this folder; `_` marks shared parts."""
