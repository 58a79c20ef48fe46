"""One file a counting method. Put a class here with `@counting_method` and it is offered."""
