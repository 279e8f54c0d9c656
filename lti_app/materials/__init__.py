"""From an uploaded file to searchable text."""
