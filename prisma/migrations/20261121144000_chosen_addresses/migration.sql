-- AlterTable
ALTER TABLE "Organisation" ALTER COLUMN "addressesAllowed" SET DEFAULT false;

-- Nothing could be chosen before: who administers an organisation opens it.
UPDATE "Organisation" SET "addressesAllowed" = false;

-- CreateTable
CREATE TABLE "MeetingAddress" (
    "address" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "meetingId" UUID,
    "chosenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MeetingAddress_pkey" PRIMARY KEY ("address")
);

-- CreateIndex
CREATE UNIQUE INDEX "MeetingAddress_meetingId_key" ON "MeetingAddress"("meetingId");

-- CreateIndex
CREATE INDEX "MeetingAddress_organisationId_idx" ON "MeetingAddress"("organisationId");

-- AddForeignKey
ALTER TABLE "MeetingAddress" ADD CONSTRAINT "MeetingAddress_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MeetingAddress" ADD CONSTRAINT "MeetingAddress_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE SET NULL ON UPDATE CASCADE;
