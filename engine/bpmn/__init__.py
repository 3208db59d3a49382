"""BPMN as we read it. Start at load.py."""
