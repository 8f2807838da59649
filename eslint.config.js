import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Rules of direction (docs/ARCHITECTURE.md): what each folder must not import. */
const io = ['node:fs*', 'node:http*', 'node:net', 'node:tls'];
const fabric = ['@hyperledger/*', 'fabric-shim', 'fabric-contract-api'];
const directions = [
  ['ledger-model/src', ['@medseal/*', 'express', ...fabric, ...io]],
  ['sealing/src', ['@medseal/*', '!@medseal/ledger-model', 'express', ...fabric, ...io]],
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
      'express',
      'fabric-shim',
      'fabric-contract-api',
    ],
  ],
  [
    'gateway-app/src/domain',
    [
      'express',
      '@grpc/*',
      ...fabric,
      'minio',
      'kysely',
      ...io,
      '../adapters/**',
      '../use-cases/**',
      '../http/**',
    ],
  ],
  [
    'gateway-app/src/use-cases',
    [
      'express',
      '@grpc/*',
      ...fabric,
      'minio',
      'kysely',
      ...io,
      '../adapters/**',
      '../http/**',
      '../projection/**',
    ],
  ],
  ['gateway-app/src/adapters', ['express', '../use-cases/**', '../http/**']],
  [
    'gateway-app/src/http',
    [
      '@grpc/*',
      ...fabric,
      'minio',
      'kysely',
      '../adapters/**',
      '../../adapters/**',
      '../projection/**',
      '../../projection/**',
    ],
  ],
  ['gateway-app/web/src/api', ['../**', '@medseal/*']],
  ['gateway-app/web/src/parts', ['**/pages/**', '**/app/**', '@medseal/*']],
  ['gateway-app/web/src/live', ['**/pages/**', '**/app/**', '**/parts/**', '@medseal/*']],
  ['gateway-app/web/src/session', ['**/pages/**', '**/app/**', '@medseal/*']],
  ['gateway-app/web/src/pages', ['@medseal/*']],
  ['tests/src', ['@medseal/chaincode*', '@medseal/key-agent*', '../../*/src/**']],
].map(([folder, group]) => ({
  files: [`${folder}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group, message: 'against the rules of direction (docs/ARCHITECTURE.md)' }] },
    ],
  },
}));

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
  { files: ['chaincode/src/**/*.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
  ...directions,
);
