"""One file a kind of resolution. Put a class here with `@resolution_kind` and it is offered."""
