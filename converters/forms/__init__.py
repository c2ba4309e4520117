"""Forms: one module per kind of table, found by listing this folder. Modules with `_` are shared parts."""
