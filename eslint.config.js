import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Rules of direction (docs/ARCHITECTURE.md): what each folder must not import. */
const io = ['node:fs*', 'node:http*', 'node:net', 'node:tls'];
const fabric = ['@hyperledger/*', 'fabric-shim', 'fabric-contract-api'];
/** Layers of the web pages: each may import those before it. */
const layers = ['api', 'language', 'ui', 'session', 'live', 'parts', 'pages', 'app'];
const notFor = (layer) => [
  // A page imports nothing from another page.
  ...(layer === 'pages' ? ['../*/**', '!../../**'] : []),
  ...layers.slice(layers.indexOf(layer) + 1).map((above) => `**/${above}/**`),
  '@medseal/*',
  ...(layer === 'parts' || layer === 'pages' ? ['!@medseal/input-rules'] : []),
];
/** What only adapters use. */
const outside = [
  'express',
  '@grpc/*',
  ...fabric,
  '@medseal/ledger-client',
  'minio',
  'kysely',
  ...io,
  '**/projection/**',
];
/** Folders of the gateway; nothing but `main.ts` and the command line imports `composition`. */
const inGateway = (...folders) => [...folders, 'composition'].map((folder) => `**/${folder}/**`);
/** Folders in a layer, by subject: each may import those before it. */
const subjects = {
  'sealing/src': ['primitives', 'floe', 'halves', 'report'],
  'chaincode/src': [
    'ledger',
    'acts',
    'people',
    'envelopes',
    'consents',
    'care',
    'reports',
    'disclosures',
    'contracts',
  ],
  'gateway-app/src/domain': ['shared', 'ledger', 'people', 'reports', 'audit', 'integrity', 'health'],
  'gateway-app/src/use-cases': [
    'shared',
    'ledger',
    'people',
    'record',
    'consents',
    'readings',
    'care',
    'reports',
    'audit',
    'integrity',
  ],
  'gateway-app/src/adapters': ['answers', 'machine', 'sqlite', 'ca', 'fabric', 'store', 'members'],
  'gateway-app/src/http': ['messages', 'api', 'members', 'server', 'pages', 'routes'],
  'gateway-app/web/src/parts': ['facts', 'forms', 'people', 'reports', 'sharing', 'viewer'],
};
const directions = [
  ['ledger-model/src', ['@medseal/*', 'express', ...fabric, ...io]],
  ['sealing/src', ['@medseal/*', '!@medseal/ledger-model', 'express', ...fabric, ...io]],
  // It reads settings and secrets from files.
  ['runtime/src', ['@medseal/*', 'express', ...fabric, ...io, '!node:fs']],
  ['input-rules/src', ['@medseal/*', 'express', ...fabric, 'node:*']],
  [
    'ledger-client/src',
    [
      '@medseal/*',
      '!@medseal/sealing',
      '!@medseal/transport',
      'express',
      'fabric-shim',
      'fabric-contract-api',
    ],
  ],
  ['transport/src', ['@medseal/*', '!@medseal/sealing', 'express', '@grpc/*', ...fabric]],
  [
    'chaincode/src',
    ['@medseal/*', '!@medseal/ledger-model', 'express', '@hyperledger/*', 'node:http*', 'node:net'],
  ],
  [
    'key-agent/src',
    [
      '@medseal/*',
      '!@medseal/ledger-model',
      '!@medseal/sealing',
      '!@medseal/ledger-client',
      '!@medseal/transport',
      '!@medseal/runtime',
      'express',
      'fabric-shim',
      'fabric-contract-api',
    ],
  ],
  ['gateway-app/src/domain', [...outside, ...inGateway('adapters', 'http', 'use-cases', 'workers')]],
  ['gateway-app/src/use-cases', [...outside, ...inGateway('adapters', 'http', 'workers')]],
  ['gateway-app/src/workers', [...outside, ...inGateway('adapters', 'http')]],
  ['gateway-app/src/adapters', ['express', ...inGateway('http', 'use-cases', 'workers')]],
  ['gateway-app/src/projection', ['express', ...inGateway('http', 'use-cases', 'workers')]],
  [
    'gateway-app/src/http',
    [
      '@grpc/*',
      ...fabric,
      '@medseal/ledger-client',
      'minio',
      'kysely',
      ...inGateway('adapters', 'projection'),
    ],
  ],
  ...layers.map((layer) => [`gateway-app/web/src/${layer}`, notFor(layer)]),
  ['tests/src', ['@medseal/chaincode*', '@medseal/key-agent*', '../../*/src/**']],
]
  .flatMap(([folder, group]) => [
    [folder, group],
    ...(subjects[folder] ?? []).map((subject, at, all) => [
      `${folder}/${subject}`,
      [...group, ...all.slice(at + 1).flatMap((above) => [`../${above}/**`, `../../${above}/**`])],
    ]),
  ])
  .map(([folder, group]) => ({
    files: [`${folder}/**/*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group, message: 'breaks the rules of direction (docs/ARCHITECTURE.md)' }] },
      ],
    },
  }));

const typed = '/^(fullName|fileName|userName|title)$/';
const notIsolated = 'JSXElement[openingElement.name.name!="bdi"] > JSXExpressionContainer';
/**
 * What people typed must not move the words around it or push anything out of its row: it is in `<bdi>`, or `isolated`.
 */
const typedTexts = [
  `${notIsolated} > Identifier[name=/^(fullName|fileName|userName|sentence)$/]`,
  `${notIsolated} > MemberExpression[property.name=${typed}]`,
  `${notIsolated} > LogicalExpression > Identifier.left[name=/^(fullName|fileName|userName)$/]`,
  `${notIsolated} > CallExpression[callee.name=/^(sentence|words|person|title|titleOf)$/]`,
  `${notIsolated} > CallExpression[callee.callee.name="useReportName"]`,
  `Property[key.name="cell"] > Identifier[name=/^(titleOf|name)$/]`,
  `TemplateLiteral > MemberExpression[property.name=${typed}]`,
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      'gateway-app/web/src/api/schema.d.ts',
      '**/node_modules/**',
      '.medseal/**',
      'tests/output/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./*/tsconfig.json', './gateway-app/web/tsconfig.json', './tsconfig.tests.json'],
      },
    },
    rules: {
      complexity: ['error', 10],
      'max-params': ['error', 4],
      'max-lines': ['error', { max: 320, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  { files: ['gateway-app/web/src/**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
  {
    // A call that bypasses `api` would not say whose page it comes from.
    files: ['gateway-app/web/src/**/*.{ts,tsx}'],
    ignores: ['gateway-app/web/src/api/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket', 'WebTransport'].map((name) => ({
          name,
          message: 'pages make calls only through src/api (docs/ARCHITECTURE.md, inside the pages)',
        })),
      ],
      'no-restricted-properties': [
        'error',
        ...['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket'].flatMap((property) =>
          ['globalThis', 'window', 'self'].map((object) => ({ object, property })),
        ),
        { object: 'navigator', property: 'sendBeacon' },
      ],
    },
  },
  {
    // A device's clock may be wrong: pages use the hospital's time.
    files: ['gateway-app/web/src/**/*.{ts,tsx}'],
    ignores: ['gateway-app/web/src/api/clock.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'NewExpression[callee.name="Date"][arguments.length=0]',
          'CallExpression[callee.name="Date"]',
          'MemberExpression[object.name="Date"][property.name="now"]',
          'MemberExpression[property.name="Date"]',
          'MemberExpression[object.name="Temporal"][property.name="Now"]',
          'MemberExpression[object.name="performance"][property.name="timeOrigin"]',
        ].map((selector) => ({
          selector,
          message: 'pages get the time only from src/api/clock.ts (docs/ARCHITECTURE.md, inside the pages)',
        })),
        ...typedTexts.map((selector) => ({
          selector,
          message:
            'what people typed must be in <bdi> or isolated() (docs/ARCHITECTURE.md, inside the pages)',
        })),
      ],
    },
  },
  { files: ['chaincode/src/**/*.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
  ...directions,
);
