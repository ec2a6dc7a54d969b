const constants = /^const (?<name>_[A-Za-z0-9]+) = (?<value>"(?:[^"\\]|\\.)*");$/gm;
const computedKey = /\[(?<name>_[A-Za-z0-9]+)\]:/g;

/**
 * Writes the keys of an SDK client's schemas as they are, `"http":` instead of `[_h]:`. The bundler must assume that a
 * computed key does something, so one operation would keep the shapes of every other of the service; Connect alone has
 * 5,000. The meaning is the same.
 */
export function withPlainKeys(source: string): string {
  const values = new Map<string, string>();
  for (const { groups } of source.matchAll(constants)) {
    if (groups?.['name'] !== undefined && groups['value'] !== undefined) values.set(groups['name'], groups['value']);
  }
  return source.replaceAll(computedKey, (key: string, name: string) => {
    const value = values.get(name);
    return value === undefined ? key : `${value}:`;
  });
}

const registration = /^(?<registry>\w+)\.registerError\((?<schema>\w+)\$, (?<type>\w+)\);\n/gm;
const operation = /^export var (?<name>\w+)\$ = (?<schema>\[9, [\s\S]*?\n\]);$/gm;
const documentedError = /@throws \{@link (?<name>\w+)\} \((?:client|server) fault\)/g;

/** The errors that the types of a command say it can be answered with: the model's own list, which is in no script. */
export function documentedErrors(commandTypes: string): readonly string[] {
  return [...commandTypes.matchAll(documentedError)].map(({ groups }) => groups?.['name'] ?? '');
}

const registerWithOperation = `
function withErrors(errors, operation) {
  for (const [registry, schema, type] of errors) registry.registerError(schema, type);
  return operation;
}
`;

/**
 * Registers each exception class together with the operations that can throw it, so that those of operations never called
 * (backups of tables, say) are dropped. An error that no operation names stays registered for all, and so does the
 * service's base exception. Were the list too short, the error would still be thrown with AWS's name and metadata, as the
 * base exception; that is how the SDK treats every error its model lacks.
 * @param errorsOf names of an operation's errors; undefined when they are not known, and then nothing is changed
 */
export function withErrorsOfOperations(
  source: string,
  errorsOf: (operation: string) => readonly string[] | undefined,
): string {
  const byOperation = new Map<string, readonly string[]>();
  for (const { groups } of source.matchAll(operation)) {
    const name = groups?.['name'] ?? '';
    const errors = errorsOf(name);
    if (errors === undefined) return source;
    byOperation.set(name, errors);
  }
  const named = new Set([...byOperation.values()].flat());
  const triples = new Map<string, string>();
  const unregistered = source.replaceAll(registration, (line, registry: string, schema: string, type: string) => {
    if (!named.has(type)) return line;
    triples.set(type, `[${registry}, ${schema}$, ${type}]`);
    return '';
  });
  const registered = unregistered.replaceAll(operation, (whole, name: string, schema: string) => {
    const errors = (byOperation.get(name) ?? []).flatMap((error) => triples.get(error) ?? []);
    // "Pure" tells the bundler what is true for an operation that nothing uses: nobody will miss its errors.
    return errors.length === 0
      ? whole
      : `export var ${name}$ = /* @__PURE__ */ withErrors([${errors.join(', ')}], ${schema});`;
  });
  return registered + registerWithOperation;
}

const repeatedOptions = /super\(\{\s+name: "\w+",\s+\$fault: "(?:client|server)",\s+\.\.\.opts,\s+\}\);/g;
const restoredPrototype = /^ +Object\.setPrototypeOf\(this, \w+\.prototype\);\n/gm;
const inheritedConstructor = /^ +constructor\((?<options>\w+)\) \{\n +super\(\k<options>\);\n +\}\n/gm;

/**
 * Leaves to each exception class what distinguishes it. The class's fields set name and fault anyway, after the base class
 * did; and restoring the prototype is for classes compiled to functions, which ours are not.
 */
export function withShortExceptions(source: string): string {
  return source
    .replaceAll(repeatedOptions, 'super(opts);')
    .replaceAll(restoredPrototype, '')
    .replaceAll(inheritedConstructor, '');
}
