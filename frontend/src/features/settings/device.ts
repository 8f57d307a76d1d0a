// In this order: browsers name those they resemble after themselves.
const BROWSERS: [RegExp, string][] = [
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Android/, 'Android'],
  [/Linux|X11/, 'Linux'],
];

const KERNELS: Record<string, string> = { windows: 'Windows', darwin: 'macOS', linux: 'Linux' };

/** What a browser, or a computer with a copy, calls itself, in the words its user would use; anything else stays as it is. */
export function deviceName(agent: string): string {
  const computer = /^Kontora-Desk\/\S* \((.+); (\w+)\)$/.exec(agent);
  if (computer?.[1]) return `${computer[1]}, ${KERNELS[computer[2] ?? ''] ?? computer[2]}`;
  const browser = BROWSERS.find(([sign]) => sign.test(agent))?.[1];
  if (!browser) return agent;
  const system = SYSTEMS.find(([sign]) => sign.test(agent))?.[1];
  return system ? `${browser}, ${system}` : browser;
}

/** An address without the port, which is another one for every connection and tells nobody anything. */
export function hostOf(address: string): string {
  const bracketed = /^\[(.+)\](:\d+)?$/.exec(address);
  if (bracketed?.[1]) return bracketed[1];
  return address.split(':').length === 2 ? address.replace(/:\d+$/, '') : address;
}
