"""What a task asks and whether an answer will do: form-js files, read and checked. Pure."""
