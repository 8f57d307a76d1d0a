package directory

import "kontora/backend/fault"

// CheckLastAdministrator refuses a change after which nobody could administer the company any more: no active administrator with a
// login is left where there was one. The office asks it inside the transaction that makes the change.
func CheckLastAdministrator(before, after *Directory) error {
	if before.hasAdministrator() && !after.hasAdministrator() {
		return fault.New(fault.Conflict, "directory.last_administrator")
	}
	return nil
}

func (d *Directory) hasAdministrator() bool {
	for _, e := range d.Employees {
		if e.Administrator && e.Status == Active && e.Login != "" {
			return true
		}
	}
	return false
}
