/** Script for pages: tsx wraps named functions in `__name(…)`, which does not exist where Playwright sends them. */
export const keepNames = { content: 'globalThis.__name = (value) => value' } as const
