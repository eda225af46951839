export const provisioning = {
  'provisioning.title': 'Directory (SCIM)',
  'provisioning.text':
    'Your directory (Entra ID, Keycloak…) can create, rename and disable the accounts of your organisation here. Give it the address and a key.',
  'provisioning.address': 'Address: {{url}}',
  'provisioning.copyAddress': 'Copy the address',
  'provisioning.copyKey': 'Copy the key',
  'provisioning.keys': 'Keys of the directory',
  'provisioning.noKey': 'No key: no directory keeps these accounts.',
  'provisioning.newKey': 'New key',
  'provisioning.keyName': 'Name of the key',
  'provisioning.keyNameHint': 'For example the name of the directory that will use it.',
  'provisioning.keyNameEmpty': 'Give the key a name.',
  'provisioning.keyMade': 'The key is made.',
  'provisioning.secretTitle': 'Copy this key now',
  'provisioning.secretText':
    'It is shown only once. Paste it into the settings of your directory, and give it to nobody.',
  'provisioning.used': 'Used on {{day}}',
  'provisioning.neverUsed': 'Never used',
  'provisioning.withdraw': 'Withdraw',
  'provisioning.withdrawNamed': 'Withdraw the key {{name}}',
  'provisioning.withdrawTitle': 'Withdraw the key {{name}}?',
  'provisioning.withdrawText':
    'The directory that uses it will not be able to change anything here. The accounts stay as they are.',
  'provisioning.withdrawn': 'The key is withdrawn.',
  'provisioning.group': 'Group that administers the organisation',
  'provisioning.groupHint':
    'Name of the group in the directory. Its members administer the organisation, and no other account of the directory does. Leave it empty to choose here who administers.',
}
