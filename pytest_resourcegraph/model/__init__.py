"""What can exist and what can happen, as frozen values; and the protocols that the outer parts implement."""
