"""One file a system. Put a profile here with `offered` and the columns page offers it."""
