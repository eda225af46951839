const baseMs = 300
const capMs = 2_000
const patientAfter = 40
const patientCapMs = 5_000

/**
 * How long after the start of attempt `attempt` (from 0) the next one starts: 0.3, 0.6, 1.2, then every 2 s, and every
 * 5 s once a minute or more has gone by; each ± 30 %, lest everybody whom one SFU lost come back in step.
 */
export function attemptSpacingMs(attempt: number, random: number = Math.random()): number {
  const cap = attempt < patientAfter ? capMs : patientCapMs
  return Math.min(cap, baseMs * 2 ** Math.min(attempt, 10)) * (0.7 + 0.6 * random)
}

/**
 * LiveKit's own attempts to resume a lost signalling connection, which leave media untouched: unbounded, because
 * deciding that a connection is lost is our task, and dense, because finding the SFU restarted is one of them.
 */
export function resumeDelayMs(retryCount: number, random: number = Math.random()): number {
  const cap = retryCount < 20 ? 500 : 3_000
  return Math.min(cap, 150 * retryCount) * (0.7 + 0.6 * random)
}
