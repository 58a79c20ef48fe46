"""Elections by pencil and paper."""
