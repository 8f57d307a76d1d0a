package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/kong"
)

// helpWidth is how long a line of help becomes, in letters.
const helpWidth = 100

// help prints what the program can do, or what one of its commands can, in the language of the console.
func help(console Console) kong.HelpPrinter {
	return func(_ kong.HelpOptions, asked *kong.Context) error {
		page := helpPage{say: console.Say}
		if command := asked.Selected(); command != nil && command.Leaf() {
			page.command(command)
		} else if command != nil {
			page.commands(command)
		} else {
			page.commands(asked.Model.Node)
		}
		_, err := io.WriteString(console.Out, page.text.String())
		return err
	}
}

// helpPage is a page of help as it is written.
type helpPage struct {
	say  func(key string, pairs ...any) string
	text strings.Builder
}

// commands is the page of the program, or of a command that has others below it.
func (p *helpPage) commands(of *kong.Node) {
	about := of.Help
	if of.Parent == nil {
		about = "cli.about"
	}
	p.paragraph(p.say(about))
	p.paragraph(p.say("cli.usage", "line", of.FullPath()+" COMMAND --FLAG …"))
	var rows [][2]string
	for _, command := range of.Leaves(true) {
		rows = append(rows, [2]string{line(of, command), p.say(command.Help)})
	}
	p.table(rows)
	p.paragraph("\n" + p.say("cli.more", "command", of.FullPath()+" COMMAND"))
}

// command is the page of one command.
func (p *helpPage) command(command *kong.Node) {
	p.paragraph(p.say(command.Help))
	p.paragraph(p.say("cli.usage", "line", command.FullPath()+arguments(command)+" --FLAG …"))
	var rows [][2]string
	for _, argument := range command.Positional {
		rows = append(rows, [2]string{strings.ToUpper(argument.Name), p.say(argument.Help)})
	}
	for _, flags := range command.AllFlags(true) {
		for _, flag := range flags {
			rows = append(rows, [2]string{flagForm(flag), p.flag(flag)})
		}
	}
	p.table(rows)
}

func (p *helpPage) flag(flag *kong.Flag) string {
	if flag.Name == "help" {
		return p.say("cli.help")
	}
	said := p.say(flag.Help)
	if flag.Required {
		said += " " + p.say("cli.required")
	}
	if flag.HasDefault {
		said += " " + p.say("cli.default", "value", flag.Default)
	}
	return said
}

func flagForm(flag *kong.Flag) string {
	if flag.IsBool() {
		return "--" + flag.Name
	}
	return "--" + flag.Name + " " + flag.PlaceHolder
}

// line is how a command is typed behind the one it stands below.
func line(below, command *kong.Node) string {
	return strings.TrimPrefix(command.FullPath(), below.FullPath()+" ") + arguments(command)
}

func arguments(command *kong.Node) string {
	var out strings.Builder
	for _, argument := range command.Positional {
		out.WriteString(" " + strings.ToUpper(argument.Name))
	}
	return out.String()
}

func (p *helpPage) paragraph(text string) { p.text.WriteString(text + "\n\n") }

// table writes rows of two columns, the second wrapped beside the first.
func (p *helpPage) table(rows [][2]string) {
	left := 0
	for _, row := range rows {
		left = max(left, utf8.RuneCountInString(row[0]))
	}
	indent := strings.Repeat(" ", 2+left+2)
	for _, row := range rows {
		fmt.Fprintf(&p.text, "  %-*s  %s\n", left, row[0], strings.Join(wrapped(row[1], helpWidth-len(indent)), "\n"+indent))
	}
}

// wrapped breaks a text into lines of at most width letters, where its words allow it.
func wrapped(text string, width int) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		last := len(lines) - 1
		if last >= 0 && utf8.RuneCountInString(lines[last])+1+utf8.RuneCountInString(word) <= width {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
