package record_test

import (
	"slices"
	"strings"
	"time"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
)

func shareTests() map[string]func(*company) {
	return map[string]func(*company){
		"levels one may give":               givenLevels,
		"shares that others gave above one": sharesAbove,
		"shares for oneself":                shareWithOneself,
		"shares that end":                   sharesThatEnd,
		"shares that cannot be":             badShares,
		"who is shared with what":           shareKinds,
		"what a shared record links to":     sharedWithLinks,
		"two people who share at once":      sharedAtOnce,
	}
}

func (c *company) setShares(by access.Actor, v record.View, shares ...record.ShareInput) (record.SharesAnswer, error) {
	return c.Records.SetShares(c.Context(), by, v.Type, v.ID, shares)
}

// sharer may use some actions on what he is responsible for, and has such a record.
func sharer(c *company, name string, actions ...string) (access.Actor, record.View) {
	c.Helper()
	by := c.person(matrix{name: reaching("own", actions...)}, nil)
	return by, c.create(by, name, object{"name": "Thing"})
}

func givenLevels(c *company) {
	name := c.typeOf("private", nil)
	friend := c.person(matrix{name: reaching("own", "view", "edit", "delete", "authorize")}, nil)
	for _, test := range []struct {
		about   string
		actions []string
		highest access.Level // none: he may not share at all
	}{
		{"with every right", []string{"view", "create", "edit", "delete", "authorize"}, access.AuthorizeLevel},
		{"without the right to delete", []string{"view", "create", "edit", "authorize"}, access.EditLevel},
		{"without the right to edit", []string{"view", "create", "delete", "authorize"}, access.ViewLevel},
		{"with the right to look alone", []string{"view", "create", "authorize"}, access.ViewLevel},
		{"without the right to authorize", []string{"view", "create", "edit", "delete"}, access.NoLevel},
	} {
		by, thing := sharer(c, name, test.actions...)
		answer, err := c.Records.Shares(c.Context(), by, name, thing.ID)
		if test.highest == access.NoLevel {
			c.wantFault(test.about+", to read the shares", err, fault.Denied)
		} else if err != nil || len(answer.Levels) != int(test.highest) {
			c.Errorf("%s he may give %v: %v", test.about, answer.Levels, err)
		}
		for level := access.ViewLevel; level <= access.AuthorizeLevel; level++ {
			_, err := c.setShares(by, thing, record.ShareInput{Principal: oneself(friend), Level: level})
			if level <= test.highest && err != nil {
				c.Errorf("%s, to %s: %v", test.about, level, err)
			} else if level > test.highest {
				c.wantFault(test.about+", to "+level.String(), err, fault.Denied)
			}
			_, err = c.setShares(c.admin, thing)
			c.must(err)
		}
	}
}

func sharesAbove(c *company) {
	name := c.typeOf("private", nil)
	may := matrix{name: reaching("own", "view", "edit", "delete", "authorize")}
	one, two, three := c.person(may, nil), c.person(may, nil), c.person(may, nil)
	by, thing := sharer(c, name, "view", "create", "edit", "authorize")
	_, err := c.setShares(c.admin, thing, record.ShareInput{Principal: oneself(one), Level: access.AuthorizeLevel, Reason: "given above"}, record.ShareInput{Principal: oneself(two), Level: access.ViewLevel})
	c.must(err)
	answer, err := c.setShares(by, thing, record.ShareInput{Principal: oneself(three), Level: access.EditLevel})
	levels := make(map[access.Principal]access.Level)
	for _, share := range answer.Items {
		levels[share.Principal] = share.Level
	}
	if err != nil || len(levels) != 2 || levels[oneself(one)] != access.AuthorizeLevel || levels[oneself(three)] != access.EditLevel {
		c.Errorf("the shares became %v: %v", levels, err)
	}
	_, err = c.setShares(by, thing, record.ShareInput{Principal: oneself(one), Level: access.ViewLevel})
	c.wantFault("lowering one above his own", err, fault.Denied, "error.share_above_own")
	answer, err = c.setShares(by, thing, record.ShareInput{Principal: oneself(one), Level: access.AuthorizeLevel, Reason: "given above"})
	if err != nil || len(answer.Items) != 1 || answer.Items[0].GivenBy != c.admin.Employee {
		c.Errorf("sent as it stands: %+v, %v", answer.Items, err)
	}
}

func shareWithOneself(c *company) {
	name := c.typeOf("private", nil)
	by, thing := sharer(c, name, "view", "create", "edit", "delete", "authorize")
	_, err := c.setShares(by, thing, record.ShareInput{Principal: oneself(by), Level: access.ViewLevel})
	c.wantFault("giving himself a share", err, fault.Denied, "error.share_above_own")
	_, err = c.setShares(c.admin, thing, record.ShareInput{Principal: oneself(by), Level: access.ViewLevel})
	c.must(err)
	answer, err := c.setShares(by, thing)
	if err != nil || len(answer.Items) != 1 {
		c.Errorf("ending his own: %+v, %v", answer.Items, err)
	}
	viewer := c.person(matrix{name: reaching("own", "view", "edit", "delete", "authorize")}, nil)
	c.share(thing, access.EditLevel, viewer)
	_, err = c.setShares(viewer, thing)
	c.wantFault("by one with a share to edit", err, fault.Denied)
}

