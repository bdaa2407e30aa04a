// The program as `bin/hookscope.js` starts it, but of the build with source maps.
import { main } from '../../build/cli/main.js';

await main(process.argv.slice(2));
