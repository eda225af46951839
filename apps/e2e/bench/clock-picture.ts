/** How the time is drawn: bits of milliseconds, then the same bits turned over, in cells that survive a video codec. */
export const clockPicture = { width: 1280, height: 720, columns: 8, rows: 5, bits: 20 } as const

export type ClockPicture = typeof clockPicture

declare global {
  interface Window {
    /** Milliseconds from drawing to presentation, of every frame that could be read. */
    frameAges: number[]
  }
}

/** Runs in a page before its own code: the camera becomes a picture of the time, 30 times a second. */
export function replaceCamera({ width, height, columns, rows, bits }: ClockPicture): void {
  const { mediaDevices } = navigator
  const capture = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await capture(constraints)
    for (const track of stream.getVideoTracks()) {
      stream.removeTrack(track)
      track.stop()
    }
    for (const track of drawClock().getVideoTracks()) stream.addTrack(track)
    return stream
  }

  function drawClock(): MediaStream {
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const context = canvas.getContext('2d', { alpha: false })
    if (!context) throw new Error('no canvas')
    const [cellWidth, cellHeight] = [width / columns, height / rows]
    setInterval(() => {
      const now = Math.floor(performance.timeOrigin + performance.now()) % 2 ** bits
      for (let cell = 0; cell < columns * rows; cell++) {
        const isSet = ((now >> (cell % bits)) & 1) === 1
        context.fillStyle = isSet === cell < bits ? '#fff' : '#000'
        context.fillRect(
          (cell % columns) * cellWidth,
          Math.floor(cell / columns) * cellHeight,
          cellWidth,
          cellHeight,
        )
      }
    }, 1000 / 30)
    return canvas.captureStream(30)
  }
}

/** Runs in a page: reads the time out of every frame that this video presents, into `window.frameAges`. */
export function readClock(video: HTMLVideoElement, { columns, rows, bits }: ClockPicture): void {
  const canvas = new OffscreenCanvas(columns, rows)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  window.frameAges = []

  const read = (): void => {
    // the middle of each cell: one pixel for each, out of the whole picture
    context.imageSmoothingEnabled = false
    context.drawImage(video, 0, 0, columns, rows)
    const pixels = context.getImageData(0, 0, columns, rows).data
    const isLight = (cell: number): boolean => (pixels[cell * 4] ?? 0) > 127
    let drawn = 0
    let isWhole = true
    for (let bit = 0; bit < bits; bit++) {
      if (isLight(bit)) drawn |= 1 << bit
      isWhole &&= isLight(bit) !== isLight(bit + bits)
    }
    const now = (performance.timeOrigin + performance.now()) % 2 ** bits
    if (isWhole) window.frameAges.push((now - drawn + 2 ** bits) % 2 ** bits)
    video.requestVideoFrameCallback(read)
  }
  video.requestVideoFrameCallback(read)
}
