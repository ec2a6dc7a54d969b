#!/usr/bin/env node
// Syntax of 2018 only; see on-new-enough-node.mjs.
import { onNewEnoughNode } from './on-new-enough-node.mjs';

onNewEnoughNode(() => import('./start-casewarden.mjs').then((module) => module.startCasewarden()));
