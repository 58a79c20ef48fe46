"""What is typed about rules: their settings, and what the registrar did."""
