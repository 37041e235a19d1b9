import { useMemo } from 'react';
import type { Me, MeetingState, MeetingSummary, SiteLine, UnitLine } from '../api/wire';
import { Door } from '../features/door/Door';
import { NewMeeting } from '../features/newmeeting/NewMeeting';
import { officeField, ofOfficeField } from '../model/officeTime';
import { AuthorityLink } from './Authority';
import { Doors } from './Entrance';
import { HomeView } from './HomePage';
import { inventedSnapshot } from './inventedMeeting';

const nothing = () => undefined;

/** The doors of a house with sample data. */
export function InventedEntrance() {
  return (
    <Doors
      door="demo-door"
      guest={<Door room="" name="" unsupported={false} onEnter={nothing} />}
      foot={<AuthorityLink />}
      onIn={nothing}
      onAgain={nothing}
    />
  );
}

const me: Me = {
  id: 'me',
  name: 'Nguyễn Thị Hồng Vân',
  roles: [{ role: 'OPERATOR', unit: 'g0', unitName: 'Tỉnh Gia Lai', house: true }],
  csrf: '',
  demo: true,
  version: '0',
  site: null,
  secondStep: 'TAKEN',
};

function meetings(): MeetingSummary[] {
  const at = (hour: number, days = 0) =>
    new Date(
      ofOfficeField(`${officeField(Date.now()).slice(0, 10)}T00:00`) + days * 86_400_000 + hour * 3_600_000,
    ).toISOString();
  const line = (
    id: string,
    title: string,
    subject: string,
    state: MeetingState,
    startsAt: string,
    sites: number,
    connected = 0,
  ): MeetingSummary => ({ id, title, subject, state, startsAt, sites, connected });
  return [
    line('a', 'Hội nghị trực tuyến toàn tỉnh', 'Sơ kết 6 tháng đầu năm 2020', 'IN_SESSION', at(8), 240, 235),
    line('b', 'Giao ban huyện Ia Grai', 'Phòng, chống bệnh bạch hầu', 'LOBBY', at(9), 14, 9),
    line('c', 'Hội nghị quán triệt nghị quyết', 'Tiếp sóng Trung ương', 'PUBLISHED', at(14), 240),
    line('d', 'Giao ban Sở Y tế', 'Giao ban tuần', 'PUBLISHED', at(8, 1), 18),
    line('e', 'Họp khẩn phòng, chống thiên tai', 'Mưa lũ lưu vực sông Ba', 'ENDED', at(15, -1), 62),
  ];
}

/** The list of meetings, or the form for a new one, over the 240 sites. */
export function InventedHome({ making, empty }: { readonly making: boolean; readonly empty: boolean }) {
  const { sites, units } = useMemo(directory, []);
  return (
    <HomeView
      me={me}
      meetings={empty ? [] : meetings()}
      cut={false}
      making={
        making ? (
          <NewMeeting
            sites={sites}
            units={units}
            convener="UBND tỉnh Gia Lai"
            busy={false}
            now={Date.now()}
            onMake={nothing}
          />
        ) : null
      }
      onMake={nothing}
      onSignOut={nothing}
    />
  );
}

function directory(): { sites: SiteLine[]; units: UnitLine[] } {
  const { seats, groups } = inventedSnapshot();
  const unit = (id: string, parent: string | null, name: string, order: number): UnitLine => ({
    id,
    parent,
    code: id,
    level: '',
    type: '',
    name,
    shortName: name,
    order,
    validFrom: '2020-02-01',
    validTo: null,
  });
  return {
    units: [
      unit('root', null, 'Tỉnh Gia Lai', 0),
      ...groups.slice(1).map((group) => unit(group.id, 'root', group.name, group.order)),
    ],
    sites: seats.map((seat) => ({
      id: seat.id,
      unit: seat.group === 'g0' ? 'root' : seat.group,
      name: seat.name,
      shortName: seat.shortName,
      place: '',
      organisation: null,
      hall: false,
      closedOn: null,
      order: seat.order,
      phone: '',
      endpoints: [],
    })),
  };
}
