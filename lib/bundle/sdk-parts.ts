/** A module of the SDK that is bundled in another form. */
export interface SdkPart {
  /** The module, below `node_modules/`; `*` stands for one name. */
  readonly module: string;
  /** What it is for and why a Lambda function of this project does without, or what is left of it. */
  readonly reason: string;
  /** The module's new source, from its own. Relative imports are still the module's. */
  readonly rewrite: (source: string) => string;
}

const instead =
  (contents: string): SdkPart['rewrite'] =>
  () =>
    contents;

/** For code that cannot be reached with our settings: should it be reached after all, the error says why it is gone. */
const refusing = (what: string): string =>
  `throw new Error(${JSON.stringify(`${what}: not part of this bundle, see lib/bundle/sdk-parts.ts`)});`;

/** An import of the bundled module. Written so, because it is no import of this file's. */
const taking = (names: string, module: string): string => `import { ${names} } from ${JSON.stringify(module)};`;

/** One description per Region, and nothing else; the Region's own pattern stands beside them. */
const regionDescriptions = /"regions": \{(?:[^{}]|\{[^{}]*\})*\}/g;

/** Tells the bundler that choosing the class changes nothing, so that it may go where nothing uses the class. */
const withPureNativeClass = (source: string): string =>
  source
    .replace('= (() => {', '= /* @__PURE__ */ (() => {')
    .replace('? buildNativeClass(', '? /* @__PURE__ */ buildNativeClass(');

