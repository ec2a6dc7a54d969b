/** A request to an outside system, as a function sent it with `fetch`. */
export interface PartnerRequest {
  readonly method: string;
  /** Host that the function meant, for instance `slack.com`. */
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PartnerResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON value, or text as it is. */
  readonly body: unknown;
}

/** A stand-in for an outside system, with an inbox that can be read. */
export interface Partner {
  readonly name: string;
  /** Exact host names it answers for. */
  readonly hosts: readonly string[];
  handle(request: PartnerRequest): PartnerResponse | Promise<PartnerResponse>;
  /** What it has received, as a person would see it. */
  snapshot(): Readonly<Record<string, unknown>>;
}
