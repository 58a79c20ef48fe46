"""Reading a file of staff as HR systems write it, and working out what it would change.

Nothing in here reads or writes the database. `files` makes text and cells of bytes; `headings`
guesses what each column is, `profiles` know how each system writes them and `settings` what else
must be known; `values` reads one cell, `rows` one row, `people` brings a person's rows together;
`plan` compares people with the register, by the `steps` for each and, where posts get numbers, the
`renumbering`; `differences` tells what changes. `forms` are the questions of the pages. The service
does the rest.
"""
