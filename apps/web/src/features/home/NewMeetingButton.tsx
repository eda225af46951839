import { createMeeting } from '@parvis/contract/meetings'
import { useMutation } from '@tanstack/react-query'
import { Video } from 'lucide-react'
import { useLocation } from 'wouter'
import { call } from '../../platform/api.ts'
import { useTranslate } from '../../platform/i18n/language.ts'
import { toMessageKey } from '../../platform/problem-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'

/** Makes a meeting and goes to its door. */
export function NewMeetingButton() {
  const t = useTranslate()
  const [, navigate] = useLocation()
  const create = useMutation({
    mutationFn: () => call(createMeeting, { body: {} }),
    onSuccess: ({ slug }) => navigate(`/${slug}`),
  })
  return (
    <>
      <Button
        tone="primary"
        large
        icon={<Video size={20} aria-hidden="true" />}
        busy={create.isPending || create.isSuccess}
        onClick={() => create.mutate()}
      >
        {t('home.new')}
      </Button>
      {create.isError && <Notice tone="danger">{t(toMessageKey(create.error))}</Notice>}
    </>
  )
}
