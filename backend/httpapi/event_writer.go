package httpapi

import (
	"encoding/json"
	"net/http"
)

// eventWriter writes server-sent events and keeps the first error; after it nothing more is written.
type eventWriter struct {
	w        http.ResponseWriter
	control  *http.ResponseController
	position string // sent as the id of the next event
	err      error
}

func (e *eventWriter) send(name string, data any) {
	body, err := json.Marshal(data)
	if err != nil {
		e.err = err
		return
	}
	text := "event: " + name + "\ndata: " + string(body) + "\n\n"
	if e.position != "" {
		text = "id: " + e.position + "\n" + text
	}
	e.write(text)
}

// comment is a line that browsers pass over: it keeps the connection from being taken for dead.
func (e *eventWriter) comment(text string) { e.write(": " + text + "\n\n") }

func (e *eventWriter) write(text string) {
	if e.err != nil {
		return
	}
	// A listener who does not read is given up; one who reads slowly loses commits in the hub and is told so.
	patient := patientWriter{e.w, e.control}
	if _, e.err = patient.Write([]byte(text)); e.err == nil {
		e.err = e.control.Flush()
	}
}
