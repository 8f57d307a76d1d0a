// Command kontora is the whole CRM in one program: the office that holds a company's records and the desk of one employee.
package main

import (
	"os"

	"kontora/app"
)

func main() {
	os.Exit(app.Main(os.Args))
}
