"""Tests: see docs in tests/machinery/README.md."""
