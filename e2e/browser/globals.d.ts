// What the injected scripts put into the page; see inside.js and the UMD build of livekit-client.
// biome-ignore lint/suspicious/noExplicitAny: the page's objects never cross into checked code but by evaluate()
declare const nr: any;
// biome-ignore lint/suspicious/noExplicitAny: as above
declare const LivekitClient: any;
// biome-ignore lint/suspicious/noExplicitAny: Chromium's own (mediacapture-transform), not in the DOM types
declare const MediaStreamTrackProcessor: any;
interface Window {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  hall: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  __hall?: any;
}
