package httpapi_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestALinkHasAHeadOnTheOtherCard(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	head := map[string]any{"en": " Supplier of ", "ru": ""}
	o.makeType(t, "claim", field("supplier", "link", "target", "company", "reverse", head), field("code", "text"))
	if got := toJSON(t, o.admin.typeFields(t, "claim")["supplier"]["reverse"]); got != `{"en":"Supplier of"}` {
		t.Errorf("the head is %s", got)
	}
	const path = "/types/claim/fields/supplier"
	for about, refused := range map[string]answer{
		"of what is no link": o.admin.patch(t, "/types/claim/fields/code", map[string]any{"reverse": head}),
		"that is too long":   o.admin.patch(t, path, map[string]any{"reverse": labelled(strings.Repeat("x", 81))}),
	} {
		if text := refused.want(t, http.StatusUnprocessableEntity).field(t, "reverse"); text == "" {
			t.Errorf("nothing is said of a head %s", about)
		}
	}
	o.admin.patch(t, path, map[string]any{"reverse": labelled(" ")}).want(t, http.StatusOK)
	if got := o.admin.typeFields(t, "claim")["supplier"]["reverse"]; got != nil {
		t.Errorf("taken away, the head is %v", got)
	}
}
