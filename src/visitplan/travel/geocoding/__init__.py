"""From addresses to points: the extract's own house numbers, answers kept, services asked."""
