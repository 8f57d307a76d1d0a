package main

// faults are the traps into which plausible ways of sending changes to desks have fallen, and one-line mistakes in what a desk and its office
// do. Each says what must find it.
func faults() []fault {
	const (
		pull     = "backend/replica/pull.go"
		holding  = "backend/replica/holding.go"
		filling  = "backend/replica/fill.go"
		office   = "backend/replica/office.go"
		history  = "backend/store/sqlstore/replica.go"
		writing  = "backend/store/sqlstore/record_write.go"
		desk     = "backend/store/sqlstore/desk.go"
		records  = "backend/store/sqlstore/desk_record.go"
		written  = "backend/store/sqlstore/desk_write.go"
		kept     = "backend/store/sqlstore/desk_kept.go"
		book     = "backend/store/sqlstore/outbox.go"
		command  = "backend/outbox/command.go"
		deciding = "backend/outbox/office.go"
		merging  = "backend/record/merge.go"
		sealing  = "backend/store/sqlite/sealed/file.go"
		keys     = "backend/lockbox/lockbox.go"
		gone     = "backend/identity/desk.go"
	)
	model := []string{"./backend/replica", "-model", "60s"}
	worlds := []string{"./app", "-run", "^TestDesksAndOfficeMeet$", "-worlds", "2m"}
	desks := []string{"./app", "-run", "Desk|What|Who|Lease|Computer|Copy|Password|Keyring|Killed", "-kills", "3"}
	files := []string{"./backend/store/sqlite/sealed", "./backend/store/storetest"}
	return []fault{
		{"trap: a record made while hidden leaks its identifier", pull, " && m.Born <= d.before.Head", "", model},
		{"trap: a record whose readable fields did not change is forgotten when it enters", pull, "if len(changed) == 0 && r.Entered <= since {", "if len(changed) == 0 {", model},
		{"trap: making a record is no entering", writing, `{"mseq", seq},`, `{"mseq", uint64(0)},`, worlds},
		{"trap: two moves are told as the last", history, "if told[m.Record] {\n\t\t\tcontinue\n\t\t}\n", "", desks},
		{"trap: what has left between two parts stays", pull, "d.complete, d.changes, d.gone}", "d.complete, d.changes}", model},

		{"pull: a dropped cell counts as known", pull, "return ok && !d.dropped[m.From] && ", "return ok && ", model},
		{"pull: cells are not dropped", pull, "if _, sees := d.View.Cells[no]; sees && ", "if _, sees := d.View.Cells[no]; (sees || no > 0) && ", model},
		{"pull: a field that is shortened now is sent whole", pull, "!ok || h.Shortened != f.Shortened {", "!ok || h.Shortened != h.Shortened {", model},
		{"pull: a lost field stays", pull, "hide = append(hide, Field{No: no, Shortened: f.Shortened})", "_ = no", model},
		{"pull: a changed grant is not told", pull, "case ok && held.Grant == sees.Grant:", "case ok && held.Grant == held.Grant:", model},
		{"pull: a hidden field that changed is mentioned", pull, "for _, f := range d.View.Types[r.Type] {\n\t\tif r.Versions[f.No] > since {", "for no := range r.Versions {\n\t\tf := Field{No: no}\n\t\tif r.Versions[f.No] > since {", model},
		{"pull: a cell that is half filled counts as whole", pull, "if !sees || !held.Place.reached(r.ID) {", "if !sees || !held.Place.reached(r.ID) && held.Place.Done {", model},
		{"pull: what is known is put again", pull, "known := knew || !fresh && r.Entered <= since", "known := knew && (fresh || r.Entered <= since)", model},
		{"pull: a new cell counts as complete", pull, "if count == d.fresh[no] {", "if count >= d.fresh[no] {", model},
		{"fill: the place is one too far", filling, "if p.Holding.Cells[r.Cell].Place.reached(r.ID) || ", "if !p.Holding.Cells[r.Cell].Place.reached(r.ID) && budget%7 == 0 || ", model},
		{"fill: fields are filled for records that have not come", filling, "place := Place{Done: true}\n\terr := p.Snapshot.Walk(ctx, t, cells, from, func(r *Row) (bool, error) {\n\t\tif budget == 0 {\n\t\t\tplace.Done = false\n\t\t\treturn false, nil\n\t\t}\n\t\tbudget--\n\t\tplace.After = r.ID\n\t\tif r.Made < p.Holding.Since[t] {\n\t\t\treturn true, nil\n\t\t}\n\t\treturn true, p.emit(&Frame{Kind: Fill,", "place := Place{Done: true}\n\terr := p.Snapshot.Walk(ctx, t, cells, from, func(r *Row) (bool, error) {\n\t\tif budget == 0 {\n\t\t\treturn false, nil\n\t\t}\n\t\tbudget--\n\t\tplace.After = r.ID\n\t\tif r.Made < p.Holding.Since[t] {\n\t\t\treturn true, nil\n\t\t}\n\t\treturn true, p.emit(&Frame{Kind: Fill,", model},
		{"holding: a field added to a type that is there counts as filled", holding, "place := Place{Done: f.Kind == Show && !h.holdsOf(f.Type)}", "place := Place{Done: f.Kind == Show}", model},
		{"holding: a place goes back", holding, "return !p.Done && (to.Done || bytes.Compare(p.After[:], to.After[:]) < 0)", "return !p.Done", model},

		{"office: what a desk claims is believed", office, "if err != nil || holding.digest() != at.holding {", "if err != nil {", []string{"./backend/replica", "./backend/httpapi", "./app"}},
		{"office: another history is taken for its own", office, "return there && chain == at.chain, err", "return there && chain == chain, err", []string{"./backend/replica", "./app"}},

		{"desk: a dropped cell keeps its records", records, "if err := x.erase(ctx, t, \"cell = ?\", int64(cell)); err != nil {", "if err := error(nil); err != nil {", worlds},
		{"desk: a removed record stays in the search", records, "\"_search WHERE rowid IN (SELECT id FROM \"+table+\" WHERE \"+which+\")\"", "\"_search WHERE rowid IN (SELECT -id FROM \"+table+\" WHERE \"+which+\")\"", desks},
		{"desk: what leaves stays in the log", desk, "if job.left {\n\t\td.traces.Store(true)\n\t}", "_ = job.left", desks},
		{"desk: a count forgets what the transaction has changed", records, "x.cells.Add(cell, -x.cells.Count(cell))", "x.cells.Add(cell, -x.store.cells.Count(cell))", worlds},
		{"desk: rows are not put back", desk, "if err := x.putBack(ctx); err != nil {", "if err := error(nil); err != nil {", worlds},
		{"desk: nobody waits at the gate", written, "if s.gate.Load() != nil || s.turns.Load() != begun {", "if false {", append(desks[:3:3], "-count=3")},
		{"desk: what was seen stays when the record leaves", records, "if err := x.leaves(ctx, \"?\", before.ID); err != nil {", "if err := error(nil); err != nil {", desks},
		{"desk: what was seen is not looked through", kept, "here = here || made[c.Record] // the office hears of it next", "here = true", desks},
		{"desk: what was done is not told again", kept, "x.reoffered = true", "return nil", worlds},
		{"desk: versions of a lost history are believed", kept, "c.Version = \"\"\n", "\n", worlds},
		{"desk: what may have been sent is taken back", written, "AND state = ? AND sent IS NULL", "AND state = ?", desks},
		{"desk: what is unresolved keeps what was seen", written, "raw, err = c.Words().Encode()", "raw, err = c.Encode()", desks},

		{"outbox: a command is done again", book, "if errors.Is(err, store.ErrNone) {\n\t\treturn nil, nil\n\t}", "return nil, nil", worlds},
		{"outbox: nothing is noted of what is done", book, "return noteCommand(ctx, w, s.entry, s.result())", "return nil", worlds},
		{"outbox: a record has the identifier of its command", command, "return ident.ID(sum[:len(ident.ID{})])", "return root", []string{"./backend/outbox", "./app"}},
		{"outbox: what somebody else wrote is written over", merging, "if !ok {\n\t\t\tdelete(left, name)", "if false {\n\t\t\tdelete(left, name)", worlds},
		{"outbox: one refused command holds up the rest", deciding, "r = Result{ID: e.ID, State: Refused, Problem: refusalOf(o.Catalogue, refusal)}\n\treturn &r, o.Book.Refuse(ctx, e, r)", "return nil, fault.New(fault.Unauthenticated, \"identity.signed_out\")", worlds},
		{"outbox: what is left is not kept", deciding, "if err := o.Book.Refuse(ctx, e, Result{ID: e.ID, State: Refused, Problem: refusal}); err != nil {", "if _ = refusal; false {", desks},
		{"outbox: the newest goes first", written, "return commandsOf(kept), err\n}\n\n// Reoffers", "slices.Reverse(kept)\n\treturn commandsOf(kept), err\n}\n\n// Reoffers", worlds},

		{"sealed: a gap is left in clear", sealing, "if err := f.fill(size, from); err != nil {", "if err := error(nil); err != nil {", files},
		{"sealed: the rest of a sector is lost", sealing, "for _, edge := range [...]int64{offset, end} {", "for _, edge := range [...]int64{offset} {", files},
		{"sealed: a torn end is read", sealing, "return down(size), err", "return size, err", files},
		{"keys: a lock opens another box", keys, "return append(b.ID[:len(b.ID):len(b.ID)], name...)", "return []byte(name)", []string{"./backend/lockbox"}},
		{"keys: a key is given long after signing in", gone, "if s.parts.Clock.Now().Sub(by.CreatedAt) > deskKeyFresh {", "if false {", desks},
		{"keys: a removed desk goes on", gone, "if err := s.End(ctx, Which{Device: d.Device}); err != nil {", "if err := error(nil); err != nil {", desks},
	}
}

