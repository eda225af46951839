-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "waitForHost" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "passcodeSealed" TEXT,
ADD COLUMN "passcodeForAll" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "PasscodeMiss" (
    "id" BIGSERIAL NOT NULL,
    "meetingId" UUID NOT NULL,
    "sourceHash" BYTEA,
    "missedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PasscodeMiss_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "PasscodeMiss_meetingId_missedAt_idx" ON "PasscodeMiss"("meetingId", "missedAt");

-- AddForeignKey
ALTER TABLE "PasscodeMiss" ADD CONSTRAINT "PasscodeMiss_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;
