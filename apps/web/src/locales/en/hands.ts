/** Words of raised hands. */
export const hands = {
  'control.hand': 'Raise hand',
  'shortcut.hand': 'Raise or lower the hand',
  'hand.place': 'hand raised, no. {{place}}',
  'hand.raised': 'Your hand is raised.',
  'hand.lowered': 'Your hand is lowered.',
  'hand.raisedBy': '{{name}} raises their hand.',
  'hand.raisedByMany_one': '{{count}} person raises their hand.',
  'hand.raisedByMany_other': '{{count}} people raise their hands.',
  'hand.loweredBy': '{{name}} lowered your hand.',
  'hand.lower': 'Lower the hand',
  'hand.lowerAll': 'Lower all hands',
  'hand.spoken': 'You have had the floor. Lower your hand?',
  'hand.keep': 'Keep the hand raised',
} as const
