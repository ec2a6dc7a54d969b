import * as z from 'zod';
import { tags } from '../shared/read-properties.ts';

/** Variables that Lambda sets itself. @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const reserved =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(REGION|DEFAULT_REGION|EXECUTION_ENV|LAMBDA_.*|ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;
const environmentLimitBytes = 4096;

const environment = z
  .record(z.string().regex(/^[a-zA-Z]\w+$/), z.string())
  .refine(
    (variables) => !Object.keys(variables).some((name) => reserved.test(name)),
    'a variable is reserved by Lambda',
  )
  .refine(
    (variables) => Buffer.byteLength(JSON.stringify(variables)) <= environmentLimitBytes,
    `environment variables must not be larger than ${environmentLimitBytes} bytes together`,
  );

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const functionProperties = z.strictObject({
  FunctionName: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string().regex(/^nodejs\d+\.x$/, 'only Node.js runtimes run in this sandbox'),
  Role: z.string().regex(/^arn:[^:]+:iam::\d{12}:role\/.+/),
  Architectures: z.array(z.enum(['arm64', 'x86_64'])).optional(),
  DeadLetterConfig: z
    .strictObject({ TargetArn: z.string().regex(/^arn:[^:]+:sqs:/, 'only queues take dead letters in this sandbox') })
    .optional(),
  Description: z.string().max(256).optional(),
  Environment: z.strictObject({ Variables: environment.optional() }).optional(),
  LoggingConfig: z
    .strictObject({
      LogGroup: z.string().optional(),
      LogFormat: z.enum(['JSON', 'Text']).optional(),
      ApplicationLogLevel: z.string().optional(),
      SystemLogLevel: z.string().optional(),
    })
    .optional(),
  MemorySize: whole(128, 10_240).optional(),
  PackageType: z.literal('Zip').optional(),
  RecursiveLoop: z.enum(['Allow', 'Terminate']).optional(),
  Tags: tags.optional(),
  Timeout: whole(1, 900).optional(),
  TracingConfig: z.strictObject({ Mode: z.enum(['Active', 'PassThrough']) }).optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html */
export const mappingProperties = z
  .strictObject({
    EventSourceArn: z.string().regex(/^arn:[^:]+:sqs:/, 'only queues are event sources in this sandbox'),
    FunctionName: z.string(),
    BatchSize: whole(1, 10_000).optional(),
    Enabled: z.union([z.boolean(), z.stringbool()]).optional(),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).max(1).optional(),
    MaximumBatchingWindowInSeconds: whole(0, 300).optional(),
    ScalingConfig: z.strictObject({ MaximumConcurrency: whole(2, 1000).optional() }).optional(),
    Tags: tags.optional(),
  })
  .refine(
    ({ BatchSize = 10, MaximumBatchingWindowInSeconds = 0 }) => BatchSize <= 10 || MaximumBatchingWindowInSeconds >= 1,
    'BatchSize above 10 needs a MaximumBatchingWindowInSeconds of at least 1',
  );

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
export const permissionProperties = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceAccount: z.string().optional(),
  SourceArn: z.string().optional(),
});
