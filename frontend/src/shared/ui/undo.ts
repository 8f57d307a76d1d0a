interface Undoable {
  /** Of its toast. */
  id: string;
  run: () => void;
}

const AT_MOST = 20;
/** A change of which nothing is heard any more keeps nobody from taking back another. */
const AWAITED_MS = 10_000;

/** What can be taken back, and what is still on its way to the office. */
export class UndoStack {
  /** The latest last. */
  private readonly done: Undoable[] = [];
  private underWay = 0;
  private wanted: ((latest: Undoable) => void) | undefined;

  push(one: Undoable): void {
    this.done.push(one);
    if (this.done.length > AT_MOST) this.done.shift();
  }

  drop(id: string): void {
    const at = this.done.findIndex((each) => each.id === id);
    if (at !== -1) this.done.splice(at, 1);
  }

  forget(): void {
    this.done.splice(0);
    this.wanted = undefined;
  }

  /**
   * Says that a change has been sent that can be taken back once it has arrived. The answered function is called when
   * it has, or was refused: after what takes it back is known.
   */
  begin(): () => void {
    this.underWay += 1;
    let over = false;
    const end = () => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      this.underWay -= 1;
      if (this.underWay > 0 || !this.wanted) return;
      const take = this.wanted;
      this.wanted = undefined;
      this.take(take);
    };
    const timer = setTimeout(end, AWAITED_MS);
    return end;
  }

  /** Takes the latest change, and waits for it where it is still on its way: an earlier one is not meant. */
  take(take: (latest: Undoable) => void): void {
    if (this.underWay > 0) {
      this.wanted = take;
      return;
    }
    const latest = this.done.pop();
    if (latest) take(latest);
  }
}
