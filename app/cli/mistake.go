package cli

import (
	"errors"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"
)

// mistakes are what the parser says of a command line that it does not understand, and what a person is told instead. It says so in
// English alone and with no kinds of error, so that only its words tell one from another; the groups are {what} and {more} of the text.
func mistakes() []struct {
	said *regexp.Regexp
	key  string
} {
	return []struct {
		said *regexp.Regexp
		key  string
	}{
		{regexp.MustCompile(`^unknown flag (\S+), did you mean (?:one of )?(.+)\?$`), "cli.no_flag_but"},
		{regexp.MustCompile(`^unknown flag (\S+)$`), "cli.no_flag"},
		{regexp.MustCompile(`^unexpected argument (.+), did you mean (?:one of )?(.+)\?$`), "cli.no_command_but"},
		{regexp.MustCompile(`^unexpected argument (.+)$`), "cli.no_command"},
		{regexp.MustCompile(`^missing flags: (.+)$`), "cli.missing"},
		{regexp.MustCompile(`^expected one of (.+)$`), "cli.choose"},
		{regexp.MustCompile(`^expected (.+)$`), "cli.missing"},
		{regexp.MustCompile(`^(--[\w-]+)\S*: .*"EOL"`), "cli.no_value"},
		{regexp.MustCompile(`^(--[\w-]+)\S*: .*but got "([^"]*)"`), "cli.wrong_value"},
	}
}

// mistake says what is wrong with a command line, and which help tells how it is written.
func (c Console) mistake(err error) string {
	var parsing *kong.ParseError
	if !errors.As(err, &parsing) || parsing.Context.Selected() == nil {
		return c.reason(err.Error(), false) + " " + c.Say("cli.see", "command", "kontora")
	}
	command := parsing.Context.Selected()
	return c.reason(err.Error(), command.Leaf()) + " " + c.Say("cli.see", "command", command.FullPath())
}

// reason is what is wrong; behind a whole command, a further word is none that was misspelt.
func (c Console) reason(said string, whole bool) string {
	for _, mistake := range mistakes() {
		if found := mistake.said.FindStringSubmatch(said); found != nil {
			pairs := []any{"what", plain(found[1])}
			if len(found) > 2 {
				pairs = append(pairs, "more", plain(found[2]))
			}
			if whole && mistake.key == "cli.no_command" {
				return c.Say("cli.too_much", pairs...)
			}
			return c.Say(mistake.key, pairs...)
		}
	}
	return c.Say("cli.mistake", "reason", said)
}

// plain is a list of the parser as a person would type its members.
func plain(list string) string {
	list = strings.NewReplacer(`"`, "", "=", " ").Replace(list)
	if argument, ok := strings.CutPrefix(list, "<"); ok {
		return strings.ToUpper(strings.TrimSuffix(argument, ">"))
	}
	return list
}
