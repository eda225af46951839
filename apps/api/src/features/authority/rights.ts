/** SQL: what a meeting `m` lets everybody publish who is no host. */
export const rightsOfMeeting = `jsonb_build_object('microphone', m."microphoneAllowed", 'camera', m."cameraAllowed", 'screen', m."screenAllowed")`

/**
 * SQL: what the place `a` of the meeting `m` was itself allowed or forbidden. Where the organisation shares no screens,
 * nobody does, hosts neither: this stands before all else.
 */
export const rightsOfPlace = `jsonb_build_object('microphone', a."microphoneAllowed", 'camera', a."cameraAllowed",
  'screen', CASE WHEN (SELECT g."sharingAllowed" FROM "Organisation" g WHERE g.id = m."organisationId") THEN a."screenAllowed" ELSE false END)`
