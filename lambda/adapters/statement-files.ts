import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { StatementFiles } from '../domain/statement/statement-ports.ts';
import { isAwsError, translateAwsErrors } from './translate-aws-error.ts';

/** Files in a bucket of Amazon S3. Who may put one may neither read nor delete any. */
export function createStatementFiles(client: S3Client, bucket: string): StatementFiles {
  return {
    put: async ({ key, contentType, text }) => {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: Buffer.from(text),
        ContentType: contentType,
        // Refused with 412 when it is there already. Source: API_PutObject, If-None-Match.
        IfNoneMatch: '*',
      });
      await translateAwsErrors({ operation: 'S3 PutObject', changes: false }, async () => {
        try {
          await client.send(command);
        } catch (error) {
          if (!isAwsError(error, 'PreconditionFailed')) throw error;
        }
      });
    },
  };
}
