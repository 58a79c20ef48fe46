"""Elections as pencil and paper have them: who may stand, and which terms keep a board in turn."""
