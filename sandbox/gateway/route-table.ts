import type { OperationShape } from './schema-codec.ts';

export interface Route {
  readonly operation: string;
  readonly labels: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly operation: string;
  readonly method: string;
  readonly expression: RegExp;
  readonly names: readonly string[];
  readonly query: readonly (readonly [string, string])[];
  readonly literals: number;
}

const label = /\{([^}+]+)(\+?)\}/g;
const withoutTrailingSlash = (path: string) => (path.length > 1 ? path.replace(/\/+$/, '') : path);
const escapeExpression = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A label with broken percent-encoding is taken as it stands; whatever it names will not be found. */
function decodeLabel(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function patternOf(operation: string, http: NonNullable<OperationShape['http']>): Pattern {
  const [path = '', query = ''] = http.uri.split('?');
  const names: string[] = [];
  let source = '';
  let end = 0;
  const trimmed = withoutTrailingSlash(path);
  for (const match of trimmed.matchAll(label)) {
    source += escapeExpression(trimmed.slice(end, match.index)) + (match[2] === '+' ? '(.+)' : '([^/]+)');
    names.push(match[1]!);
    end = match.index + match[0].length;
  }
  source += escapeExpression(trimmed.slice(end));
  return {
    operation,
    method: http.method,
    expression: new RegExp(`^${source}$`),
    names,
    query: [...new URLSearchParams(query)],
    literals: http.uri.replaceAll(label, '').length,
  };
}

export interface RouteTable {
  /** @param path still percent-encoded, without the query */
  find(method: string, path: string, query: URLSearchParams): Route | undefined;
}

/**
 * Finds operations of a REST protocol by method and path. Of several patterns that match, the one with most literal
 * characters wins, so that `/cases/search` is not taken for the case named "search".
 */
export function createRouteTable(shapes: Iterable<OperationShape>): RouteTable {
  const patterns = [...shapes]
    .flatMap((shape) => (shape.http ? [patternOf(shape.name, shape.http)] : []))
    .sort((a, b) => b.literals - a.literals);
  return {
    find(method, path, query) {
      const trimmed = withoutTrailingSlash(path);
      for (const pattern of patterns) {
        if (pattern.method !== method) continue;
        const match = pattern.expression.exec(trimmed);
        if (!match || !pattern.query.every(([key, value]) => query.get(key) === value)) continue;
        const values = pattern.names.map((name, index) => [name, decodeLabel(match[index + 1]!)] as const);
        return { operation: pattern.operation, labels: Object.fromEntries(values) };
      }
      return undefined;
    },
  };
}