/** What the bundles leave out of AWS clients. Decision and refused alternatives: `docs/decisions/0007-small-bundles.md`. */
export const sdkParts: readonly SdkPart[] = [
  {
    module: '@aws-sdk/credential-provider-node/dist-es/index.js',
    reason: `Lambda hands a function its credentials in environment variables, and so does the sandbox. The chain of a
      laptop also brings clients of STS, SSO and Signin, and with them every protocol those speak.
      Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime`,
    rewrite: instead(`export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`),
  },
  {
    module: '@smithy/core/dist-es/submodules/config/node-config-provider/fromSharedConfigFiles.js',
    reason: `Looks for a setting in ~/.aws/config and ~/.aws/credentials after the environment had none. A function has no
      such files, but would look for them at its first call. Saying "not found" lets the default follow, as before.`,
    rewrite: instead(`
      ${taking('CredentialsProviderError', '../property-provider/CredentialsProviderError')}
      export const fromSharedConfigFiles = () => async () => {
        throw new CredentialsProviderError('settings are read from the environment only');
      };`),
  },
  {
    module: '@smithy/core/dist-es/submodules/config/defaults-mode/resolveDefaultsModeConfig.js',
    reason: `AWS_DEFAULTS_MODE chooses how calls are repeated and how long to wait for a connection; for "auto" it would ask
      an EC2 instance for its Region. Our clients set both themselves.`,
    rewrite: instead(`export const resolveDefaultsModeConfig = () => async () => 'legacy';`),
  },
  {
    module: '@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js',
    reason: `Asks an EC2 instance for its Region where AWS_REGION is not set. Lambda sets it; were it missing after all, the
      client still says so.`,
    rewrite: instead(`export const getInstanceMetadataRegion = async () => undefined;`),
  },
  {
    module: '@aws-sdk/middleware-endpoint-discovery/dist-es/index.js',
    reason: `DynamoDB's client sets up a cache of discovered endpoints that none of its commands uses.`,
    rewrite: instead(`
      export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
        environmentVariableSelector: () => undefined,
        configFileSelector: () => undefined,
        default: undefined,
      };
      export const resolveEndpointDiscoveryConfig = (config) => config;`),
  },
  {
    module: '@aws-sdk/signature-v4-multi-region/dist-es/index.js',
    reason: `Signs for all Regions at once with SigV4a, which only a global endpoint of EventBridge or SES asks for
      (EndpointId), and only with a further package that is not installed. Everything else it hands to SigV4.`,
    rewrite: instead(`
      ${taking('SignatureV4', '@smithy/signature-v4')}
      export class SignatureV4MultiRegion extends SignatureV4 {
        static sigv4aDependency() { return 'none'; }
        async sign(request, options = {}) {
          if (options.signingRegion === '*') ${refusing('SigV4a')}
          return super.sign(request, options);
        }
      }
      export class SignatureV4SignWithCredentials extends SignatureV4 {
        async signWithCredentials() { ${refusing('S3 Express')} }
      }`),
  },
  {
    module: '@smithy/signature-v4/dist-es/HeaderFormatter.js',
    reason: `Signs messages inside an event stream, such as Transcribe's. No operation that is called has one.`,
    rewrite: instead(`export class HeaderFormatter { format() { ${refusing('event streams')} } }`),
  },
  {
    module: '@smithy/core/dist-es/submodules/event-streams/index.js',
    reason: `Reads and writes event streams. It was loaded only when needed, but for that everything it shares with the rest
      was put into a second file.`,
    rewrite: instead(`export const eventStreamSerdeProvider = () => { ${refusing('event streams')} };
      export const resolveEventStreamSerdeConfig = (config) => config;
      export class EventStreamSerde { constructor() { ${refusing('event streams')} } }`),
  },
  {
    module: '@smithy/core/dist-es/submodules/serde/util-stream/sdk-stream-mixin.js',
    reason: `Gives a streamed body, such as an S3 object's, its transformTo… methods. No operation that is called streams.`,
    rewrite: instead(`export const sdkStreamMixin = () => { ${refusing('streamed bodies')} };`),
  },
  {
    module: '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js',
    reason: `SHA-256 in JavaScript, for a Node built without crypto. (The same for MD5 stays: crypto refuses MD5 in FIPS
      mode, and SQS's client needs it.)`,
    rewrite: instead(`export class Sha256Js { constructor() { ${refusing('SHA-256 without node:crypto')} } }`),
  },
  {
    module: '@smithy/core/dist-es/submodules/retry/middleware-retry/retryMiddleware.js',
    reason: `Repeats calls. Ours are made once (maxAttempts: 1): whether a repetition is safe is known to the ledger and the
      queues. The two headers that tell AWS which attempt a request is stay.`,
    rewrite: instead(`
      ${taking('HttpRequest', '@smithy/core/protocols')}
      ${taking('v4', '@smithy/core/serde')}
      ${taking('INVOCATION_ID_HEADER, REQUEST_HEADER', '../util-retry/constants')}
      export const bindRetryMiddleware = () => () => (next) => async (args) => {
        if (HttpRequest.isInstance(args.request)) {
          args.request.headers[INVOCATION_ID_HEADER] = v4();
          args.request.headers[REQUEST_HEADER] = 'attempt=1; max=1';
        }
        return next(args);
      };
      export const retryMiddlewareOptions = {
        name: 'retryMiddleware', tags: ['RETRY'], step: 'finalizeRequest', priority: 'high', override: true,
      };
      export const bindGetRetryPlugin = () => () => ({
        applyToStack: (stack) => stack.add(bindRetryMiddleware()(), retryMiddlewareOptions),
      });`),
  },
  {
    module: '@smithy/core/dist-es/submodules/retry/middleware-retry/configurations.js',
    reason: `Chooses how calls are repeated, from the client's settings and the environment. A client that does not ask for
      one attempt is refused, since this bundle could not give it more.`,
    rewrite: instead(`
      export const ENV_MAX_ATTEMPTS = 'AWS_MAX_ATTEMPTS';
      export const CONFIG_MAX_ATTEMPTS = 'max_attempts';
      export const NODE_MAX_ATTEMPT_CONFIG_OPTIONS = {};
      export const ENV_RETRY_MODE = 'AWS_RETRY_MODE';
      export const CONFIG_RETRY_MODE = 'retry_mode';
      export const NODE_RETRY_MODE_CONFIG_OPTIONS = {};
      export const resolveRetryConfig = (config) => {
        if (config.maxAttempts !== 1) ${refusing('repeating calls (maxAttempts other than 1)')}
        return config;
      };`),
  },
  {
    module: '@smithy/core/dist-es/submodules/checksum/md5/Md5Node.js',
    reason: `Looks at load whether crypto offers MD5. Only SQS's client uses it; the others need not ask.`,
    rewrite: withPureNativeClass,
  },
  {
    module: '@smithy/core/dist-es/submodules/checksum/crc32/Crc32Node.js',
    reason: `Looks at load whether zlib offers CRC-32, and fills a table if not. Only event streams use it.`,
    rewrite: instead(`export class Crc32Node { constructor() { ${refusing('CRC-32')} } }`),
  },
  {
    module: '@aws-sdk/client-*/dist-es/runtimeExtensions.js',
    reason: `Lets extensions given to a client change its settings. Ours are given none, and without any the settings come
      out as they went in.`,
    rewrite: instead(`
      export const resolveRuntimeExtensions = (config, extensions) => {
        if (extensions.length > 0) ${refusing('extensions of clients')}
        return config;
      };`),
  },
  {
    module: '@aws-sdk/core/dist-es/submodules/client/middleware-logger/loggerMiddleware.js',
    reason: `Filters input and output of every call and hands both to the client's logger. Ours have none: what cases and
      mails hold is not for logs.`,
    rewrite: instead(`
      export const loggerMiddleware = () => (next) => next;
      export const loggerMiddlewareOptions = { name: 'loggerMiddleware', step: 'initialize' };
      export const getLoggerPlugin = () => ({ applyToStack() {} });`),
  },
  {
    module: '@smithy/core/dist-es/submodules/client/smithy-client/schemaLogFilter.js',
    reason: `The filter of that logger. It refuses instead of letting data through unfiltered.`,
    rewrite: instead(`export function schemaLogFilter() { ${refusing("the logger's filter")} }`),
  },
  {
    module: '@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/service-customizations/s3.js',
    reason: `Turns to path style for names of buckets that cannot be part of a host, and reads names that are ARNs. The one
      bucket that is written to has a name that CloudFormation made: lower case, without dots.`,
    rewrite: instead(`
      export const resolveParamsForS3 = async (params) => params;
      export const DOT_PATTERN = undefined, S3_HOSTNAME_PATTERN = undefined;
      export const isArnBucketName = undefined, isDnsCompatibleBucketName = undefined;`),
  },
  {
    module: '@aws-sdk/checksums/dist-es/submodules/flexible-checksums/selectChecksumAlgorithmFunction.js',
    reason: `Ten algorithms for the checksums of S3's bodies. Our client asks for none where none is required: TLS carries the
      bytes, and PutObject requires none.`,
    rewrite: instead(
      `export const selectChecksumAlgorithmFunction = () => { ${refusing("checksums of S3's bodies")} };`,
    ),
  },
  {
    module: '@aws-sdk/checksums/dist-es/submodules/sha/index.js',
    reason: `SHA-1 and SHA-512 in three forms each, for those checksums.`,
    rewrite: instead(`export class Sha1 { constructor() { ${refusing('SHA-1')} } }`),
  },
  {
    module:
      '@aws-sdk/middleware-sdk-s3/dist-es/submodules/s3/middleware-s3-express/classes/S3ExpressIdentityProviderImpl.js',
    reason: `Sessions with directory buckets (S3 Express). Ours is a bucket for general purposes.`,
    rewrite: instead(`
      export class S3ExpressIdentityProviderImpl {
        async getS3ExpressIdentity() { ${refusing('S3 Express')} }
      }`),
  },
  {
    module: '@smithy/core/dist-es/submodules/serde/util-body-length/calculateBodyLength.js',
    reason: `The length of a body that is a file, for which it loads node:fs. Ours are text or bytes.`,
    rewrite: instead(`
      export const calculateBodyLength = (body) => {
        if (!body) return 0;
        if (typeof body === 'string') return Buffer.byteLength(body);
        if (typeof body.byteLength === 'number') return body.byteLength;
        ${refusing('bodies other than text and bytes')}
      };`),
  },
  ...['defaultUserAgent', 'getRuntimeUserAgentPair'].map((name) => ({
    module: `@aws-sdk/core/dist-es/submodules/client/util-user-agent-node/${name}.js`,
    reason: `Imports node:process for what the global process has as well. The import alone takes some 2 ms: to list its
      names, Node creates the streams for standard input and output.`,
    rewrite: (source: string) =>
      source.replace(/^import (?<names>\{ \w+ \}) from "node:process";$/m, 'const $<names> = process;'),
  })),
  {
    module: '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js',
    reason: `Lists each partition's Regions with a description beside the pattern that all of them match. The list decides
      only for names like aws-cn-global, which no function runs in; DNS names, FIPS and dual-stack stay.`,
    rewrite: (source) => source.replaceAll(regionDescriptions, '"regions": {}'),
  },
];

/** Matches the file of a part, wherever its package is installed and however paths are separated. */
export function partPattern({ module }: SdkPart): RegExp {
  const pattern = module
    .split('/')
    .map((name) => name.replaceAll(/[.+?^$()[\]{}|\\]/g, String.raw`\$&`).replaceAll('*', String.raw`[A-Za-z0-9-]+`))
    .join(String.raw`[\\/]`);
  return new RegExp(String.raw`[\\/]node_modules[\\/]${pattern}$`);
}
