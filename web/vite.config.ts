import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Where the development server finds the real one; `npm run dev` then serves the page itself.
const server = process.env.NHARONG_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    // Offices still run the last Chromium for Windows 7 (109).
    target: ['chrome100', 'firefox102', 'safari15.4'],
    // `font-src 'self'` and `img-src 'self' data:` hold either way, but a font in a data URI would be
    // refused by `default-src 'self'`, so nothing is inlined.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: {
      '/api': server,
      '/authority': server,
      '/rtc': { target: server, ws: true },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    // The search is tried with thousands of fragments; a machine that builds at the same time needs a while.
    testTimeout: 30_000,
  },
});
