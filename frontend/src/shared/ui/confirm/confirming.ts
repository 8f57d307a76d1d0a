interface Question {
  title: string;
  text: string;
  /** What it is called not to do it, and to do it. */
  stay: string;
  sure: string;
}

/** The question that stands before something is done that cannot be taken back. */
export class Confirming {
  private question: Question | undefined;
  private settle: (sure: boolean) => void = () => {};
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  standing = (): Question | undefined => this.question;

  /** Whoever asks while a question stands gets no for an answer. */
  async ask(question: Question): Promise<boolean> {
    if (this.question) return false;
    const answer = new Promise<boolean>((resolve) => {
      this.settle = resolve;
    });
    this.put(question);
    return answer;
  }

  answer(sure: boolean): void {
    this.settle(sure);
    this.put(undefined);
  }

  private put(question: Question | undefined): void {
    if (this.question === question) return;
    this.question = question;
    for (const listener of this.listeners) listener();
  }
}

export const confirming = new Confirming();

/** Asks whether something is to be done that cannot be taken back. */
export const confirm = (question: Question): Promise<boolean> => confirming.ask(question);
