"""What this costs, measured: `make bench` runs all of it and prints one table.

Benches are never tests: nothing fails because a machine is slow. They do stop when something is
wrong, such as a vote that was acknowledged and is not in the box.
"""
