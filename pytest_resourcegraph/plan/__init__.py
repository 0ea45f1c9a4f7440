"""What to try: goals, the symbolic world, and the schedulers that turn one into sequences. Pure and deterministic."""