// faultsOfSeveral are one-line mistakes in what several processes on one database do, and in moving between databases.
func faultsOfSeveral() []fault {
	const (
		beside   = "backend/store/sqlstore/neighbours.go"
		counting = "backend/store/sqlstore/cells_write.go"
		shared   = "backend/store/shared.go"
		commits  = "backend/store/write.go"
		others   = "app/neighbours.go"
		copying  = "backend/store/sqlstore/copy.go"
	)
	several := []string{"./app", "./backend/store/sqlstore", "-run", "Process|Share|Writer|Gaps|Forgotten|FirstToStart|NotHeard"}
	moving := []string{"./app", "./backend/store/sqlstore", "-run", "Migrat|Moves|Copy"}
	files := []string{"./backend/store/storetest"}
	return []fault{
		{"several: cells of others are not taken in", beside, "if err := n.cells.load(ctx, t); err != nil {", "if err := error(nil); err != nil {", several},
		{"several: counts of others are not taken in", beside, "err = n.count(news)", "err = nil", several},
		{"several: what was forgotten is not read anew", beside, "err = n.recount(ctx, t)", "err = nil", several},
		{"several: numbers are given out at once", beside, "err = n.cells.load(ctx, t)\n\t\t}\n\t\tif err == nil {\n\t\t\tdone", "err = nil\n\t\t}\n\t\tif err == nil {\n\t\t\tdone", several},
		{"several: a writer does not know a cell that has just come", beside, "return c.neighbours.know(ctx, t)", "return nil", several},
		{"several: counts of one's own are not taken in", counting, "x.cells.SetRecords(now.Cell, now.Records, seq)", "_ = now", several},
		{"several: one's own news are told twice", shared, "if origin != s.origin {", "if origin != s.origin || seq > 0 {", several},
		{"several: a commit ends with him for whom it is made", commits, "connection.BeginTx(context.WithoutCancel(ctx), ", "connection.BeginTx(ctx, ", files},
		{"several: changes of the configuration put writers off for ever", commits, "moved >= patient", "moved >= attempts", files},
		{"several: the configuration is heard of late", others, "_, err = n.office.Administration.At(ctx, config)", "_ = config", several},
		{"several: listeners hear before the configuration is known", others, "if _, err := n.office.Administration.At(ctx, elsewhere.Settings); err != nil {", "if err := error(nil); err != nil {", several},
		{"several: streams of ended sessions go on elsewhere", others, "n.office.Identity.Ended(session)", "_ = session", several},
		{"several: any key will do", others, "!hmac.Equal(holds, proof)", "false", several},
		{"migrate: the copy is not compared", copying, "sent != kept", "false", moving},
		{"migrate: numbers begin again", copying, "COALESCE(max(\"+column+\"), 0) + 1", "1 + 0 * count(\"+column+\")", moving},
	}
}

