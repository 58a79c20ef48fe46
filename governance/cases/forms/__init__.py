"""What is typed in cases: by the office, and by members about themselves."""