func sharesThatEnd(c *company) {
	name := c.typeOf("private", nil)
	friend := c.person(matrix{name: reaching("own", "view")}, nil)
	thing := c.create(c.admin, name, object{"name": "Thing"})
	now := c.Clock.Now()
	answer, err := c.setShares(c.admin, thing, record.ShareInput{Principal: oneself(friend), Level: access.ViewLevel, Expires: now.Add(30 * time.Minute)})
	c.must(err)
	ends := answer.Items[0].Expires
	if !ends.Equal(ends.Truncate(time.Hour)) || ends.Before(now.Add(30*time.Minute)) || ends.After(now.Add(91*time.Minute)) {
		c.Errorf("it is %s, and the share until %s ends at %s", now, now.Add(30*time.Minute), ends)
	}
	c.see(friend, thing)
	_, err = c.setShares(c.admin, thing, record.ShareInput{Principal: oneself(friend), Level: access.EditLevel, Expires: now.Add(-2 * time.Hour)})
	c.wantFault("a share that has ended", err, fault.Invalid, "error.share_expired")
	if again, err := c.setShares(c.admin, thing, record.ShareInput{Principal: oneself(friend), Level: access.ViewLevel, Expires: ends}); err != nil || again.Items[0].GivenAt != answer.Items[0].GivenAt {
		c.Errorf("sent as it stands: %+v, %v", again, err)
	}
}

func badShares(c *company) {
	name := c.typeOf("private", nil)
	friend := c.person(matrix{name: reaching("own", "view")}, nil)
	thing := c.create(c.admin, name, object{"name": "Thing"})
	share := record.ShareInput{Principal: oneself(friend), Level: access.ViewLevel}
	_, err := c.setShares(c.admin, thing, share, share)
	c.wantFault("the same person twice", err, fault.Invalid, "error.share_twice")
	_, err = c.setShares(c.admin, thing, record.ShareInput{Principal: oneself(friend)})
	c.wantFault("no level", err, fault.Denied)
	_, err = c.setShares(c.admin, thing, make([]record.ShareInput, record.MaxShares+1)...)
	c.wantFault("too many", err, fault.Invalid, "error.too_many_shares")
	share.Reason = strings.Repeat("я", 501)
	_, err = c.setShares(c.admin, thing, share)
	c.wantFault("a reason without end", err, fault.Invalid, "field.too_long")
	late := record.ShareInput{Principal: oneself(friend), Level: access.ViewLevel, Expires: time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)}
	_, err = c.setShares(c.admin, thing, late)
	c.wantFault("until a year that cannot be written", err, fault.Invalid, "field.date_time")
	_, err = c.setShares(friend, thing, share)
	c.wantFault("by one who does not see it", err, fault.NotFound)
	if _, err := c.get(friend, thing); !fault.Is(err, fault.NotFound) {
		c.Errorf("after refusals he sees it: %v", err)
	}
}

func shareKinds(c *company) {
	name := c.typeOf("private", nil)
	boss := c.person(matrix{name: reaching("own", "view")}, nil)
	department, err := c.Administration.Departments().Create(c.Context(), c.admin, c.raw(object{"name": c.name("Department ")}))
	c.must(err)
	worker := c.person(matrix{name: reaching("own", "view", "create")}, nil, object{"reports_to": c.idOf(boss), "department_id": department.ID})
	member := c.person(matrix{name: reaching("own", "view")}, nil)
	group, err := c.Administration.Groups().Create(c.Context(), c.admin, c.raw(object{"name": c.name("Group "), "members": []object{{"kind": "employee", "id": c.idOf(member)}}}))
	c.must(err)
	people := map[string]access.Actor{"boss": boss, "worker": worker, "member": member}
	state := c.Administration.State()
	thing := c.create(worker, name, object{"name": "Thing"})
	other := c.create(c.admin, name, object{"name": "Other"})
	for _, test := range []struct {
		about     string
		principal access.Principal
		on        record.View
		want      map[string]bool
	}{
		{"everyone", access.Principal{Kind: access.Everyone}, other, map[string]bool{"boss": true, "worker": true, "member": true}},
		{"a department", access.Principal{Kind: access.InDepartment, No: no(c)(state.No(department.ID, "department"))}, other, map[string]bool{"worker": true}},
		{"a group", access.Principal{Kind: access.InGroup, No: no(c)(state.No(group.ID, "group"))}, other, map[string]bool{"member": true}},
		{"one person", oneself(boss), other, map[string]bool{"boss": true}},
		{"nobody", access.Principal{}, other, nil},
	} {
		var shares []record.ShareInput
		if test.principal.Kind != "" {
			shares = append(shares, record.ShareInput{Principal: test.principal, Level: access.ViewLevel})
		}
		_, err := c.setShares(c.admin, test.on, shares...)
		c.must(err)
		for who, actor := range people {
			_, err := c.get(actor, test.on)
			if (err == nil) != test.want[who] {
				c.Errorf("shared with %s, the %s reads it: %v", test.about, who, err)
			}
			listed := len(c.listed(actor, record.ListRequest{Type: name, Filter: c.where("name", "=", "Other")}))
			if (listed == 1) != test.want[who] {
				c.Errorf("shared with %s, the %s finds %d", test.about, who, listed)
			}
		}
	}
	_, err = c.setShares(c.admin, thing, record.ShareInput{Principal: access.Principal{Kind: access.Superior}, Level: access.EditLevel})
	c.must(err)
	c.see(boss, thing)
}

