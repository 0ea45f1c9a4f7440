"""Schedulers: ways to choose sequences. One file each, all with the protocol of ``plan.scheduler``."""
