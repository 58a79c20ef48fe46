"""How texts are split, compared and amended."""
