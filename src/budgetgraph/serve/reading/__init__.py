"""Budgets, figures and their trail, as values for pages.

Reads the graphs of one document at a time; questions across documents are saved queries.
"""
