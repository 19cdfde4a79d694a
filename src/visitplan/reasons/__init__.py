"""Reasons that are tried: every change that is told was planned and verified before."""
