import { ExternalLink } from '../../ui/ExternalLink.tsx'
import styles from './Message.module.css'
import { toPieces } from './pieces.ts'

/** What somebody wrote, with its lines, and with its addresses as links. Everything else is text. */
export function MessageText({ text }: { readonly text: string }) {
  return (
    <p className={styles.text} dir="auto">
      {toPieces(text).map((piece, index) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          // Pieces never move: their place is what they are known by.
          <ExternalLink key={index} href={piece.href}>
            {piece.href}
          </ExternalLink>
        ),
      )}
    </p>
  )
}
