import { join } from 'node:path';
import type { Kernel } from '../kernel/kernel.ts';
import type { HostedFunction } from './hosted-function.ts';

/**
 * The environment of a function: its own variables, what Lambda defines, and what keeps the SDK inside the sandbox. The
 * environment of the process that runs the sandbox is not part of it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function functionEnvironment(kernel: Kernel, hosted: HostedFunction): Record<string, string> {
  // No file of this name exists: the SDK must not read the profile of the person at the keyboard.
  const noFile = join(hosted.codeDirectory, 'no-such-aws-configuration');
  return {
    LANG: 'en_US.UTF-8',
    LAMBDA_TASK_ROOT: hosted.codeDirectory,
    ...hosted.environment,
    _HANDLER: hosted.handler,
    AWS_REGION: kernel.place.region,
    AWS_DEFAULT_REGION: kernel.place.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${hosted.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: hosted.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(hosted.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: hosted.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: 'sandbox',
    AWS_ACCESS_KEY_ID: hosted.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: hosted.credentials.secretAccessKey,
    AWS_ENDPOINT_URL: kernel.endpoint(),
    AWS_CONFIG_FILE: noFile,
    AWS_SHARED_CREDENTIALS_FILE: noFile,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}
