// The program as `bin/hookscope.js` starts it, but of the build with source maps.
const { join } = require('node:path');
const { loadProgram } = require('../../bin/load-program.js');

loadProgram(join(__dirname, '../../build/cli')).main(process.argv.slice(2));
