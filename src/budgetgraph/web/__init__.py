"""Templates, styles and texts of the web pages."""
