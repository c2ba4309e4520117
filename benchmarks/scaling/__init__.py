"""The tables of `scale.py`: one module each, and what they measure with."""
