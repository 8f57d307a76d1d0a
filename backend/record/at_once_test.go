package record_test

import (
	"fmt"
	"sync"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/query"
	"kontora/backend/record"
)

func atOnceTests() map[string]func(*company) {
	return map[string]func(*company){
		"many people at the same records":      atOnce,
		"one field written by many at a time":  oneWins,
		"edits beside meetings about the same": editsBesideMeetings,
	}
}

// atOnce lets several people edit, share, hand over, delete, restore and comment on the same few records, whose children move with them.
func atOnce(c *company) {
	top, child, _ := family(c)
	gives := matrix{top: all("view", "create", "edit", "delete", "authorize", "transfer"), child: all("view", "create", "edit", "delete")}
	people := []access.Actor{c.person(gives, nil), c.person(gives, nil), c.person(gives, nil), c.admin}
	var parents, children []record.View
	for i := range 3 {
		parents = append(parents, c.create(c.admin, top, object{"name": fmt.Sprint("Parent ", i)}))
		children = append(children, c.create(c.admin, child, object{"name": fmt.Sprint("Child ", i), "of": parents[i].ID}))
	}
	c.rule(top, c.where("name", query.Contains, "x"), people[0], "edit")
	var wg sync.WaitGroup
	for who, by := range people {
		wg.Go(func() {
			for i := range 12 {
				parent, below := parents[(who+i)%3], children[(who*2+i)%3]
				var err error
				switch (who + i) % 8 {
				case 0:
					_, err = c.edit(by, parent, object{"name": fmt.Sprint("x ", i)})
				case 1:
					_, err = c.transfer(by, parent, c.idOf(people[i%len(people)]))
				case 2:
					_, err = c.setShares(by, parent, record.ShareInput{Principal: oneself(people[(who+1)%len(people)]), Level: access.ViewLevel})
				case 3:
					_, err = c.Records.AddNote(c.Context(), by, top, parent.ID, "Here too")
				case 4:
					_, err = c.edit(by, below, object{"name": fmt.Sprint("y ", i), "of": parent.ID})
				case 5:
					err = c.Records.Delete(c.Context(), by, top, parent.ID)
				case 6:
					err = restoreIt(c, by, parent)
				case 7:
					_, err = c.Records.Reevaluate(c.Context(), top, 0, 10)
				}
				if kind := fault.Of(err); err != nil && (kind.Kind == fault.Internal || kind.Kind == fault.Unavailable) {
					c.Errorf("step %d of person %d: %v", i, who, err)
				}
			}
		})
	}
	wg.Wait()
	c.build()
	for _, parent := range parents {
		c.must(restoreIt(c, c.admin, parent))
	}
	if n := len(c.listed(c.admin, record.ListRequest{Type: child})); n != 3 {
		c.Errorf("%d of 3 children are left", n)
	}
}

func oneWins(c *company) {
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	const many = 6
	results := make([]error, many)
	var wg sync.WaitGroup
	for i := range many {
		wg.Go(func() {
			_, _, results[i] = c.Records.Edit(c.Context(), c.admin, "deal", deal.ID, deal.Version, c.fields(object{"name": fmt.Sprint("Pumps ", i)}))
		})
	}
	wg.Wait()
	won := 0
	for _, err := range results {
		if err == nil {
			won++
		} else {
			c.wantFault("one who came too late", err, fault.Conflict, "error.changed_meanwhile")
		}
	}
	if won != 1 {
		c.Errorf("%d of %d won", won, many)
	}
}

// editsBesideMeetings fails, after long waits, where a meeting locks what it is about only after it has taken the number of its commit.
func editsBesideMeetings(c *company) {
	by := c.person(matrix{"deal": all("view", "edit"), "meeting": all("view", "create"), "task": all("view", "create")}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	about := object{"type": "deal", "id": deal.ID}
	var wg sync.WaitGroup
	for who, typeName := range []string{"", "meeting", "", "task"} {
		wg.Go(func() {
			for i := range 8 {
				var err error
				if typeName == "" {
					_, err = c.edit(by, deal, object{"name": fmt.Sprint("Pumps ", who, i)})
				} else {
					_, _, err = c.Records.Create(c.Context(), by, typeName, record.Input{Fields: c.fields(object{"name": "Talk", "about": about})})
				}
				if err != nil && !fault.Is(err, fault.Conflict) {
					c.Errorf("%s %d: %v", typeName, i, err)
				}
			}
		})
	}
	wg.Wait()
}
