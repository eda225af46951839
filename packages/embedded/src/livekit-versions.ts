/** The one release that Parvis is tested with. */
export const livekitVersion = '1.13.5'

interface Archive {
  readonly url: string
  readonly sha256: string
}

const release = `https://github.com/livekit/livekit/releases/download/v${livekitVersion}`

/** From checksums.txt of the release. LiveKit publishes no archive for macOS. */
const archives: Readonly<Record<string, Archive>> = {
  'linux-x64': {
    url: `${release}/livekit_${livekitVersion}_linux_amd64.tar.gz`,
    sha256: 'c020fac437b7cc9b776eef1ad5ea8af77be9acfa07602eca20a3a44930dfbc70',
  },
  'linux-arm64': {
    url: `${release}/livekit_${livekitVersion}_linux_arm64.tar.gz`,
    sha256: '332015305518765fe05bad74fc3a9d9583e635e7dd130de3c4fc563d69c550f3',
  },
}

/** The release archive for this platform, if there is one. */
export function livekitArchive(): Archive | undefined {
  return archives[`${process.platform}-${process.arch}`]
}
