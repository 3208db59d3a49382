"""The kinds of field, one file each: what of form-js it reads, how an answer is read and shown."""
