// The tests of the sandbox, in folders named after those of the room.
