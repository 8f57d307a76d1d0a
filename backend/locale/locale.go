// Package locale carries what is said to people as keys and arguments, and turns it into English or Russian at the edge.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed *.en.json *.ru.json
var files embed.FS

// Language is a language the program speaks.
type Language string

// The languages of the program.
const (
	English Language = "en"
	Russian Language = "ru"
)

// Languages lists the languages of the program, the default first.
func Languages() []Language { return []Language{English, Russian} }

// Text is something to be said to a person: a key of the catalogue and the arguments that fill its {placeholders}.
// An argument that is itself a Text is translated first.
type Text struct {
	Key  string
	Args map[string]any
	Said Labels // how another node has said it in each language; then nothing is filled in
}

// Say makes a Text from a key and pairs of argument name and value.
func Say(key string, pairs ...any) Text {
	text := Text{Key: key}
	for i := 0; i+1 < len(pairs); i += 2 {
		if text.Args == nil {
			text.Args = make(map[string]any, len(pairs)/2)
		}
		text.Args[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return text
}

// Catalogue holds the texts of every language. It is immutable and safe for concurrent use.
type Catalogue struct {
	texts map[Language]map[string]string
}

// Load reads the catalogue that is built into the program.
func Load() (*Catalogue, error) {
	c := &Catalogue{texts: make(map[Language]map[string]string)}
	for _, language := range Languages() {
		texts, err := read(language)
		if err != nil {
			return nil, err
		}
		c.texts[language] = texts
	}
	return c, nil
}

// read joins the files of a language, one for each part of the program: errors.en.json, access.en.json and so on.
func read(language Language) (map[string]string, error) {
	names, err := fs.Glob(files, "*."+string(language)+".json")
	if err != nil {
		return nil, fmt.Errorf("list catalogue %s: %w", language, err)
	}
	texts := make(map[string]string)
	for _, name := range names {
		raw, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		part := make(map[string]string)
		if err := json.Unmarshal(raw, &part); err != nil {
			return nil, fmt.Errorf("parse %s: %w", name, err)
		}
		for key, text := range part {
			if _, twice := texts[key]; twice {
				return nil, fmt.Errorf("%s: key %q is in another file too", name, key)
			}
			texts[key] = text
		}
	}
	return texts, nil
}

// Has reports whether the language has a text for key.
func (c *Catalogue) Has(language Language, key string) bool {
	_, ok := c.texts[language][key]
	return ok
}

// Keys returns every key of the language, in no order.
func (c *Catalogue) Keys(language Language) []string {
	keys := make([]string, 0, len(c.texts[language]))
	for key := range c.texts[language] {
		keys = append(keys, key)
	}
	return keys
}

// Render says text in the language; English stands in for a missing text, the key for one missing altogether.
func (c *Catalogue) Render(language Language, text Text) string {
	if len(text.Said) > 0 {
		return text.Said.In(language)
	}
	pattern, ok := c.texts[language][text.Key]
	if !ok {
		if pattern, ok = c.texts[English][text.Key]; !ok {
			return text.Key
		}
	}
	if len(text.Args) == 0 {
		return pattern
	}
	pairs := make([]string, 0, 2*len(text.Args))
	for name, value := range text.Args {
		pairs = append(pairs, "{"+name+"}", c.argument(language, value))
	}
	return strings.NewReplacer(pairs...).Replace(pattern)
}

func (c *Catalogue) argument(language Language, value any) string {
	switch v := value.(type) {
	case Text:
		return c.Render(language, v)
	case Labels:
		return v.In(language)
	default:
		return fmt.Sprint(v)
	}
}

// Labels is a name that an administrator gave in several languages.
type Labels map[Language]string

// In returns the name in the language, else in English, else in any.
func (l Labels) In(language Language) string {
	if name := l[language]; name != "" {
		return name
	}
	if name := l[English]; name != "" {
		return name
	}
	for _, other := range Languages() {
		if name := l[other]; name != "" {
			return name
		}
	}
	return ""
}

// Match returns the language of the program that a tag such as "ru-RU" asks for, and English for others.
func Match(tag string) Language {
	for _, language := range Languages() {
		if strings.HasPrefix(strings.ToLower(tag), string(language)) {
			return language
		}
	}
	return English
}
