// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { commandFor, commands } from './commands';

const press = (key: string, change: Partial<KeyboardEventInit> & { target?: Element } = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  target: document.body,
  ...change,
});

it('knows every key once', () => {
  expect(new Set(commands.map((command) => command.key)).size).toBe(commands.length);
  for (const command of commands) expect(commandFor(press(command.key))).toBe(command.id);
  expect(commandFor(press('M'))).toBe('microphone');
  expect(commandFor(press('x'))).toBeNull();
});

it.each(['input', 'textarea', 'select'])('rests while a %s has the cursor', (tag) => {
  const field = document.createElement(tag);
  document.body.append(field);
  expect(commandFor(press('m', { target: field }))).toBeNull();
});

it('leaves the browser its own keys', () => {
  expect(commandFor(press('c', { ctrlKey: true }))).toBeNull();
  expect(commandFor(press('p', { metaKey: true }))).toBeNull();
  expect(commandFor(press('m', { repeat: true }))).toBeNull();
});
