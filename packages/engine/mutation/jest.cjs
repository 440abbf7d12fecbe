// The Backstage CLI's own configuration, for the tests of one room.
const backstage = require('@backstage/cli/config/jest');
const rooms = require('./rooms.cjs');

module.exports = async () => ({
  ...(await backstage),
  testMatch: rooms[process.env.TUTTI_ROOM].tests.map(
    tests => `<rootDir>/${tests}`,
  ),
});
