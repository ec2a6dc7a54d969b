import type { AwsService } from '../kernel/service.ts';
import type { AwsRequest } from './aws-call.ts';
import type { Route, RouteTable } from './route-table.ts';
import type { OperationShape } from './schema-codec.ts';

/*
 * S3 names the bucket outside of its URIs: as the first label of the host, or, where the host is an IP address, as the first
 * part of the path. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */

/** A client may leave out `x-id`, which says what method and path say already. */
const withoutId = (uri: string): string => uri.replace(/[?&]x-id=\w+$/, '');

/** The URIs of what is served: an operation that is not would be taken for one that is told from it by a query only. */
export function bucketRoutes(
  { operations }: Pick<AwsService, 'operations'>,
  shapes: ReadonlyMap<string, OperationShape>,
): readonly OperationShape[] {
  return [...shapes.values()].flatMap((shape) =>
    shape.http !== undefined && Object.hasOwn(operations, shape.name)
      ? [{ ...shape, http: { ...shape.http, uri: withoutId(shape.http.uri) } }]
      : [],
  );
}

/** The operation, with the bucket as the label `Bucket`; undefined when no bucket is named or nothing served fits. */
export function findInBucket(routes: RouteTable, { method, path, query, headers }: AwsRequest): Route | undefined {
  const [, ofHost] = /^(.+)\.localhost(?::\d+)?$/i.exec(headers['host'] ?? '') ?? [];
  const [, ofPath = '', key = ''] = /^\/([^/]*)(\/.*)?$/.exec(path) ?? [];
  const bucket = ofHost ?? ofPath;
  if (bucket === '') return undefined;
  const found = routes.find(method, ofHost === undefined ? key || '/' : path, query);
  return found && { ...found, labels: { ...found.labels, Bucket: bucket } };
}
