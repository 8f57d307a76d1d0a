package postgres

// Serve starts a private server for tests that are no Go tests, and returns the addresses of empty databases on it. It ends, and leaves
// nothing, when stop is called or with the process.
func Serve(databases int) (addresses []string, stop func() error, err error) {
	private, err := start(binaries)
	if err != nil {
		return nil, nil, err
	}
	for range databases {
		name := private.newName()
		if err := private.execute("CREATE DATABASE " + name); err != nil {
			return nil, nil, err
		}
		addresses = append(addresses, private.address(name))
	}
	return addresses, private.alive.Close, nil
}
