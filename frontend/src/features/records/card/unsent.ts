/** What is left to send of `text` when `sent` has arrived: what was added after it, or all of it where it was changed within. */
export function unsent(text: string, sent: string): string {
  return text.startsWith(sent) ? text.slice(sent.length).trimStart() : text;
}
