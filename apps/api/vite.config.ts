import { builtinModules } from 'node:module'
import { defineConfig } from 'vite'

/** The API as one file beside its npm dependencies; our own packages are inside it. */
export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    outDir: 'dist',
    sourcemap: true,
    rolldownOptions: { external: builtinModules, output: { entryFileNames: 'main.js' } },
  },
  ssr: { noExternal: [/^@parvis\//] },
})
