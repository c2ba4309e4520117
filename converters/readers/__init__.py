"""Readers: one module per file format, found by listing this folder; `_` marks shared parts."""
