import type { ChatMessage } from '../model/chat';
import type { Person, Picture } from '../model/person';
import { byArrival } from '../model/roster';

/** Names of real length and shape, for looking at components; everything else here is made up. */
const names = [
  'Hội trường UBND tỉnh',
  'X. Kông Lơng Khơng · H. KBang',
  'Sở Thông tin và Truyền thông',
  'X. Ia RSai · H. Krông Pa',
  'P. Tây Sơn · TX. An Khê',
  'X. Chrôh Pơnan · H. Phú Thiện',
  'Nguyễn Thị Hồng Vân',
  'TT. Kbang · H. KBang',
  'X. Ia Dom · H. Đức Cơ',
  'X. AL Bá · H. Chư Sê',
  'X. H Bông · H. Chư Sê',
  'X. Đăk Roong · H. KBang',
  "X. K' Dang · H. Đăk Đoa",
  'TP. Pleiku',
  'Rơ Châm H’Yéo',
  'X. Ia Mơ · H. Chư Prông',
  'H. Krông Pa',
  'Đỗ Trường Giang',
];

const districts = ['H. Chư Păh', 'H. Ia Grai', 'H. Mang Yang', 'H. Kông Chro', 'TX. Ayun Pa', 'H. Đăk Pơ'];

const BEGIN = Date.UTC(2020, 6, 15, 1, 0, 0);

/** A picture drawn on a canvas: a hall with a table, in a colour of its own. */
export function drawnPicture(seed: number, kind: 'camera' | 'screen' = 'camera'): Picture {
  let stream: MediaStream | null = null;
  return {
    key: `${kind}-${seed}`,
    paused: false,
    attach: (element) => {
      stream ??= draw(seed, kind);
      element.srcObject = stream;
    },
    detach: (element) => {
      element.srcObject = null;
    },
  };
}

/** A still of a hall in its own colour, as an address; made once for each seed. */
const stills = new Map<number, string>();

export function drawnStill(seed: number): string {
  const known = stills.get(seed);
  if (known !== undefined) return known;
  const canvas = document.createElement('canvas');
  canvas.width = 256;
  canvas.height = 144;
  const context = canvas.getContext('2d');
  if (context) {
    context.scale(0.4, 0.4);
    drawOn(context, seed, 'camera');
  }
  const address = canvas.toDataURL('image/jpeg', 0.7);
  stills.set(seed, address);
  return address;
}

function draw(seed: number, kind: 'camera' | 'screen'): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  const context = canvas.getContext('2d');
  if (context) drawOn(context, seed, kind);
  const stream = canvas.captureStream(2);
  // A canvas sends a frame only when it is drawn on.
  window.setInterval(() => context?.fillRect(639, 359, 1, 1), 500);
  return stream;
}

function drawOn(context: CanvasRenderingContext2D, seed: number, kind: 'camera' | 'screen'): void {
  const hue = (seed * 67) % 360;
  if (kind === 'screen') {
    context.fillStyle = '#f7f5ef';
    context.fillRect(0, 0, 640, 360);
    context.fillStyle = '#1a2125';
    context.font = '600 30px sans-serif';
    context.fillText('Ứng phó mưa lũ lưu vực sông Ba', 48, 80);
    [90, 130, 110, 180, 220, 150].forEach((height, index) => {
      context.fillStyle = index === 4 ? '#b3261e' : '#8fa8bd';
      context.fillRect(60 + index * 88, 320 - height, 56, height);
    });
  } else {
    context.fillStyle = `hsl(${hue} 30% 32%)`;
    context.fillRect(0, 0, 640, 360);
    for (let stripe = 0; stripe < 640; stripe += 32) {
      context.fillStyle = `hsl(${hue} 30% 28%)`;
      context.fillRect(stripe, 0, 12, 360);
    }
    context.fillStyle = `hsl(${hue} 25% 12%)`;
    for (const x of seed % 2 === 0 ? [320] : [170, 320, 470]) {
      context.beginPath();
      context.arc(x, 170, 44, 0, Math.PI * 2);
      context.fill();
      context.fillRect(x - 74, 218, 148, 142);
    }
    context.fillStyle = `hsl(${hue} 25% 18%)`;
    context.fillRect(0, 290, 640, 70);
  }
}

export function inventedPeople(
  count: number,
  options: {
    share?: boolean;
    pictures?: boolean;
    muted?: boolean;
    cameraFault?: boolean;
    lost?: boolean;
  } = {},
): Person[] {
  const people = Array.from({ length: count }, (_, index): Person => {
    const name =
      names[index] ??
      `X. Ia ${String.fromCharCode(65 + (index % 26))}${index} · ${districts[index % districts.length]}`;
    const isLocal = index === 6 || (count <= 6 && index === 0);
    const speaking = (index === 4 || (count < 5 && index === 1)) && !options.lost;
    const camera =
      options.pictures !== false && index % 4 !== 3 && !options.lost && !(isLocal && options.cameraFault);
    const microphone = index === 0 || speaking || isLocal;
    return {
      identity: `p${index}`,
      name,
      isLocal,
      joinedAt: BEGIN + index * 1_000,
      microphone: options.lost ? 'none' : microphone && !(isLocal && options.muted) ? 'on' : 'off',
      camera: options.lost ? 'none' : camera ? 'on' : 'off',
      speaking,
      lastSpokeAt: index === 4 ? BEGIN + 90_000 : 0,
      handRaisedAt: index === 2 || index === 8 ? BEGIN + 68_000 + index * 10_000 : null,
      line: index === 5 ? 'poor' : index === 9 ? 'lost' : 'good',
      picture: camera ? drawnPicture(index) : null,
      screen: options.share && index === 1 && !options.lost ? drawnPicture(index, 'screen') : null,
      stale: index === 10 || options.lost === true,
    };
  });
  return people.sort(byArrival);
}

export function inventedMessages(): ChatMessage[] {
  const say = (
    id: number,
    from: number,
    text: string,
    minute: number,
    delivery: ChatMessage['delivery'] = 'delivered',
  ): ChatMessage => ({
    id: `m${id}`,
    identity: `p${from}`,
    name: names[from] ?? '',
    text,
    at: BEGIN + minute * 60_000,
    mine: from === 6,
    delivery,
    writtenAt: 0,
    attempts: 0,
  });
  return [
    say(1, 0, 'Đề nghị các điểm cầu kiểm tra lại âm thanh trước 08 giờ.', 2),
    say(2, 5, 'Phú Thiện nghe rõ, hình hơi giật.', 3),
    say(3, 5, 'Đang chuyển sang đường truyền dự phòng.', 4),
    say(4, 6, 'Đã nhận. Tài liệu ở địa chỉ noi-bo/tai-lieu/so-ket-6-thang-dau-nam-2020.pdf', 5, 'written'),
    say(5, 3, 'X. Ia RSai đăng ký phát biểu mục 4.', 9),
    say(6, 6, 'Mời X. Ia RSai chuẩn bị.', 10, 'waiting'),
    say(7, 6, 'Kon Pne gọi lại giúp văn phòng.', 13, 'unsent'),
  ];
}
