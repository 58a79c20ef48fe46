"""What tests stand on: the least that is valid, a file for each feature."""
