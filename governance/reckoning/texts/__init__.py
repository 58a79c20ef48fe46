"""Texts that members decide: their paragraphs, how two of them differ, and how one is amended."""
