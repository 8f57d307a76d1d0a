export const texts: Record<string, string> = import.meta.glob('./*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});
