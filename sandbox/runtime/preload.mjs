/*
 * Runs in a function's worker thread before the function's bundle and is no part of it. It makes the thread look like
 * Lambda's runtime on a machine where time and chance come from the sandbox:
 *
 *   Date                              reads the sandbox's clock (memory shared with the main thread)
 *   setTimeout of node:timers/promises sleeps in virtual time: the main thread wakes us up
 *   Math.random, randomUUID           drawn from a seed, so that a run repeats
 *   fetch                             a host that is not loopback is asked for at the sandbox, named in a header
 *   stdout, stderr                    go to the invocation's log
 *
 * Plain JavaScript, because a worker thread on Node 20 cannot load TypeScript.
 */
import crypto from 'node:crypto';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const { clock, handlerUrl, exportName, seed, endpoint, partnerHostHeader, context: fixedContext } = workerData;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
const tell = (message) => parentPort.postMessage(message);

// --- time

const cell = new Float64Array(clock);
const RealDate = globalThis.Date;
function VirtualDate(...given) {
  if (!new.target) return new RealDate(cell[0]).toString();
  return Reflect.construct(RealDate, given.length === 0 ? [cell[0]] : given, new.target);
}
// One prototype for both, so that dates made by Node itself are instances of the Date that the bundle sees.
VirtualDate.prototype = RealDate.prototype;
VirtualDate.prototype.constructor = VirtualDate;
VirtualDate.now = () => cell[0];
VirtualDate.parse = RealDate.parse;
VirtualDate.UTC = RealDate.UTC;
globalThis.Date = VirtualDate;

let sleeps = 0;
const sleeping = new Map();

function sleep(milliseconds = 1, value, options = {}) {
  return new Promise((resolve, reject) => {
    const { signal } = options;
    const abort = () => {
      sleeping.delete(id);
      tell({ kind: 'sleep-cancelled', id });
      reject(new DOMException('The operation was aborted', { name: 'AbortError', cause: signal.reason }));
    };
    const id = (sleeps += 1);
    if (signal?.aborted) {
      abort();
      return;
    }
    signal?.addEventListener('abort', abort, { once: true });
    sleeping.set(id, () => {
      signal?.removeEventListener('abort', abort);
      resolve(value);
    });
    tell({ kind: 'sleep', id, until: cell[0] + Math.max(0, milliseconds) });
    noticeSleep();
  });
}

/*
 * The clock may move once this thread has nothing to do but sleep: some sleep is pending, no request is on its way, and
 * nothing new began within two turns of the event loop.
 */
let requestsUnderWay = 0;
/** Number of the latest wake-up seen, so that the main thread can tell an answer that crossed the next one. */
let lastWake = 0;
function noticeSleep() {
  const began = sleeps;
  const idle = () => sleeping.size > 0 && requestsUnderWay === 0 && sleeps === began;
  setImmediate(() => setImmediate(() => idle() && tell({ kind: 'asleep', lastWake })));
}
function requestEnded() {
  requestsUnderWay -= 1;
  if (sleeping.size > 0) noticeSleep();
}
const realRequest = http.request;
http.request = (...given) => {
  requestsUnderWay += 1;
  return realRequest(...given).once('close', requestEnded);
};

timers.setTimeout = sleep;
timers.scheduler.wait = (milliseconds, options) => sleep(milliseconds, undefined, options);

// --- chance

let state = 0;
function reseed(text) {
  state = 0x811c9dc5;
  for (const character of text) state = Math.imul(state ^ character.codePointAt(0), 0x01000193);
}
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let value = Math.imul(state ^ (state >>> 15), 1 | state);
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
  return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
}
const hexDigits = '0123456789abcdef';
function hex(length) {
  let text = '';
  for (let place = 0; place < length; place += 1) text += hexDigits[Math.floor(random() * 16)];
  return text;
}
const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[Math.floor(random() * 4)]}${hex(3)}-${hex(12)}`;
reseed(seed);
Math.random = random;
crypto.randomUUID = uuid;
Object.defineProperty(globalThis.crypto, 'randomUUID', { value: uuid, configurable: true, writable: true });
syncBuiltinESMExports();

// --- the outside world

const realFetch = globalThis.fetch;
const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);
async function mappedFetch(input, init) {
  const request = new Request(input, init);
  const url = new URL(request.url);
  if (loopback.has(url.hostname)) return realFetch(request);
  const headers = new Headers(request.headers);
  headers.set(partnerHostHeader, url.host);
  const body = request.body === null ? undefined : await request.arrayBuffer();
  const { method, redirect, signal } = request;
  return realFetch(new URL(url.pathname + url.search, endpoint), { method, headers, body, redirect, signal });
}
globalThis.fetch = (input, init) => {
  requestsUnderWay += 1;
  return mappedFetch(input, init).finally(requestEnded);
};

// --- logs

for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk, encoding, callback) => {
    tell({ kind: 'log', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString() });
    const done = typeof encoding === 'function' ? encoding : callback;
    if (done) queueMicrotask(done);
    return true;
  };
}

// --- the runtime

const failure = (errorType, errorMessage, trace = []) => JSON.stringify({ errorType, errorMessage, trace });

function failureOf(error) {
  if (!(error instanceof Error)) return failure('Error', typeof error === 'string' ? error : String(error));
  return failure(error.name, error.message, (error.stack ?? '').split('\n'));
}

/** The handler, or undefined when there is none; the main thread has been told why then. */
async function load() {
  try {
    const module = await import(handlerUrl);
    const found = module[exportName];
    if (typeof found === 'function') return found;
    const exported = Object.keys(module).join(', ') || 'nothing';
    const message = `${fixedContext.handler} is undefined or not a function: the module exports ${exported}`;
    tell({ kind: 'failed-to-load', payload: failure('Runtime.HandlerNotFound', message) });
  } catch (error) {
    const type = error instanceof SyntaxError ? 'Runtime.UserCodeSyntaxError' : 'Runtime.ImportModuleError';
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const trace = error instanceof Error ? (error.stack ?? '').split('\n') : [];
    tell({ kind: 'failed-to-load', payload: failure(type, message, trace) });
  }
  return undefined;
}

async function run(handler, { payload, requestId, traceHeader, deadline }) {
  reseed(requestId);
  process.env['_X_AMZN_TRACE_ID'] = traceHeader;
  const { functionName, functionArn, memoryMegabytes } = fixedContext;
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memoryMegabytes),
    awsRequestId: requestId,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadline - cell[0]),
  };
  let answer;
  try {
    answer = await handler(JSON.parse(payload), context);
  } catch (error) {
    return { payload: failureOf(error), functionError: 'Unhandled' };
  }
  try {
    return { payload: JSON.stringify(answer) ?? 'null', functionError: undefined };
  } catch (error) {
    const message = `Unable to stringify response body: ${String(error)}`;
    return { payload: failure('Runtime.MarshalError', message), functionError: 'Unhandled' };
  }
}

function wakeUp({ id, wake: sequence }) {
  lastWake = sequence;
  const wake = sleeping.get(id);
  sleeping.delete(id);
  wake?.();
  if (sleeping.size > 0) noticeSleep();
}

// Listening comes before loading: a module that sleeps while it loads must be woken, too.
const loaded = load();
parentPort.on('message', (message) => {
  if (message.kind === 'wake') wakeUp(message);
  else void invoke(message);
});

async function invoke(invocation) {
  const handler = await loaded;
  if (handler) tell({ kind: 'done', ...(await run(handler, invocation)) });
}
