import { afterEach, describe, expect, it, vi } from 'vitest';
import { seat, snapshot } from '../model/meeting.fixture';
import { Hub, type StreamNews, TabStreams } from './hub';
import { EventParser, EventStream, type StreamState } from './sse';

describe('cutting a stream into events', () => {
  it('takes pieces that end anywhere, comments, and data of several lines', () => {
    const parser = new EventParser();
    expect(parser.take(': here\n\nid: 7\neve')).toEqual([]);
    expect(parser.take('nt: patch\ndata: {"a":\ndata: 1}\r\n')).toEqual([]);
    expect(parser.take('\r\ndata: x\n\n')).toEqual([
      { id: '7', name: 'patch', data: '{"a":\n1}' },
      { id: '7', name: 'message', data: 'x' },
    ]);
  });
});

describe('one stream', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('comes back with the last event it had, and tells cut and live', async () => {
    const asked: (string | null)[] = [];
    const states: StreamState['kind'][] = [];
    const events: string[] = [];
    const answers = ['id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: half', 'id: 3\ndata: c\n\n'];
    vi.stubGlobal('fetch', async (_: string, { headers }: { headers: Record<string, string> }) => {
      asked.push(headers['Last-Event-ID'] ?? null);
      const answer = answers.shift();
      if (answer === undefined) return new Response('{"code":"gone"}', { status: 404 });
      return new Response(answer);
    });
    await new Promise<void>((resolve) => {
      new EventStream(
        '/x',
        (event) => events.push(event.data),
        (state) => {
          states.push(state.kind);
          if (state.kind === 'refused') resolve();
        },
      );
    });
    expect(events).toEqual(['a', 'b', 'c']);
    expect(asked).toEqual([null, '2', '3']);
    expect(states).toEqual(['live', 'cut', 'live', 'cut', 'refused']);
  });
});

describe('the hub', () => {
  it('opens one stream for all, gives a later one the whole, and closes with the last', () => {
    let stopped = 0;
    let opened = 0;
    let say: (event: { name: string; data: string }) => void = () => undefined;
    const hub = new Hub((_, onEvent) => {
      opened++;
      say = onEvent;
      return { stop: () => stopped++, hurry: () => undefined };
    });
    const heard: string[] = [];
    const note = (who: string) => (_: string, news: StreamNews) => {
      if (news.kind !== 'event') return;
      const { seats } = news.data as ReturnType<typeof snapshot>;
      heard.push(`${who} ${news.name} ${seats.map(({ headcount }) => headcount).join()}`);
    };
    const first = new TabStreams(hub, note('first'));
    const second = new TabStreams(hub, note('second'));
    const listening = { paths: ['/x'], fresh: [], hurry: false };
    first.hear(listening);
    say({ name: 'snapshot', data: JSON.stringify(snapshot([seat('s1'), seat('s2')])) });
    say({ name: 'patch', data: JSON.stringify({ seats: [seat('s2', { headcount: 34 })] }) });
    second.hear(listening);
    second.hear(listening);
    first.hear({ ...listening, fresh: ['/x'] });
    expect(opened).toBe(1);
    expect(heard).toEqual([
      'first snapshot 10,10',
      'first patch 34',
      'second snapshot 10,34',
      'first snapshot 10,34',
    ]);
    first.hear({ ...listening, paths: [] });
    expect(stopped).toBe(0);
    second.hear({ ...listening, paths: [] });
    expect(stopped).toBe(1);
  });
});
