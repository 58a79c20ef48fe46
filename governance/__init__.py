"""Folkmoot: where an employee-owned mutual governs itself."""
