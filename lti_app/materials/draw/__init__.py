"""Pictures of pages: drawn in a process of their own, since a damaged file may end it."""
