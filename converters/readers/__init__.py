"""Readers: one module per file format, found by listing this folder. Modules with `_` are shared parts."""
