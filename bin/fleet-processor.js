// What the queue engine of `hookscope fleet work` starts in a process of its own for each capture set that it reads.
const { loadProgram } = require('./load-program.js');

const { processSet } = loadProgram();
module.exports = (job) => processSet(job);
