/** A client of the AWS SDK that hands each command's input to a function; what that throws, `send` throws. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller says which client it needs
export function fakeClient<Client>(answer: (operation: string, input: never) => unknown): Client {
  const send = async (command: { readonly constructor: { readonly name: string }; readonly input: unknown }) =>
    answer(command.constructor.name.replace(/Command$/, ''), command.input as never);
  // Adapters call nothing of a client but `send`.
  return { send } as unknown as Client;
}

/** An error as a client throws it. */
export function sdkError(name: string, status?: number, more: Readonly<Record<string, unknown>> = {}): Error {
  const metadata = status === undefined ? {} : { $metadata: { httpStatusCode: status } };
  return Object.assign(new Error('text with tanaka@example.co.jp'), { name, ...metadata, ...more });
}
