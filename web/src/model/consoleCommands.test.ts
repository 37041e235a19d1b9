// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { consoleCommandFor, consoleCommands, hindrance, missing, nextStep } from './consoleCommands';
import { viewOf } from './meeting';
import { seat, snapshot } from './meeting.fixture';

const NOW = Date.parse('2020-07-15T02:00:00Z');
const press = (key: string, change: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  target: document.body,
  ...change,
});

describe('keys', () => {
  it('no key stands for two acts', () => {
    const keys = consoleCommands
      .filter(({ key }) => key !== null)
      .map(({ key, ctrl }) => `${ctrl ?? false} ${key}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('what cannot be taken back has no key at all', () => {
    expect(consoleCommands.filter(({ hold, key }) => hold !== undefined && key !== null)).toEqual([]);
  });

  it('rests in a field, but for the palette', () => {
    const field = document.createElement('input');
    document.body.append(field);
    expect(consoleCommandFor(press('n', { target: field }), true)).toBeNull();
    expect(consoleCommandFor(press('z', { target: field, ctrlKey: true }), true)).toBeNull();
    expect(consoleCommandFor(press('k', { target: field, ctrlKey: true }), true)).toBe('PALETTE');
  });

  it('single keys can be switched off, those with Ctrl stay', () => {
    expect(consoleCommandFor(press('N'), true)).toBe('NEXT');
    expect(consoleCommandFor(press(' '), true)).toBe('TAKE');
    expect(consoleCommandFor(press('n'), false)).toBeNull();
    expect(consoleCommandFor(press('z', { ctrlKey: true }), false)).toBe('UNDO');
    expect(consoleCommandFor(press('n', { repeat: true }), true)).toBeNull();
    expect(consoleCommandFor(press('n', { ctrlKey: true }), true)).toBeNull();
  });

  it('on the wall Space takes and Enter previews, in its other buttons they press', () => {
    document.body.innerHTML =
      '<div role="grid"><button role="gridcell" id="cell"></button><div role="row"><button id="name"></button></div></div>';
    const cell = document.getElementById('cell');
    const name = document.getElementById('name');
    expect(consoleCommandFor(press(' ', { target: cell }), true)).toBe('TAKE');
    expect(consoleCommandFor(press('Enter', { target: cell }), true)).toBe('INTO_PREVIEW');
    expect(consoleCommandFor(press('Enter', { target: name }), true)).toBeNull();
  });
});

describe('what can be done now', () => {
  const base = snapshot([
    seat('s1'),
    seat('s2', { connected: false, state: 'LOST' }),
    seat('s3', { connected: false, state: 'EXCUSED' }),
    seat('s4', { connected: false, state: 'RINGING' }),
  ]);
  const at = (state: typeof base.meeting.state, change: Partial<typeof base> = {}) =>
    viewOf({ ...base, ...change, meeting: { ...base.meeting, state } }, NOW);

  it('says why not', () => {
    const none = { selected: null };
    expect(hindrance('MICROPHONE', at('IN_SESSION'), none)).toBe('NO_SITE');
    expect(hindrance('MICROPHONE', at('IN_SESSION'), { selected: 's2' })).toBe('NOT_THERE');
    expect(hindrance('MICROPHONE', at('IN_SESSION'), { selected: 's1' })).toBeNull();
    expect(hindrance('UNDO', at('IN_SESSION'), none)).toBe('NOTHING_TO_UNDO');
    expect(hindrance('TAKE', at('ENDED'), none)).toBe('OVER');
    expect(hindrance('OPEN_LINES', at('IN_SESSION'), none)).toBe('LINES_OPEN');
    expect(hindrance('CALL_MISSING', at('PUBLISHED'), none)).toBe('LINES_CLOSED');
    expect(hindrance('BREAK', at('LOBBY'), none)).toBe('NOT_RUNNING');
    expect(hindrance('KEYS', at('ENDED'), none)).toBeNull();
  });

  it('hands the chair to the main or the deputy site, and to one that is there', () => {
    const chairOf = (meeting: Partial<typeof base.meeting>, id: string) =>
      hindrance(
        'CHAIR',
        viewOf({ ...base, meeting: { ...base.meeting, state: 'IN_SESSION', ...meeting } }, NOW),
        {
          selected: id,
        },
      );
    const passed = { mainSite: 's1', deputySite: 's2', chairSite: 's2' };
    expect(chairOf(passed, 's1')).toBeNull();
    expect(chairOf(passed, 's2')).toBe('ALREADY');
    expect(chairOf(passed, 's3')).toBe('NO_CHAIR_SITE');
    expect(chairOf({ ...passed, chairSite: 's1' }, 's2')).toBe('NOT_THERE');
  });

  it('misses those who should be there, not those who are excused or being called', () => {
    expect(missing(at('IN_SESSION'))).toEqual(['s2']);
  });

  it('leads from the first call to the session', () => {
    const roll = (state: 'NOT_YET' | 'RUNNING' | 'CLOSED') => ({ rollCall: { ...base.rollCall, state } });
    expect(nextStep(at('PUBLISHED'))).toBe('OPEN_LINES');
    expect(nextStep(at('REHEARSING'))).toBe('END_REHEARSAL');
    expect(nextStep(at('LOBBY', roll('NOT_YET')))).toBe('ROLL_CALL');
    expect(nextStep(at('ROLL_CALL', { ...roll('RUNNING'), seats: [seat('s1', { present: false })] }))).toBe(
      'CLOSE_ROLL_CALL',
    );
    expect(nextStep(at('ROLL_CALL', roll('CLOSED')))).toBe('BEGIN');
    expect(nextStep(at('SUSPENDED'))).toBe('RESUME');
    expect(nextStep(at('IN_SESSION'))).toBeNull();
  });
});
