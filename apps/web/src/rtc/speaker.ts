const toneSeconds = 0.9

/** Whether this browser lets a page choose the speaker (Audio Output Devices API; not Safari). */
export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype
}

/** Sends the element's sound to a speaker. A speaker that is gone leaves the element where it was. */
export async function routeToSpeaker(
  element: HTMLMediaElement,
  speakerId: string | undefined,
): Promise<void> {
  if (speakerId === undefined || !canChooseSpeaker()) return
  try {
    await element.setSinkId(speakerId)
  } catch (error) {
    // a DOMException says that the speaker is unplugged or refused: sound goes on through the default one
    if (!(error instanceof DOMException)) throw error
  }
}

/** Plays two soft notes through the speaker; resolves when they have ended. */
export async function playTestSound(speakerId: string | undefined): Promise<void> {
  const context = new AudioContext()
  const element = new Audio()
  try {
    const output = context.createMediaStreamDestination()
    element.srcObject = output.stream
    await routeToSpeaker(element, speakerId)
    await Promise.all([context.resume(), element.play()])
    await Promise.all([playNote(output, 523.25, 0), playNote(output, 659.25, toneSeconds / 3)])
  } finally {
    element.pause()
    element.srcObject = null
    await context.close()
  }
}

function playNote(output: AudioNode, frequency: number, delaySeconds: number): Promise<void> {
  const { context } = output
  const start = context.currentTime + delaySeconds
  const end = start + toneSeconds
  const note = new OscillatorNode(context, { frequency })
  const volume = new GainNode(context, { gain: 0 })
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(0.3, start + 0.05)
  volume.gain.linearRampToValueAtTime(0, end)
  note.connect(volume).connect(output)
  note.start(start)
  note.stop(end)
  return new Promise((resolve) => note.addEventListener('ended', () => resolve(), { once: true }))
}
