#!/usr/bin/env node
const { loadProgram } = require('./load-program.js');

loadProgram().main(process.argv.slice(2));
