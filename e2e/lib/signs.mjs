// Signs of the states of a site, told apart by shape alone: photographed in grey, their lightness made alike, laid over each other.

/** Sizes at which pages draw them, CSS pixels: a cell of the wall, a row of a table, a television's band. */
export const SIGN_SIZES = [12, 16, 28];
const TONES = ['live', 'bad', 'warn', 'ok', 'info', 'quiet'];

/** @typedef {{name: string, size: number, tone: string, ink: number[]}} Drawn */

/**
 * Ink of every sign as `/ui` draws it: for each pixel how far it is from the ground, the darkest being 1.
 * @param {import('playwright-core').Page} page at `/ui`
 * @param {boolean} alike all of them drawn as the first
 * @returns {Promise<Drawn[]>}
 */
export async function drawn(page, alike) {
  await page.waitForSelector('.gallery-signs li');
  /** @type {Drawn[]} */
  const all = [];
  for (const tone of ['', ...TONES]) {
    const boxes = await page.evaluate(
      ({ tone, alike }) => {
        const list = /** @type {HTMLElement} */ (document.querySelector('.gallery-signs'));
        list.style.filter = 'grayscale(1)';
        list.scrollIntoView();
        const first = list.querySelector('li');
        return [...list.querySelectorAll('li')].flatMap((item) => {
          if (tone) item.className = `tone-${tone}`;
          return [...item.querySelectorAll('svg')].map((svg, at) => {
            if (alike) svg.innerHTML = first?.querySelectorAll('svg')[at].innerHTML ?? '';
            // Onto whole pixels: what is compared is the shape, not where a line of text puts it.
            svg.style.transform = '';
            svg.style.animation = 'none';
            const free = svg.getBoundingClientRect();
            svg.style.transform = `translate(${Math.round(free.x) - free.x}px, ${Math.round(free.y) - free.y}px)`;
            const { x, y, width, height } = svg.getBoundingClientRect();
            return { name: item.textContent ?? '', x, y, width, height };
          });
        });
      },
      { tone, alike },
    );
    const picture = (await page.screenshot({ animations: 'disabled' })).toString('base64');
    const inks = await page.evaluate(
      async ({ picture, boxes }) => {
        const image = new Image();
        image.src = `data:image/png;base64,${picture}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.width, image.height];
        const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
        pen.drawImage(image, 0, 0);
        return boxes.map(({ x, y, width, height }) => {
          const { data } = pen.getImageData(Math.round(x), Math.round(y), Math.round(width), Math.round(height));
          const light = Array.from({ length: data.length / 4 }, (_, at) => data[at * 4]);
          const ink = light.map((each) => Math.abs(each - light[0]));
          const most = Math.max(1, ...ink);
          return ink.map((each) => each / most);
        });
      },
      { picture, boxes },
    );
    for (const [at, { name, width }] of boxes.entries())
      all.push({ name, size: Math.round(width), tone, ink: inks[at] });
  }
  return all;
}

/** Share of the ink of both that is not common to them, 0 … 1. @param {number[]} a @param {number[]} b */
export function difference(a, b) {
  let [apart, together] = [0, 0];
  for (let at = 0; at < a.length; at++) {
    apart += Math.abs(a[at] - (b[at] ?? 0));
    together += Math.max(a[at], b[at] ?? 0);
  }
  return together > 0 ? apart / together : 0;
}

/**
 * The closest pair of states, and the farthest that one shape gets from itself when only its colour is another.
 * @param {Drawn[]} all
 */
export function compared(all) {
  let closest = { difference: 1, size: 0, pair: '' };
  let same = 0;
  let pairs = 0;
  for (const size of SIGN_SIZES) {
    const own = all.filter((each) => each.size === size);
    const asDrawn = own.filter((each) => each.tone === '');
    for (const [at, one] of asDrawn.entries()) {
      for (const other of asDrawn.slice(at + 1)) {
        pairs++;
        const found = difference(one.ink, other.ink);
        if (found < closest.difference) closest = { difference: found, size, pair: `${one.name} – ${other.name}` };
      }
      const itself = own.filter((each) => each.name === one.name);
      for (const a of itself) for (const b of itself) same = Math.max(same, difference(a.ink, b.ink));
    }
  }
  return { signs: new Set(all.map(({ name }) => name)).size, pairs, closest, same };
}
