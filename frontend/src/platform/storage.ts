/** Small settings of this browser; they survive a reload, never a change of computer. */
export const storage = {
  read(key: string): string | undefined {
    try {
      return localStorage.getItem(`kontora.${key}`) ?? undefined;
    } catch {
      return undefined; // storage may be switched off; the setting is then kept for the page only
    }
  },
  remove(key: string): void {
    try {
      localStorage.removeItem(`kontora.${key}`);
    } catch {
      // as in read
    }
  },
  write(key: string, value: string): void {
    try {
      localStorage.setItem(`kontora.${key}`, value);
    } catch {
      // as in read
    }
  },
};
