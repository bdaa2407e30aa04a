// The program as `bin/hookscope.js` starts it, but of the build with source maps.
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { loadProgram } = require('../../bin/load-program.js');

const folder = join(__dirname, '../../build/cli');
loadProgram(folder, pathToFileURL(join(folder, 'main.cjs')).href).main(process.argv.slice(2));