// faultsOfIndexes are mistakes in how a desk indexes what comes and forgets what leaves.
func faultsOfIndexes() []fault {
	const (
		bare    = "backend/store/sqlstore/desk_bare.go"
		placing = "backend/store/sqlstore/desk_place.go"
		tidying = "backend/store/sqlstore/desk_tidy.go"
	)
	desks := []string{"./app", "-run", "Desk|What|Type"}
	return []fault{
		{"office: what it remembers of a desk outlives a change of rights", "backend/replica/recall.go", "r.model == m && r.last", "r.last", []string{"./backend/replica"}},
		{"office: what it remembers of a desk outlives a new cell", "backend/replica/recall.go", "r.last == cells.Last() && ", "", []string{"./backend/replica"}},
		{"desk: a type is not indexed once it is whole", bare, "if !t.bare || !x.state.holding.WholeOf(ident.No(alias)) {", "if t.No != 0 || t.bare || !x.state.holding.WholeOf(ident.No(alias)) {", desks},
		{"desk: the search knows nothing of what came first", bare, "WHERE deleted_at IS NULL) WHERE text <> ''\"", "WHERE deleted_at IS NULL) WHERE text = ''\"", desks},
		{"desk: where a fill stands is forgotten by a start", placing, "s.came[no] = bytes.Clone(value)", "_ = no", desks},
		{"desk: the search keeps the letters of what has left", tidying, "step = -pages", "step = 0", desks},
	}
}

