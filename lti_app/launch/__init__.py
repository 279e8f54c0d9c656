"""LTI coming in: from a platform's login to a visit."""
