"""The process definitions in force: drafts, versions, and the dated reference tables."""
