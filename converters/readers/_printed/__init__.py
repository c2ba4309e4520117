"""Printed pages as geometry: characters with boxes and ruled lines -> paragraphs and grids.

Where the characters come from, a PDF's text or a scanned picture, is the readers' business.
"""
