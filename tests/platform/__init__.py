"""The practice LMS: a small LTI 1.3 platform that the demo shows, that the tests drive."""
