// One file for each area of the pages; the groups within are the same in every language.

import accounts from './en/accounts.json';
import commands from './en/commands.json';
import common from './en/common.json';
import console from './en/console.json';
import directory from './en/directory.json';
import front from './en/front.json';
import guests from './en/guests.json';
import health from './en/health.json';
import kiosk from './en/kiosk.json';
import office from './en/office.json';
import own from './en/own.json';
import problems from './en/problems.json';
import room from './en/room.json';
import states from './en/states.json';

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
