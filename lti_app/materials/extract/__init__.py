"""Text out of files: one file a format, read in a process of its own."""
