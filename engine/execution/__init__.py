"""Diagrams lived through: tokens, gateways, events and sub-processes, on SpiffWorkflow."""
