import { builtinModules } from 'node:module'
import { defineConfig } from 'vite'

/** Packages of many small modules, which every start would read one by one. */
const inside = [
  'zod',
  'jose',
  'openid-client',
  'oauth4webapi',
  'livekit-server-sdk',
  '@livekit/protocol',
  '@bufbuild/protobuf',
  'temporal-polyfill',
  'rrule-temporal',
  'temporal-utils',
  'httpxy',
  'otpauth',
]

/**
 * The API beside its npm dependencies, with our own packages and some of theirs inside it: one file, and one for each part
 * that few need. These have hashed names: a process finds its own also after another build.
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
  ssr: { noExternal: [/^@parvis\//, ...inside] },
})
