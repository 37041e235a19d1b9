// Runs in the page of a viewer that follows one speaker at a time; needs inside.js. Times come from the frames that the
// element really shows.
(() => {
  /** @type {Record<string, any>} */
  const seen = {};
  let current = '';
  let freeze = 0;
  const viewer = {
    /** Shows the cameras of these people. @param {string[]} names */
    watch(names) {
      for (const name of names) {
        const track = nr.publication(name, 'camera').track;
        const video = document.createElement('video');
        video.muted = true;
        video.playsInline = true;
        video.autoplay = true;
        video.style.cssText = 'position:fixed;left:0;top:0;width:640px;height:360px';
        document.body.append(video);
        track.attach(video);
        /** @type {any} */
        const one = { since: 0, first: null, hd: null, at: 0, width: 0 };
        seen[name] = one;
        const each = (/** @type {number} */ now, /** @type {any} */ frame) => {
          one.width = frame.width;
          if (name === current && one.since) {
            if (one.first === null) one.first = now - one.since;
            else if (one.at) freeze = Math.max(freeze, now - one.at);
            if (one.hd === null && frame.width === 1280) one.hd = now - one.since;
            one.at = now;
          }
          video.requestVideoFrameCallback(each);
        };
        video.requestVideoFrameCallback(each);
      }
    },
    /** Takes this speaker and switches all others off. @param {string} name */
    take(name) {
      current = name;
      for (const other of Object.keys(seen)) {
        Object.assign(seen[other], { since: other === name ? performance.now() : 0, first: null, hd: null, at: 0 });
        nr.publication(other, 'camera').setEnabled(other === name);
      }
    },
    watched: (/** @type {string} */ name) => ({
      width: seen[name].width,
      firstMs: seen[name].first,
      hdMs: seen[name].hd,
    }),
    watchAgain() {
      freeze = 0;
      seen[current].at = 0;
    },
    longestFreeze: () => freeze,
  };
  Object.assign(nr, viewer);
})();
