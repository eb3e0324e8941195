// The room Decide.
