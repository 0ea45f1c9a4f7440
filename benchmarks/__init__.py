"""What pytest-resourcegraph costs, measured against what it is compared with, side by side in one run."""
