"""The first page: what needs this person, soonest first; then them; then the society in figures."""
