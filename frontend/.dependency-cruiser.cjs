/** Import directions of the window; each ban says why. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'shared-knows-no-feature',
      comment: 'Shared parts serve every feature, so they may know none.',
      severity: 'error',
      from: { path: '^src/shared' },
      to: { path: '^src/(features|app)' },
    },
    {
      name: 'platform-knows-nothing',
      comment: 'The platform layer wraps the browser or the desktop window only.',
      severity: 'error',
      from: { path: '^src/platform' },
      to: { path: '^src/(features|app|shared)' },
    },
    {
      name: 'features-know-no-app',
      comment: 'The application composes the features, never the other way round.',
      severity: 'error',
      from: { path: '^src/features' },
      to: { path: '^src/app' },
    },
    {
      name: 'feature-only-through-index',
      comment: 'A feature is free to change everything except its index.ts.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/index\\.ts$'] },
    },
    {
      name: 'app-only-through-index',
      comment: 'The application sees of a feature what its index.ts shows.',
      severity: 'error',
      from: { path: '^src/(app|main)' },
      to: { path: '^src/features/', pathNot: ['^src/features/[^/]+/index\\.ts$'] },
    },
    {
      name: 'nothing-unresolved',
      comment: 'An import that does not resolve hides a boundary from this check.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
