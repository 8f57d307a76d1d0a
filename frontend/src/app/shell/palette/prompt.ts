/** What one asks the palette for: everything, or by the first sign commands, employees or a number only. */
export interface Prompt {
  scope: 'all' | 'commands' | 'employees' | 'number';
  text: string;
}

const SCOPES: Record<string, Prompt['scope']> = { '>': 'commands', '@': 'employees', '#': 'number' };

export function readPrompt(typed: string): Prompt {
  const text = typed.trim();
  const scope = SCOPES[text.charAt(0)];
  return scope ? { scope, text: text.slice(1).trim() } : { scope: 'all', text };
}
