import { S3Client } from '@aws-sdk/client-s3';
import { createStatementFiles } from '../../adapters/statement-files.ts';
import type { StatementFiles } from '../../domain/statement/statement-ports.ts';
import { clientSettings } from '../shared/client-settings.ts';

/** TLS carries the bytes; checksums beside it would be work and code for nothing. */
const settings = {
  ...clientSettings,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
} as const;

/** Files in a bucket. A module of its own, because only the run that makes the statement of the day needs a client of S3. */
export function bucketFiles(bucket: string): StatementFiles {
  return createStatementFiles(new S3Client(settings), bucket);
}
