"""Work that runs later: held by lease, run again when its worker dies."""
