import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The office the development server passes API calls on to.
const office = process.env.KONTORA_URL ?? 'http://127.0.0.1:8790';

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { host: '127.0.0.1', proxy: { '/api': office } },
  build: {
    target: 'es2023',
    sourcemap: false,
    chunkSizeWarningLimit: 900,
  },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
});
