"""Converters: readers (bytes -> blocks), layout (blocks -> whole tables), forms (tables -> statements)."""
