"""Parts of `grouped_parts`: the rows of balances that name their parts above their columns."""
