"""Reading a file of staff as HR systems write it, and working out what it would change.

Nothing in here reads or writes the database: `files` makes text and cells of bytes, `headings`
guesses what each column is, `values` reads one cell, `people` reads one row, `plan` compares people
with the register. The service does the rest.
"""
