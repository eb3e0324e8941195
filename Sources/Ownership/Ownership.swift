// The room Ownership.
