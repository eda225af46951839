import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findLivekit } from '@parvis/embedded/livekit'

/**
 * LiveKit as a command that takes media on UDP of 127.0.0.1 alone, so that nothing leads past the network that the test
 * cuts: `node_ip` hides only the IPv4 addresses of the machine, and ICE over TCP listens on all of them.
 */
export async function createLoopbackSfu(directory: string): Promise<string> {
  const command = join(directory, 'livekit-on-loopback')
  const livekit = await findLivekit()
  await mkdir(directory, { recursive: true })
  await writeFile(
    command,
    `#!/bin/sh
# called as: --config FILE --key-file FILE
sed 's|^rtc:$|rtc:\\n  ips: { includes: [127.0.0.1/32] }|; s|tcp_port: .*|tcp_port: 0|' "$2" > "$2.loopback"
exec '${livekit}' --config "$2.loopback" --key-file "$4"
`,
    { mode: 0o700 },
  )
  return command
}
