"""PDFs: words in, a tagged file out."""
