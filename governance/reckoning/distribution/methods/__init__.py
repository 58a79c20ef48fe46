"""One file a method. Put a class here with `@distribution_method` and it is offered."""
