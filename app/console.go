package app

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"

	"kontora/app/cli"
	"kontora/backend/fault"
	"kontora/backend/locale"
)

// program does what the commands ask for, and speaks to the person at the console.
type program struct {
	out, errs io.Writer
	logger    *slog.Logger
	texts     *locale.Catalogue
	language  locale.Language // of the person at the console
}

var _ cli.Program = (*program)(nil)

func newProgram(out, errs io.Writer, logger *slog.Logger, language locale.Language) (*program, error) {
	texts, err := locale.Load()
	if err != nil {
		return nil, fmt.Errorf("load the texts: %w", err)
	}
	return &program{out: out, errs: errs, logger: logger, texts: texts, language: language}, nil
}

// console is the person at the console, as the command line speaks to him.
func (p *program) console() cli.Console {
	return cli.Console{Out: p.out, Errs: p.errs, Say: p.text, Words: p.words}
}

// say prints a line.
func (p *program) say(key string, pairs ...any) error {
	_, err := fmt.Fprintln(p.out, p.text(key, pairs...))
	return err
}

// text is a sentence in the language of the console.
func (p *program) text(key string, pairs ...any) string {
	return p.texts.Render(p.language, locale.Say(key, pairs...))
}

// words says an error, with its cause: whoever is at the console may know it.
func (p *program) words(err error) string {
	var worded *fault.Error
	if !errors.As(err, &worded) {
		return err.Error()
	}
	var text strings.Builder
	text.WriteString(p.texts.Render(p.language, worded.Text))
	for _, field := range slices.Sorted(maps.Keys(worded.Fields)) {
		text.WriteString("\n  " + field + ": " + p.texts.Render(p.language, worded.Fields[field]))
	}
	if cause := worded.Unwrap(); cause != nil {
		text.WriteString(" (" + cause.Error() + ")")
	}
	return text.String()
}
