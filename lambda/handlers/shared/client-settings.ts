/**
 * Settings of every AWS client. One attempt only: what is tried again is decided by the ledger and the queues, which know
 * whether a repetition is safe; a client that tries again by itself does not.
 */
export const clientSettings = {
  maxAttempts: 1,
  // Our commands differ by their input only, and nobody adds middleware later: the stack is put together once per command.
  cacheMiddleware: true,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000 },
} as const;
