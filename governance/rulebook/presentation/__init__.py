"""The rulebook as pages and files tell it."""
