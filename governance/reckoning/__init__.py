"""Whatever can be worked out with pencil and paper: values in, values out, nothing but Python."""
