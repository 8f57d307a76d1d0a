package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"kontora/backend/fault"
)

// MaxPlan bounds a plan, in bytes.
const MaxPlan = 1 << 20

// ReadPlan reads and checks the plan in a file.
func ReadPlan(path string) (*Plan, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fault.New(fault.Invalid, "importer.plan_unreadable", "file", filepath.Base(path)).Because(err)
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, MaxPlan+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "importer.plan_unreadable", "file", filepath.Base(path)).Because(err)
	}
	return ParsePlan(filepath.Base(path), raw)
}

// ParsePlan reads and checks a plan as far as that needs no company. Errors name the file, the line and the column.
func ParsePlan(name string, raw []byte) (*Plan, error) {
	p := &planParser{name: name, raw: bytes.TrimPrefix(raw, []byte(mark)), plan: &Plan{}}
	if len(raw) > MaxPlan {
		return nil, fault.New(fault.Invalid, "importer.plan_too_long", "file", name, "max", MaxPlan)
	}
	if err := p.parse(); err != nil {
		return nil, err
	}
	return p.plan, nil
}

// planParser knows at every moment where it stands.
type planParser struct {
	name    string
	raw     []byte
	decoder *json.Decoder
	plan    *Plan
}

func (p *planParser) parse() error {
	p.decoder = json.NewDecoder(bytes.NewReader(p.raw))
	version := 0
	err := p.object(func(key string) error {
		switch key {
		case "version":
			return p.decode(&version)
		case "name":
			return p.decode(&p.plan.Name)
		case "format":
			return p.decode(&p.plan.Format)
		case "steps":
			return p.steps()
		}
		return p.wrong(p.decoder.InputOffset(), "importer.plan_unknown_key", "key", clip(key))
	})
	if err != nil {
		return err
	}
	if _, err := p.decoder.Token(); !errors.Is(err, io.EOF) {
		return p.wrong(p.decoder.InputOffset(), "importer.plan_more")
	}
	switch {
	case version != PlanVersion:
		return p.wrong(0, "importer.plan_version", "version", version, "known", PlanVersion)
	case len(p.plan.Steps) == 0:
		return p.wrong(0, "importer.plan_no_steps")
	}
	return p.checkFormats()
}

// object reads an object and calls fn with each key, which reads the value.
func (p *planParser) object(fn func(key string) error) error {
	if err := p.delimiter('{'); err != nil {
		return err
	}
	for p.decoder.More() {
		token, err := p.decoder.Token()
		if err != nil {
			return p.malformed(err, 0)
		}
		key, _ := token.(string)
		if err := fn(key); err != nil {
			return err
		}
	}
	return p.delimiter('}')
}

func (p *planParser) delimiter(want json.Delim) error {
	token, err := p.decoder.Token()
	if err != nil {
		return p.malformed(err, 0)
	}
	if token != want {
		return p.wrong(p.decoder.InputOffset(), "importer.plan_expected", "what", want.String())
	}
	return nil
}

func (p *planParser) decode(into any) error {
	start := p.decoder.InputOffset()
	var raw json.RawMessage
	if err := p.decoder.Decode(&raw); err != nil {
		return p.malformed(err, 1)
	}
	start += int64(len(p.raw[start:p.decoder.InputOffset()]) - len(raw))
	strict := json.NewDecoder(bytes.NewReader(raw))
	strict.DisallowUnknownFields()
	if err := strict.Decode(into); err != nil {
		return p.misfit(err, start, raw)
	}
	return nil
}

func (p *planParser) steps() error {
	if err := p.delimiter('['); err != nil {
		return err
	}
	for p.decoder.More() {
		var step Step
		start := p.decoder.InputOffset()
		if err := p.decode(&step); err != nil {
			return err
		}
		start += int64(len(p.raw[start:]) - len(bytes.TrimLeft(p.raw[start:], ", \t\r\n")))
		step.line, step.column = p.position(start)
		if err := p.checkStep(&step); err != nil {
			return err
		}
		p.plan.Steps = append(p.plan.Steps, step)
	}
	return p.delimiter(']')
}

// malformed is about text that is no JSON. back is by how much the decoder's offset lies behind the character it stumbled over.
func (p *planParser) malformed(err error, back int64) error {
	offset := p.decoder.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		offset = syntax.Offset - back
	}
	return p.wrong(offset, "importer.plan_malformed").Because(err)
}

// misfit is about JSON that says something else than a plan; raw is the value that begins at the offset start.
func (p *planParser) misfit(err error, start int64, raw []byte) error {
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) {
		return p.wrong(start+wrongType.Offset, "importer.plan_wrong_type", "key", clip(wrongType.Field)).Because(err)
	}
	if unknown := unknownField.FindStringSubmatch(err.Error()); unknown != nil {
		at := max(bytes.Index(raw, []byte(`"`+unknown[1]+`"`)), 0)
		return p.wrong(start+int64(at), "importer.plan_unknown_key", "key", clip(unknown[1])).Because(err)
	}
	return p.wrong(start, "importer.plan_malformed").Because(err)
}

var unknownField = regexp.MustCompile(`^json: unknown field "(.*)"$`)

// wrong is a problem at an offset of the plan.
func (p *planParser) wrong(offset int64, key string, pairs ...any) *fault.Error {
	line, column := p.position(offset)
	return fault.New(fault.Invalid, key, append(pairs, "place", place(p.name, line, column))...)
}

// position counts lines and characters from 1.
func (p *planParser) position(offset int64) (line, column int) {
	before := string(p.raw[:min(max(offset, 0), int64(len(p.raw)))])
	line = 1 + strings.Count(before, "\n")
	return line, 1 + len([]rune(before[strings.LastIndex(before, "\n")+1:]))
}

func place(file string, line, column int) string { return fmt.Sprintf("%s:%d:%d", file, line, column) }

// clip bounds what an error repeats of a file.
func clip(text string) string {
	const longest = 60
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}
