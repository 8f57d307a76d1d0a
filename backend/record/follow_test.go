package record_test

import (
	"fmt"

	"kontora/backend/fault"
	"kontora/backend/record"
)

func followTests() map[string]func(*company) {
	return map[string]func(*company){
		"the probability of a deal follows its stage":              probabilityFollows,
		"who may not edit the probability gets it right":           probabilityUnseen,
		"who does not see the stage is not told it by chances":     probabilityOfUnseen,
		"a probability changed meanwhile is no conflict of stages": probabilityMeanwhile,
	}
}

func probabilityFollows(c *company) {
	type edit struct {
		sent object
		want string
	}
	for about, edits := range map[string][]edit{
		"a new deal has that of its stage":       {{object{"stage": "engaging"}, "40"}},
		"a new deal without a stage has none":    {{object{}, "<nil>"}},
		"what is sent with the stage stays":      {{object{"stage": "engaging", "probability": 55}, "55"}},
		"the same sent with another stage stays": {{object{"stage": "engaging"}, "40"}, {object{"stage": "proposal", "probability": 40}, "40"}},
		"it moves with the stage":                {{object{"stage": "prospecting"}, "10"}, {object{"stage": "proposal"}, "70"}},
		"an estimate by hand stays on the way":   {{object{"stage": "prospecting"}, "10"}, {object{"probability": 25}, "25"}, {object{"stage": "proposal"}, "25"}},
		"what is won is certain":                 {{object{"stage": "prospecting", "probability": 25}, "25"}, {object{"stage": "won"}, "100"}},
		"what is lost is over":                   {{object{"stage": "proposal"}, "70"}, {object{"stage": "lost"}, "0"}},
		"taken up again it is the stage's":       {{object{"stage": "lost"}, "0"}, {object{"stage": "engaging"}, "40"}},
		"without a stage it keeps what it had":   {{object{"stage": "engaging"}, "40"}, {object{"stage": nil}, "40"}},
		"emptied, it is filled in anew":          {{object{"stage": "engaging"}, "40"}, {object{"probability": nil}, "<nil>"}, {object{"stage": "proposal"}, "70"}},
		"other fields leave it alone":            {{object{"stage": "engaging", "probability": nil}, "<nil>"}, {object{"number": "5"}, "<nil>"}},
	} {
		var deal record.View
		for i, each := range edits {
			if i == 0 {
				each.sent["name"] = about
				deal = c.create(c.admin, "deal", each.sent)
			} else {
				var err error
				deal, _, err = c.Records.Edit(c.Context(), c.admin, "deal", deal.ID, deal.Version, c.fields(each.sent))
				c.must(err)
			}
			if got := fmt.Sprint(deal.Fields["probability"]); got != each.want {
				c.Errorf("%s: after %d edits it is %s, want %s", about, i+1, got, each.want)
			}
		}
	}
}

func probabilityUnseen(c *company) {
	clerk := c.person(matrix{"deal": all("view", "create", "edit")}, map[string]map[string]string{"deal": {"probability": "hidden"}})
	deal := c.create(clerk, "deal", object{"name": "Pumps", "stage": "prospecting"})
	_, _, err := c.Records.Edit(c.Context(), clerk, "deal", deal.ID, deal.Version, c.fields(object{"stage": "proposal"}))
	c.must(err)
	seen, _, err := c.Records.Get(c.Context(), c.admin, "deal", deal.ID)
	c.must(err)
	if fmt.Sprint(seen.Fields["probability"]) != "70" {
		c.Errorf("the probability is %v", seen.Fields["probability"])
	}
	_, _, err = c.Records.Edit(c.Context(), clerk, "deal", deal.ID, "", c.fields(object{"stage": "engaging", "probability": 5}))
	c.wantFault("named by one who does not see it", err, fault.Invalid, "field.unknown")
}

func probabilityMeanwhile(c *company) {
	clerk := c.person(matrix{"deal": all("view", "create", "edit")}, map[string]map[string]string{"deal": {"probability": "hidden"}})
	deal := c.create(clerk, "deal", object{"name": "Pumps", "stage": "prospecting"})
	_, _, err := c.Records.Edit(c.Context(), c.admin, "deal", deal.ID, "", c.fields(object{"probability": 35}))
	c.must(err)
	_, _, err = c.Records.Edit(c.Context(), clerk, "deal", deal.ID, deal.Version, c.fields(object{"stage": "won"}))
	c.must(err)
}

func probabilityOfUnseen(c *company) {
	clerk := c.person(matrix{"deal": all("view", "edit")}, map[string]map[string]string{"deal": {"stage": "hidden", "probability": "edit"}})
	half := c.person(matrix{"deal": all("view", "edit")}, map[string]map[string]string{"deal": {"stage": "masked", "probability": "edit"}})
	deal := c.create(c.admin, "deal", object{"name": "Pumps", "stage": "won", "value": 100})
	for _, name := range []string{"probability", "expected"} {
		if v, there := c.see(half, deal).Fields[name]; there {
			c.Errorf("who reads the stage in part is shown %s %v", name, v)
		}
	}
	seen := c.see(clerk, deal).Fields
	for _, name := range []string{"stage", "probability", "expected"} {
		if v, there := seen[name]; there {
			c.Errorf("he is shown %s %v", name, v)
		}
		_, err := c.Records.List(c.Context(), clerk, record.ListRequest{Type: "deal", Sort: []string{"-" + name}})
		c.wantFault("a list by "+name, err, fault.Invalid, "field.unknown")
	}
	reader := c.person(matrix{"deal": all("view", "edit")}, map[string]map[string]string{"deal": {"stage": "read", "probability": "edit"}})
	_, err := c.edit(reader, deal, object{"probability": 90})
	c.must(err)
}
