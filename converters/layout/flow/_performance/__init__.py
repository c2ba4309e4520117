"""Parts of the reader of performance tables."""
