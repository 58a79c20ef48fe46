"""What is typed about rules: their settings, moments to read them at, the registrar’s answer."""
