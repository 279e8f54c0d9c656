"""HTTP: a route is URL, access, parse, one call, render."""
