package replica

import (
	"errors"
	"io"
	"sync"
)

// Transaction is what a desk takes in at once: the messages up to one that ends it, or why they cannot be read.
type Transaction struct {
	Messages []*Incoming
	Err      error
}

// Transactions reads an answer, one transaction ahead of the one that is being taken in. The channel is closed behind the last, or an error;
// messages that no end follows are dropped. stop must be called when no more are wanted; the answer may still be read from until it is closed.
func Transactions(answer io.Reader) (transactions <-chan Transaction, stop func()) {
	read, stopped := make(chan Transaction), make(chan struct{})
	go func() {
		defer close(read)
		in := NewReader(answer)
		for {
			next := transaction(in)
			if next.Messages == nil && next.Err == nil {
				return
			}
			select {
			case read <- next:
			case <-stopped:
				return
			}
			if next.Err != nil {
				return
			}
		}
	}()
	return read, sync.OnceFunc(func() { close(stopped) })
}

// transaction reads the next transaction; it is empty at the end of the answer.
func transaction(in *Reader) (next Transaction) {
	for {
		m, err := in.Next()
		switch {
		case errors.Is(err, io.EOF):
			return Transaction{}
		case err != nil:
			return Transaction{Err: err}
		}
		if next.Messages = append(next.Messages, m); len(m.Stand) > 0 {
			return next
		}
	}
}
