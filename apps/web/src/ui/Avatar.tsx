import styles from './Avatar.module.css'

/** The first letters of somebody's name, on a colour that is always the same for that name. */
export function Avatar({ name, small }: { readonly name: string; readonly small?: boolean }) {
  return (
    <span className={styles.avatar} data-hue={toHue(name)} data-small={small} aria-hidden="true">
      {toInitials(name)}
    </span>
  )
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function toInitials(name: string): string {
  const words = name.split(/[\s'’-]+/u).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends
    .map((word = '') => letters.segment(word)[Symbol.iterator]().next().value?.segment ?? '')
    .join('')
    .toLocaleUpperCase()
}

const hues = 6

function toHue(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return sum % hues
}
