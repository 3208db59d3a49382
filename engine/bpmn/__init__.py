"""BPMN as it is drawn, read into a Model: start at read.py. What runs it is engine.execution."""
