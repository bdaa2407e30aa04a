// What a worker of a fleet (`hookscope fleet work`) starts as a process of its own, which reads capture sets for it.
const { loadProgram } = require('./load-program.js');

loadProgram().serveSets();
