import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflate } from '@sparticuz/chromium';

/** A browser in a folder of its own, with the libraries and the font that it needs beside it. */
export interface UnpackedBrowser {
  readonly executablePath: string;
  /** What its process must have in its environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** True where the browser of the npm package runs: it is made for Linux on x64. */
export const hasPackagedBrowser = (): boolean => process.platform === 'linux' && process.arch === 'x64';

/** Where `unpackBrowser` puts things. */
export function browserIn(folder: string): UnpackedBrowser {
  return {
    executablePath: join(folder, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      // Of this machine's fonts none is seen: what the page shows must come with the page.
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

/**
 * Unpacks the Chromium that comes as an npm package, about 200 MB in two seconds. It needs nothing of this machine but the C library,
 * because the libraries of the browser's package (made for AWS Lambda) are unpacked too.
 * @param folder an existing one
 */
export async function unpackBrowser(folder: string): Promise<void> {
  const packed = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin');
  const before = process.env['TMPDIR'];
  // The package knows no other way to be told where to.
  process.env['TMPDIR'] = folder;
  try {
    const names = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'];
    await Promise.all(names.map((name) => inflate(join(packed, name))));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  mkdirSync(join(folder, 'font-cache'), { recursive: true });
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`,
  );
}
