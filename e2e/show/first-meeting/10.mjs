// Line 10: the province in small, see e2e/bench/province.mjs. --sites=240 --seconds=300 --turn=30
await import('../../bench/province.mjs');
