"""What a teacher sets: the assistants of a course."""
