package app

import (
	"context"
	"fmt"
	"os"

	"kontora/app/cli"
	"kontora/backend/administration"
	"kontora/backend/directory"
	"kontora/backend/locale"
)

// demoPassword is everybody's in the made-up company, which is gone when the program stops.
const demoPassword = "demo-demo-demo"

// Demo makes up a company in a temporary folder and serves it until ctx ends.
func (p *program) Demo(ctx context.Context, flags cli.Demo) error {
	data, err := os.MkdirTemp("", "kontora-demo-*")
	if err != nil {
		return fmt.Errorf("make a temporary folder: %w", err)
	}
	defer func() {
		if err := os.RemoveAll(data); err != nil {
			p.logger.Error("remove the temporary folder", "error", err)
		}
	}()
	return p.run(ctx, Config{Data: data, Listen: flags.Listen}, func(ctx context.Context, o *Office) (string, error) {
		return "Sign in as admin with the password " + demoPassword, o.Administration.Found(ctx, administration.Founding{
			Company: directory.Company{Name: "Северный порт", Language: locale.English, TimeZone: "Europe/Berlin", Currency: "EUR", Country: "DE"},
			Login:   "admin", Password: demoPassword, Name: directory.PersonName{Last: "Соколова", First: "Марина", Patronymic: "Игоревна"},
		})
	})
}
