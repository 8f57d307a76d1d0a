package job

// State is where a job stands.
type State string

// The states. A waiting or running job works as soon as it can; the last four are final until it is undone.
const (
	Waiting   State = "waiting"
	Running   State = "running"
	Paused    State = "paused"
	Finished  State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
	Undone    State = "undone"
)

// Over reports whether nothing is left to do.
func (s State) Over() bool { return s == Finished || s == Failed || s == Cancelled || s == Undone }

// Command is what an owner asks of his job.
type Command string

// The commands.
const (
	Pause  Command = "pause"
	Resume Command = "resume"
	Cancel Command = "cancel"
	Undo   Command = "undo"
)

// Can reports whether the command would do anything.
func (j *Job) Can(c Command) bool {
	switch c {
	case Pause:
		return j.State == Waiting || j.State == Running
	case Resume:
		return j.State == Paused
	case Cancel:
		return !j.State.Over()
	case Undo:
		return j.State.Over() && j.State != Undone && j.Undoable && j.Result.Changed > j.Result.Restored+j.Result.Kept
	}
	return false
}

// obey changes the job as the command says, at a time in milliseconds; it is false for one that cannot be.
func (j *Job) obey(c Command, now int64) bool {
	if !j.Can(c) {
		return false
	}
	switch c {
	case Pause:
		j.State = Paused
	case Resume:
		j.State = Waiting
	case Cancel:
		j.finish(Cancelled, now)
	case Undo:
		j.State, j.Undoing, j.FinishedAt, j.Result.Failure = Waiting, true, 0, nil
		j.Done, j.Total, j.Worked = 0, j.Result.Changed-j.Result.Restored-j.Result.Kept, 0
	}
	return true
}

// finish ends the work, whichever it was. What an undo that was cut short has not reached can still be undone.
func (j *Job) finish(state State, now int64) {
	j.State, j.Undoing, j.FinishedAt = state, false, now
}

// complete ends work that has come to its end.
func (j *Job) complete(now int64) {
	if j.Undoing {
		j.finish(Undone, now)
		return
	}
	j.Total = j.Done // what matched may have become more or less meanwhile
	j.finish(Finished, now)
}
