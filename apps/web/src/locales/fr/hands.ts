/** Words of raised hands. */
export const hands = {
  'control.hand': 'Lever la main',
  'shortcut.hand': 'Lever ou baisser la main',
  'hand.place': 'main levée, n° {{place}}',
  'hand.raised': 'Votre main est levée.',
  'hand.lowered': 'Votre main est baissée.',
  'hand.raisedBy': '{{name}} lève la main.',
  'hand.raisedByMany_one': '{{count}} personne lève la main.',
  'hand.raisedByMany_other': '{{count}} personnes lèvent la main.',
  'hand.loweredBy': '{{name}} a baissé votre main.',
  'hand.lower': 'Baisser la main',
  'hand.lowerAll': 'Baisser toutes les mains',
  'hand.spoken': 'Vous avez eu la parole. Baisser la main ?',
  'hand.keep': 'Garder la main levée',
} as const