// no unwraps a number that must be there.
func no(c *company) func(n ident.No, err error) ident.No {
	return func(n ident.No, err error) ident.No {
		c.Helper()
		c.must(err)
		return n
	}
}

func sharedWithLinks(c *company) {
	firm, secret := c.typeOf("private", nil), c.typeOf("private", nil)
	name := c.typeOf("private", nil, field("firm", "link", object{"target": firm}), field("other", "link", object{"target": firm}), field("secret", "link", object{"target": secret}))
	may := []string{"view", "create", "edit", "authorize"}
	by := c.person(matrix{name: reaching("own", may...), firm: reaching("own", may...), secret: reaching("own", "view", "create")}, nil)
	friend := c.person(matrix{name: reaching("own", "view"), firm: reaching("own", "view"), secret: reaching("own", "view")}, nil)
	his := c.create(by, firm, object{"name": "His firm"})
	foreign := c.create(c.admin, firm, object{"name": "Foreign firm"})
	closed := c.create(by, secret, object{"name": "Closed"})
	thing := c.create(by, name, object{"name": "Thing", "firm": his.ID, "secret": closed.ID})
	_, err := c.edit(c.admin, thing, object{"other": foreign.ID})
	c.must(err)
	thing = c.see(by, thing)

	answer, err := c.Records.Shares(c.Context(), by, name, thing.ID)
	c.must(err)
	want := []record.Related{{firm, his.ID, "His firm", true}, {firm, foreign.ID, "", false}, {secret, closed.ID, "Closed", false}}
	if !slices.Equal(answer.Related, want) {
		c.Errorf("related are %+v, want %+v", answer.Related, want)
	}
	share := func(level access.Level, with ...string) error {
		_, err := c.Records.ChangeShares(c.Context(), by, name, thing.ID, record.SharesChange{Items: []record.ShareInput{{Principal: oneself(friend), Level: level}}, With: with})
		return err
	}
	c.wantFault("a type that nothing leads to", share(access.ViewLevel, "deal"), fault.Invalid, "error.not_related")
	_, err = c.get(friend, thing)
	c.wantFault("after that was refused", err, fault.NotFound)

	c.must(share(access.EditLevel))
	c.see(friend, thing)
	_, err = c.get(friend, his)
	c.wantFault("what was not shared with it", err, fault.NotFound)
	c.must(share(access.ViewLevel, firm))
	_, err = c.get(friend, his)
	c.wantFault("for one who had a share before", err, fault.NotFound)

	_, err = c.setShares(by, thing)
	c.must(err)
	c.must(share(access.EditLevel, firm, secret))
	seen := c.see(friend, his)
	if seen.Can["edit"] {
		c.Error("he may edit what he was to view")
	}
	for about, hidden := range map[string]record.View{"what the giver does not see": foreign, "what the giver may not share": closed} {
		_, err = c.get(friend, hidden)
		c.wantFault(about, err, fault.NotFound)
	}
}

func sharedAtOnce(c *company) {
	name := c.typeOf("private", nil)
	one, two := c.person(matrix{name: reaching("own", "view")}, nil), c.person(matrix{name: reaching("own", "view")}, nil)
	thing := c.create(c.admin, name, object{"name": "Thing"})
	seen, err := c.Records.Shares(c.Context(), c.admin, name, thing.ID)
	c.must(err)
	give := func(to access.Actor, version string) (record.SharesAnswer, error) {
		return c.Records.ChangeShares(c.Context(), c.admin, name, thing.ID, record.SharesChange{
			Items: []record.ShareInput{{Principal: oneself(to), Level: access.ViewLevel}}, Version: version,
		})
	}
	first, err := give(one, seen.Version)
	c.must(err)
	if first.Version == seen.Version || first.Version == "" {
		c.Errorf("the version was %q and is %q", seen.Version, first.Version)
	}
	_, err = give(two, seen.Version)
	c.wantFault("a list that was changed meanwhile", err, fault.Conflict, "error.shares_changed")
	c.see(one, thing)
	_, err = give(two, first.Version)
	c.must(err)
	c.see(two, thing)
}
