import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface PlannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json: unknown;
}

const caller = `
const [, index, events] = process.argv;
const { handler } = await import(index);
const answers = [];
for (const event of JSON.parse(events)) answers.push((await handler(event)) ?? null);
console.log(JSON.stringify(answers));
`;

/** A home folder whose AWS files say something else in everything that a function gets from its environment. */
function misleadingHome(): string {
  const home = temporaryFolder();
  mkdirSync(join(home, '.aws'));
  const settings = 'region = eu-west-9\nendpoint_url = http://127.0.0.1:1\nuse_fips_endpoint = true\n';
  const keys = 'aws_access_key_id = AKIDFILE\naws_secret_access_key = file\n';
  writeFileSync(join(home, '.aws', 'config'), `[default]\n${settings}`);
  writeFileSync(join(home, '.aws', 'credentials'), `[default]\n${keys}`);
  return home;
}

/** What Lambda puts into every function's environment, as far as AWS clients look at it. */
export const lambdaEnvironment = {
  AWS_REGION: 'ap-northeast-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret-of-the-test',
  AWS_SESSION_TOKEN: 'token-of-the-test',
  AWS_LAMBDA_FUNCTION_NAME: 'probe',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=1',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
} as const;

/**
 * Runs a bundled function in a process of its own, in an environment like Lambda's, and calls it once per event. AWS is a
 * loopback server that answers as planned; it ends with the function.
 */
export async function runBundle(options: {
  readonly directory: string;
  readonly events: readonly unknown[];
  readonly answer: (request: RecordedRequest, position: number) => PlannedAnswer;
  readonly environment?: Readonly<Record<string, string>>;
}): Promise<{ readonly answers: readonly unknown[]; readonly requests: readonly RecordedRequest[] }> {
  const requests: RecordedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
      const { status = 200, headers: more = {}, json } = options.answer(request, requests.push(request) - 1);
      outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...more }).end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    const { port } = server.address() as AddressInfo;
    const index = pathToFileURL(join(options.directory, 'index.mjs')).href;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', caller, index, JSON.stringify(options.events)],
      {
        cwd: options.directory,
        env: {
          ...lambdaEnvironment,
          HOME: misleadingHome(),
          AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
          ...options.environment,
        },
      },
    );
    return { answers: JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as unknown[], requests };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
