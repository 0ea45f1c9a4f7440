"""Every benchmark in a tiny form, and what a step costs, counted."""
