// Runs in the page of a viewer that takes the load test's programme alone and reads the number each frame of its test card bears
// (sites/card); needs inside.js.
(() => {
  const BLOCK = 64;
  const STEP = 72;
  const BITS = 8;
  /** @type {HTMLVideoElement | null} */
  let video = null;
  let frames = 0;
  let last = 0;
  let freeze = 0;

  const card = {
    /** Takes what this participant publishes, now and later. @param {string} identity */
    take(identity) {
      const room = nr.state.room;
      const show = (/** @type {any} */ track) => {
        if (track.kind !== 'video') return;
        video = document.createElement('video');
        video.muted = true;
        video.playsInline = true;
        video.autoplay = true;
        video.style.cssText = 'position:fixed;inset:0;width:100vw;height:100vh;background:#000';
        document.body.append(video);
        track.attach(video);
        const each = (/** @type {number} */ now) => {
          frames++;
          if (last) freeze = Math.max(freeze, now - last);
          last = now;
          video?.requestVideoFrameCallback(each);
        };
        video.requestVideoFrameCallback(each);
      };
      room.on('trackPublished', (/** @type {any} */ publication, /** @type {any} */ from) => {
        if (from.identity === identity) publication.setSubscribed(true);
      });
      room.on('trackSubscribed', show);
    },

    /** Counts anew. */
    again() {
      frames = 0;
      freeze = 0;
      last = 0;
    },

    seen: () => ({
      frames,
      freeze: Math.round(freeze),
      width: video?.videoWidth ?? 0,
      height: video?.videoHeight ?? 0,
    }),

    /** The picture now, with the number it bears; number -1 when it bears none that can be read. */
    grab() {
      if (video?.videoWidth !== 1280) return null;
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [1280, 720];
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
      pen.drawImage(video, 0, 0);
      const white = (/** @type {number} */ index) =>
        pen.getImageData(48 + index * STEP + BLOCK / 2, 720 - 8 - BLOCK / 2, 1, 1).data[1] > 127;
      let number = 0;
      let ones = 0;
      for (let bit = 0; bit < BITS; bit++) {
        const set = white(2 + bit);
        number = number * 2 + Number(set);
        ones += Number(set);
      }
      const sound = white(0) && !white(1) && white(2 + BITS) === (ones % 2 === 1);
      return { number: sound ? number : -1, png: canvas.toDataURL('image/png').split(',')[1] };
    },
  };
  Object.assign(nr, { card });
})();
