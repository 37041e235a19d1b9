/** Acts of the meeting page as data, shared by the toolbar, the keyboard and the table of keys. */
export type CommandId =
  | 'microphone'
  | 'camera'
  | 'share'
  | 'hand'
  | 'chat'
  | 'people'
  | 'devices'
  | 'layout'
  | 'fullscreen'
  | 'help';

export interface Command {
  readonly id: CommandId;
  /** `KeyboardEvent.key`, in lower case. */
  readonly key: string;
}

export const commands: readonly Command[] = [
  { id: 'microphone', key: 'm' },
  { id: 'camera', key: 'v' },
  { id: 'share', key: 's' },
  { id: 'hand', key: 'h' },
  { id: 'chat', key: 'c' },
  { id: 'people', key: 'p' },
  { id: 'devices', key: 'd' },
  { id: 'layout', key: 'l' },
  { id: 'fullscreen', key: 'f' },
  { id: 'help', key: '?' },
];

/** What of a keyboard event decides; a real event fits. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
  readonly target: EventTarget | null;
}

/** The act a key stands for, or null: in a field, with a modifier, or held down it stands for none. */
export function commandFor(press: KeyPress): CommandId | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) return null;
  const target = press.target;
  if (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable="true"]') !== null
  ) {
    return null;
  }
  return commands.find((command) => command.key === press.key.toLowerCase())?.id ?? null;
}
