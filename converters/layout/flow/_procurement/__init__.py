"""Parts of the reader of procurement tables."""
