package httpapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/danielgtaylor/huma/v2"
)

// encoded is a body that is JSON already.
type encoded []byte

// encode is the last that is done with a body before its status is sent: what cannot be written is a failure of ours, logged and answered
// as such, and not a success with half a body. The library sends the status first and would leave it at 200.
func encode(_ huma.Context, _ string, v any) (any, error) {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic(fmt.Errorf("encode %T: %w", v, err)) // an error returned here would go out as 200, too
	}
	return encoded(body.Bytes()), nil
}

// jsonFormat writes what encode made.
func jsonFormat() huma.Format {
	return huma.Format{
		Marshal: func(w io.Writer, v any) error {
			body, ok := v.(encoded)
			if !ok {
				return fmt.Errorf("%T is not encoded", v)
			}
			_, _ = w.Write(body) // who has gone misses it
			return nil
		},
		Unmarshal: json.Unmarshal,
	}
}
