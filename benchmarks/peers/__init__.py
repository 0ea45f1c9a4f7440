"""The contest: this plugin and its peers search one service for the same bugs, with the same number of requests."""
