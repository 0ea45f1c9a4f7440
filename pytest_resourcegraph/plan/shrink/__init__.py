"""What may be left of a failing sequence: candidates, the most promising first. Nothing here sends a request."""
