import { connectBot } from '@parvis/testkit/bot'

/** What the process of the crowd is told. */
export interface CrowdOrder {
  /** Of the SFU, `http://…`. */
  readonly url: string
  /** One for each who enters. */
  readonly tokens: readonly string[]
}

const wide = 5

/** The process of a crowd that whispers: enters with the tokens it is sent, says so, and stays until it is ended. */
async function enter({ url, tokens }: CrowdOrder): Promise<void> {
  const left = [...tokens]
  const one = async (): Promise<void> => {
    for (let token = left.shift(); token !== undefined; token = left.shift()) {
      const bot = await connectBot(url, token)
      await bot.whisper()
    }
  }
  await Promise.all(Array.from({ length: wide }, one))
  process.send?.('in')
}

process.on('message', (order: CrowdOrder) => void enter(order))
