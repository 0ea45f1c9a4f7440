"""What happened: frozen facts, in order, of which every state is a fold."""
