import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { pack, unpack } from '../../src/lib/packing.ts';

test('what is packed comes out the same, on the server and in a browser that has not packed it', async () => {
  vi.resetModules();
  const browser = await import('../../src/lib/packing.ts');
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()))),
      (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as object;
        expect(unpack(pack(plain))).toBe(plain);
        expect(browser.unpack(pack(plain))).toEqual(plain);
      },
    ),
  );
  for (const text of ['`', '"', '\\`', '\\"', '\\u0060', '</script>', '選', '\u2028']) {
    expect(browser.unpack(pack([text]))).toEqual([text]);
  }
});
