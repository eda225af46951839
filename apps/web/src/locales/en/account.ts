import type { Catalog } from '../../platform/i18n/catalog.ts'
import type { account as french } from '../fr/account.ts'

export const account: Catalog<typeof french> = {
  'account.title': 'My account',
  'account.identity': 'Identity',
  'account.name': 'Name',
  'account.nameSaved': 'Your name is saved.',
  'account.provided': 'Your name and address come from your identity provider.',

  'account.password': 'Password',
  'account.currentPassword': 'Present password',
  'account.newPassword': 'New password',
  'account.changePassword': 'Change the password',
  'account.passwordSaved': 'Your password is changed. Your other sessions are ended.',

  'account.sessions': 'Open sessions',
  'account.sessionsText': 'End those that you do not recognise, then change your password.',
  'account.session': '{{browser}} on {{system}}',
  'account.sessionOf': '{{browser}} on {{system}}, {{seen}}',
  'account.unknownBrowser': 'Unknown browser',
  'account.unknownSystem': 'unknown system',
  'account.seen': 'used on {{date}}',
  'account.current': 'this session',
  'account.endSession': 'End',
  'account.endNamed': 'End: {{session}}',
  'account.endOthers': 'End all other sessions',
  'account.sessionEnded': 'The session is ended.',
  'account.othersEnded': 'The other sessions are ended.',

  'factor.title': 'Second factor',
  'factor.off':
    'When you sign in, a code of your authenticator app protects your account, even if your password is known.',
  'factor.on': 'The second factor is on: a code is asked for at each sign-in.',
  'factor.required':
    'Administering this installation takes a second factor. As long as it is off, you do not administer.',
  'factor.codesLeft_one': '{{count}} recovery code is left.',
  'factor.codesLeft_other': '{{count}} recovery codes are left.',
  'factor.begin': 'Switch the second factor on',
  'factor.passwordFirst': 'Confirm with your password first.',
  'factor.scan':
    'Read this picture with your authenticator app, or type the key into it. Then type the code that it shows.',
  'factor.image': 'QR code of the key',
  'factor.key': 'Key',
  'factor.code': 'Six-digit code',
  'factor.confirm': 'Check and switch on',
  'factor.remove': 'Remove the second factor',
  'factor.replace':
    'You change your phone, or need new recovery codes? Remove the second factor, then switch it on again.',
  'factor.removeRequired': 'Without a second factor you do not administer, until you switch on another one.',
  'factor.removed': 'The second factor is removed.',
  'factor.codes': 'Your recovery codes',
  'factor.codesText':
    'Each opens your account once, if you lose your app. Keep them in a safe place: they will not be shown again.',
  'factor.copy': 'Copy the codes',
  'factor.copied': 'The codes are copied.',
  'factor.notCopied': 'The browser refuses to copy: write the codes down.',
  'factor.kept': 'I have kept them',

  'link.choose': 'Choose a password',
  'link.for': 'For the account {{email}}.',
  'link.save': 'Save the password',
  'link.saved': 'Your password is saved. Sign in.',
  'link.invited':
    'Were you invited, and never chose a password? Ask the person who administers for a new invitation.',
  'link.askAgain': 'Ask for another link',
  'link.forgotten': 'Forgotten password',
  'link.forgottenText':
    'We will send a link to this address, if it has an account. It works once, for one hour.',
  'link.send': 'Send the link',
  'link.sent': 'Look at your mail',
  'link.sentText':
    'If this address has an account, a link has just been sent to it. It may take a few minutes to arrive; look into the spam folder too.',
  'link.back': 'Back to sign-in',
}
