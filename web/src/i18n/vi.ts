// One file for each area of the pages; the groups within are the same in every language.

import accounts from './vi/accounts.json';
import commands from './vi/commands.json';
import common from './vi/common.json';
import console from './vi/console.json';
import directory from './vi/directory.json';
import front from './vi/front.json';
import guests from './vi/guests.json';
import health from './vi/health.json';
import kiosk from './vi/kiosk.json';
import office from './vi/office.json';
import own from './vi/own.json';
import problems from './vi/problems.json';
import room from './vi/room.json';
import states from './vi/states.json';

export default {
  ...commands,
  ...own,
  ...accounts,
  ...common,
  ...console,
  ...directory,
  ...front,
  ...guests,
  ...health,
  ...kiosk,
  ...office,
  ...problems,
  ...room,
  ...states,
};