// faultsOfScope are mistakes in how much a desk holds.
func faultsOfScope() []fault {
	const (
		pull   = "backend/replica/pull.go"
		recall = "backend/replica/recall.go"
		scope  = "backend/replica/scope.go"
		desk   = "backend/store/sqlstore/desk.go"
		since  = "backend/store/sqlstore/desk_since.go"
	)
	model := []string{"./backend/replica", "-model", "60s"}
	desks := []string{"./app", "-run", "Chosen|Old|AllTheSame"}
	return []fault{
		{"scope: what is too old is told when it changes", pull, "if r.Made < d.Holding.Since[r.Type] {", "if r.Made < 0 {", model},
		{"scope: what is too old comes", "backend/replica/fill.go", " || r.Made < p.Holding.Since[t] {", " {", model},
		{"scope: what is less old does not come", pull, "return d.View.Since[t] < d.before.Since[t] }", "return d.View.Since[t] < 0 }", model},
		{"scope: what has been dropped for it counts as known", pull, "ok = ok && !d.dropped[no]", "ok = ok && no > 0", model},
		{"scope: what is others' comes", scope, "return cause.Responsible == employee || ", "return cause.Responsible != 0 || ", []string{"./backend/replica"}},
		{"scope: what stands on what is others' comes", scope, "for cause.Parent != 0 {", "for cause.Parent != 0 && !s.Mine {", []string{"./backend/replica"}},
		{"scope: what is remembered of a desk outlives a choice", recall, "r.scope == claim.Scope && ", "", []string{"./backend/replica"}},
		{"scope: what is too old stays on the desk", since, "if err := x.erase(ctx, t, which, at); err != nil {", "if err := error(nil); err != nil {", desks},
		{"scope: a choice is forgotten by a start", desk, "errors.Join(s.readCame(ctx, t), s.readSince(ctx, t))", "s.readCame(ctx, t)", []string{"./backend/replica"}},
		{"pull: the order tells what changed last", "backend/store/sqlstore/replica.go", " WHERE seq > ? AND cell <> 0 ORDER BY rid", " WHERE seq > ? AND cell <> 0 ORDER BY seq", []string{"./backend/replica"}},
		{"scope: cells count what has left", since, "x.cells.Add(each.Cell, -each.Records)", "_ = each", desks},
	}
}
