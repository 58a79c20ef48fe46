"""Reading files of opening positions and holdings, and working out what each line would post.

Nothing in here but `models` knows the database. `shapes` are the three kinds of file and what their
columns may be called; `settings` what else must be known; `amounts` reads one cell; `movements` and
`opening_balances` read lines; `files` and `values` of the import of staff make cells of bytes.
`forms` are the questions of the pages. The service does the rest.
"""
