import { builtinModules } from 'node:module'
import { defineConfig } from 'vite'

/**
 * The API beside its npm dependencies, with our own packages inside it: one file, and one for each part that few need.
 * These have hashed names: a process finds its own also after another build.
 */
export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    outDir: 'dist',
    sourcemap: true,
    rolldownOptions: {
      external: builtinModules,
      output: { entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { noExternal: [/^@parvis\//] },
})
