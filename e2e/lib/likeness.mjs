// Whether what was heard is what was said: the pattern of both in time and pitch, laid over each other.
const RATE = 16_000;
const STEP = 160; // 10 ms
const WINDOW = 512; // 32 ms
const EDGES = [100, 250, 400, 600, 850, 1150, 1500, 1900, 2400, 3000, 4000]; // Hz
const BANDS = EDGES.length - 1;
/** Below this under the loudest all is silence: comfort noise is not compared. */
const FLOOR_DB = 45;
const SECOND = 100; // frames
/** A receiver stretches and shortens, but not more than this from one second to the next. */
const DRIFT = 25; // frames
/** A second that fits less is looked for elsewhere. */
const FITS = 0.8;

/** @param {string} base64 16-bit numbers, see record() in browser/inside.js */
export function waveOf(base64) {
  const bytes = Buffer.from(base64, 'base64');
  return Float32Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readInt16LE(2 * i) / 32768);
}

/** @param {Float32Array} wave */
export const rms = (wave) => Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / Math.max(1, wave.length));

/** Energies of the bands of one window, by the discrete Fourier transform. @param {Float32Array} wave @param {number} at */
function bands(wave, at) {
  const re = new Float64Array(WINDOW);
  const im = new Float64Array(WINDOW);
  for (let i = 0; i < WINDOW; i++) {
    // Bit-reversed, for the loops below.
    let to = 0;
    for (let bit = 1; bit < WINDOW; bit <<= 1) to = (to << 1) | (i & bit ? 1 : 0);
    re[to] = (wave[at + i] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / WINDOW));
  }
  for (let half = 1; half < WINDOW; half *= 2) {
    for (let k = 0; k < half; k++) {
      const c = Math.cos((Math.PI * k) / half);
      const s = -Math.sin((Math.PI * k) / half);
      for (let i = k; i < WINDOW; i += 2 * half) {
        const x = re[i + half] * c - im[i + half] * s;
        const y = re[i + half] * s + im[i + half] * c;
        re[i + half] = re[i] - x;
        im[i + half] = im[i] - y;
        re[i] += x;
        im[i] += y;
      }
    }
  }
  return Array.from({ length: BANDS }, (_, band) => {
    let sum = 0;
    for (let i = Math.ceil((EDGES[band] * WINDOW) / RATE); i < (EDGES[band + 1] * WINDOW) / RATE; i++) {
      sum += re[i] * re[i] + im[i] * im[i];
    }
    return sum;
  });
}

/** Frames of 10 ms, each the loudness of ten bands in dB over the floor. @param {Float32Array} wave @param {boolean} looped */
function pattern(wave, looped) {
  const whole = looped ? Float32Array.from([...wave, ...wave.subarray(0, WINDOW)]) : wave;
  const count = Math.floor((whole.length - WINDOW) / STEP);
  const frames = Array.from({ length: count }, (_, i) => bands(whole, i * STEP));
  const loudest = frames.flat().reduce((most, each) => Math.max(most, each), 1e-12);
  return frames.map((frame) => frame.map((each) => Math.max(0, 10 * Math.log10(each / loudest + 1e-12) + FLOOR_DB)));
}

/** Pearson's correlation of a second heard with a second of the sample. @param {number[][]} heard @param {number} from @param {number[][]} said @param {number} at */
function correlation(heard, from, said, at) {
  let [n, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < SECOND; i++) {
    const one = heard[from + i];
    const two = said[(((at + i) % said.length) + said.length) % said.length];
    for (let band = 0; band < BANDS; band++) {
      n++;
      x += one[band];
      y += two[band];
      xx += one[band] * one[band];
      yy += two[band] * two[band];
      xy += one[band] * two[band];
    }
  }
  const spread = Math.sqrt((n * xx - x * x) * (n * yy - y * y));
  return spread > 0 ? (n * xy - x * y) / spread : 0;
}

/**
 * Compares second by second, at the place of the (repeated) sample where it fits best: upon the second before, but for what
 * the receiver stretches or shortens, and only where that does not fit at all anywhere, which is a jump (a machine too busy
 * to speak evenly makes them too).
 * @param {Float32Array} heard @param {Float32Array} said
 * @returns {{each: number[], jumps: number}} correlation of each second
 */
export function likeness(heard, said) {
  const one = pattern(heard, false);
  const two = pattern(said, true);
  /** @type {number[]} */
  const each = [];
  let place = -1;
  let jumps = 0;
  for (let from = 0; from + SECOND <= one.length; from += SECOND) {
    let best = { fit: -2, at: 0 };
    const search = (/** @type {number} */ low, /** @type {number} */ high) => {
      for (let at = low; at <= high; at++) {
        const fit = correlation(one, from, two, at);
        if (fit > best.fit) best = { fit, at };
      }
    };
    if (place >= 0) search(place - DRIFT, place + DRIFT);
    if (best.fit < FITS) {
      const near = best;
      search(0, two.length - 1);
      if (place >= 0 && best !== near) jumps++;
    }
    place = best.at + SECOND;
    each.push(best.fit);
  }
  return { each, jumps };
}
