"""Real OpenAPI documents: fetched and drawn, read and labelled by hand, and a judge of what is derived from them."""
