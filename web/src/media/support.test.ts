import { expect, it } from 'vitest';
import { secureAddress } from './support';

it('leaves the port of https to the server', () => {
  const from = (address: string) => secureAddress(new URL(address));
  expect(from('http://10.64.3.2:8080/r/giao-ban?lang=en')).toBe('/https/r/giao-ban?lang=en');
  expect(from('http://hop.lan/')).toBe('/https/');
});
