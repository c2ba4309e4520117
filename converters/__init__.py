"""Converters: readers (bytes -> blocks), layout (-> whole tables), forms (-> statements)."""
