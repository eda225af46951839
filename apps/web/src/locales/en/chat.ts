/** Words of the chat in the call. */
export const chat = {
  'chat.unread_one': '{{count}} unread message',
  'chat.unread_other': '{{count}} unread messages',
  'chat.since_one':
    'Everything written since the meeting began, at {{time}}. Erased {{count}} day after it ends.',
  'chat.since_other':
    'Everything written since the meeting began, at {{time}}. Erased {{count}} days after it ends.',
  'chat.messages': 'Messages',
  'chat.empty': 'Nobody has written yet.',
  'chat.older': 'Earlier messages',
  'chat.field': 'Message',
  'chat.hint': 'Enter sends, Shift+Enter starts a new line.',
  'chat.send': 'Send',
  'chat.tooLong': 'This message has {{count}} characters. The limit is {{most}}.',
  'chat.notInside': 'You are no longer in the meeting. Your message was not sent.',
  'chat.delete': 'Delete the message of {{name}}',
  'chat.deleteTitle': 'Delete this message?',
  'chat.deleteText': 'It disappears for everybody, and its text is erased.',
  'chat.deleteAction': 'Delete',
  'chat.deleted': 'The message is deleted.',
  'chat.deletedByHost': '{{name}} deleted your message from the chat.',
  'chat.announce': 'Announce to screen readers',
  'chat.said': '{{name}} writes: {{text}}',
} as const
