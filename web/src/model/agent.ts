// What a browser calls itself, in words one knows: enough to tell one's own telephone from the office's computer. Pure.

const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bcoc_coc_browser\//i, 'Cốc Cốc'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*Safari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const first = (known: typeof browsers, agent: string) =>
  known.find(([pattern]) => pattern.test(agent))?.[1] ?? '';

/** "Chrome · Windows"; what it says itself, shortened, where we know neither; empty when it says nothing. */
export function deviceOf(agent: string): string {
  const known = [first(browsers, agent), first(systems, agent)].filter((each) => each !== '');
  return known.length > 0 ? known.join(' · ') : agent.slice(0, 40);
}
