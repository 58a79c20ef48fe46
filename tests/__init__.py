"""The tests; see docs/ and tests/machinery for what they stand on."""
