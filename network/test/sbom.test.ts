import { expect, test } from 'vitest';
import { releaseBom } from '../../tests/src/release/sbom.js';

test('a list of packages names the product, but not where packages were downloaded from', () => {
  const website = { type: 'website', url: 'https://example.org' };
  const download = { type: 'distribution', url: 'https://example.org/one-1.0.0.tgz' };
  const bom = {
    bomFormat: 'CycloneDX',
    metadata: { timestamp: '2026-12-01T00:00:00Z', component: { name: 'folder', version: '0.1.0' } },
    components: [
      { name: 'one', version: '1.0.0', externalReferences: [website, download] },
      { name: 'two', externalReferences: [] },
    ],
  };
  expect(releaseBom(bom, 'medseal')).toEqual({
    bomFormat: 'CycloneDX',
    metadata: {
      timestamp: '2026-12-01T00:00:00Z',
      component: { name: 'medseal', version: '0.1.0', externalReferences: [] },
    },
    components: [
      { name: 'one', version: '1.0.0', externalReferences: [website] },
      { name: 'two', externalReferences: [] },
    ],
  });
});
