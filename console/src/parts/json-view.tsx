import Box from '@cloudscape-design/components/box';

/** JSON as it is, to be read and copied; keyboards can scroll it. */
export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  return (
    <Box variant="code">
      {/* A box that scrolls must be reachable by keyboard. */}
      <pre className="cw-json" tabIndex={0} role="region" aria-label={label}>
        {JSON.stringify(value, undefined, 2)}
      </pre>
    </Box>
  );
}
