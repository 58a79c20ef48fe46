"""What is typed: on the paper, to set a ballot, and by the office."""
