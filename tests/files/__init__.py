"""Files that people attach, without a database: what they are, and what they may not be."""
