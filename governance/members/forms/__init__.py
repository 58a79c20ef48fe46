"""What is typed about the register; `importing.forms` has the imports."""
