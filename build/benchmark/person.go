package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
)

// person is somebody who asks over HTTP, as a window does.
type person struct {
	name   string
	base   string
	token  string
	client *http.Client
}

func signIn(ctx context.Context, name, base, login, password string) (*person, error) {
	p := &person{name: name, base: base, client: &http.Client{}}
	var answer struct {
		Token string `json:"token"`
	}
	if err := p.send(ctx, http.MethodPost, "/api/session", map[string]string{"login": login, "password": password}, &answer); err != nil {
		return nil, fmt.Errorf("sign in as %s: %w", login, err)
	}
	p.token = answer.Token
	return p, nil
}

// get asks and reads the whole answer; into may be nil.
func (p *person) get(ctx context.Context, path string, query url.Values, into any) error {
	return p.send(ctx, http.MethodGet, path+"?"+query.Encode(), nil, into)
}

func (p *person) send(ctx context.Context, method, path string, body, into any) error {
	var sent io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return err
		}
		sent = bytes.NewReader(raw)
	}
	request, err := http.NewRequestWithContext(ctx, method, p.base+path, sent)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	if p.token != "" {
		request.Header.Set("Authorization", "Bearer "+p.token)
	}
	answer, err := p.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s %s: %d %s", method, path, answer.StatusCode, raw)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(raw, into)
}
