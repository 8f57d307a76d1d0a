package httpapi

import (
	"io"
	"net/http"
	"time"
)

// writeTimeout is how long one who listens may take nothing of what he is sent.
const writeTimeout = 10 * time.Second

// patientWriter gives up whoever does not read what he is sent: he would hold up a snapshot, or memory.
type patientWriter struct {
	w       io.Writer
	control *http.ResponseController
}

func (p *patientWriter) Write(b []byte) (int, error) {
	_ = p.control.SetWriteDeadline(time.Now().Add(writeTimeout)) // not every writer has deadlines; tests' have none
	return p.w.Write(b)
}
