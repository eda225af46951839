import type { CustomFetch } from 'openid-client'

const maxBytes = 1024 * 1024

/** `fetch` for answers that we do not trust to end: fails beyond 1 MiB. Redirects are the caller's, as `options` say. */
export const boundedFetch: CustomFetch = async (url, options) => {
  const response = await fetch(url, { ...options, body: options.body ?? null })
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw new TypeError('the answer is too large')
    chunks.push(chunk)
  }
  const { status, statusText, headers } = response
  return new Response(size > 0 ? Buffer.concat(chunks) : null, { status, statusText, headers })
}
