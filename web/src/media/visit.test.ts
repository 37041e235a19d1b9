import { expect, it } from 'vitest';
import { knownPath, roomOf, roomPath } from './visit';

it('reads the room from the address, and knows an address that leads nowhere', () => {
  const room = (address: string) => roomOf(new URL(address, 'http://h'));
  expect(room('/r/giao-ban')).toBe('giao-ban');
  expect(room('/?room=Giao ban')).toBe('Giao-ban');
  expect(room(roomPath('Hội-trường'))).toBe('Hội-trường');
  expect(room('/r/%E0%A4')).toBe('');
  for (const path of ['/', '/r/giao-ban', '/r/giao-ban/', '/r/', '/ui'])
    expect(knownPath(path), path).toBe(true);
  for (const path of ['/phong', '/r/a/b', '/index.php']) expect(knownPath(path), path).toBe(false);
});
