/** `POST /api/join`: asks for a ticket into a room. */
export interface JoinRequest {
  readonly room: string;
  readonly name: string;
  /** With `resume`: come back as the same participant. */
  readonly identity?: string;
  readonly resume?: string;
}

export interface Ticket {
  readonly token: string;
  /** Base address for signalling, absolute. */
  readonly url: string;
  readonly identity: string;
  /** Secret with which this page may ask for its identity again. */
  readonly resume: string;
}

/** A refusal by the server (RFC 9457). `status` 0 means that it could not be reached. */
export class JoinRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    super(`${status} ${code}`);
    this.name = 'JoinRefused';
  }

  /** True when another try may well succeed without anything being changed. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

const PATIENCE_MILLIS = 8_000;

export type Join = (request: JoinRequest) => Promise<Ticket>;

export const join: Join = async (request) => {
  let response: Response;
  try {
    response = await fetch('/api/join', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json, application/problem+json' },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
    });
  } catch {
    throw new JoinRefused(0, 'unreachable', '');
  }
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    body = null;
  }
  if (!response.ok) throw refusal(response.status, body);
  if (!isRecord(body) || typeof body.token !== 'string' || typeof body.url !== 'string') {
    throw new JoinRefused(502, 'bad-answer', '');
  }
  return {
    token: body.token,
    url: signallingUrl(body.url, window.location.href),
    identity: typeof body.identity === 'string' ? body.identity : '',
    resume: typeof body.resume === 'string' ? body.resume : '',
  };
};

function refusal(status: number, body: unknown): JoinRefused {
  const problem = isRecord(body) ? body : {};
  return new JoinRefused(
    status,
    typeof problem.code === 'string' ? problem.code : `http-${status}`,
    typeof problem.detail === 'string' ? problem.detail : '',
  );
}

/** The server may give a path; the client wants a whole `ws:` or `wss:` address. */
export function signallingUrl(given: string, here: string): string {
  const url = new URL(given === '' ? '/' : given, here);
  if (url.protocol === 'http:') url.protocol = 'ws:';
  if (url.protocol === 'https:') url.protocol = 'wss:';
  return url.href.replace(/\/$/, '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
