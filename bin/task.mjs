// The scripts of package.json: `node bin/task.mjs <task> [arguments]`. Syntax of 2018 only; see on-new-enough-node.mjs.
import { onNewEnoughNode } from './on-new-enough-node.mjs';

onNewEnoughNode(() => import('./run-task.mjs').then((module) => module.runTask(process.argv.slice(2))));
