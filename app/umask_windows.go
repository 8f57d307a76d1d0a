package app

// keepPrivate has nothing to do: new files take the rights of their folder, which is the user's own.
func keepPrivate() {}
