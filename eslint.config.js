import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Rules of direction (docs/ARCHITECTURE.md): what each folder must not import. */
const directions = [
  [
    'ledger-model/src',
    ['@medseal/*', 'express', '@hyperledger/*', 'fabric-*', 'node:fs*', 'node:http*', 'node:net'],
  ],
  [
    'sealing/src',
    ['@medseal/!(ledger-model)', 'express', '@hyperledger/*', 'fabric-*', 'node:fs*', 'node:http*'],
  ],
  ['chaincode/src', ['@medseal/!(ledger-model)', 'express', '@hyperledger/*', 'node:http*', 'node:net']],
  ['key-agent/src', ['@medseal/!(ledger-model|sealing)', 'express', 'fabric-*']],
  [
    'gateway-app/src/domain',
    ['express', '@grpc/*', '@hyperledger/*', 'minio', 'node:fs*', 'node:http*', 'kysely', '../!(domain)/**'],
  ],
  [
    'gateway-app/src/use-cases',
    ['express', '@grpc/*', '@hyperledger/*', 'minio', 'kysely', 'node:fs*', '../adapters/**', '../http/**'],
  ],
  ['gateway-app/src/adapters', ['express', '../use-cases/**', '../http/**']],
  [
    'gateway-app/src/http',
    ['@grpc/*', '@hyperledger/*', 'minio', 'kysely', '../adapters/**', '../projection/**'],
  ],
  ['tests/src', ['@medseal/chaincode*', '@medseal/key-agent*', '../../*/src/**']],
].map(([folder, group]) => ({
  files: [`${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group, message: 'against the rules of direction (docs/ARCHITECTURE.md)' }] },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.medseal/**', 'tests/output/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: ['./*/tsconfig.json', './tsconfig.tests.json'] } },
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
