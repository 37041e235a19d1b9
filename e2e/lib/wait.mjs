// Waiting on conditions. There is no sleep in the cases: each wait names what it waits for and fails with what was seen.

/**
 * @template T
 * @param {string} what named in the error
 * @param {() => (T | Promise<T>)} probe until it answers something true
 * @param {number} [limitMs]
 * @param {number} [everyMs]
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, probe, limitMs = 10_000, everyMs = 100) {
  const end = performance.now() + limitMs;
  /** @type {unknown} */
  let seen;
  for (;;) {
    try {
      const value = await probe();
      if (value) return /** @type {NonNullable<T>} */ (value);
      seen = value;
    } catch (error) {
      seen = error;
    }
    if (performance.now() > end) throw new Error(`not within ${limitMs} ms: ${what} (last: ${String(seen)})`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/**
 * Something must stay true for a while; used where the proof is that nothing happens.
 * @param {string} what
 * @param {() => (boolean | Promise<boolean>)} probe
 * @param {number} forMs
 */
export async function holds(what, probe, forMs) {
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    if (!(await probe())) throw new Error(`ceased to hold: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
