-- AlterTable
ALTER TABLE "User" ADD COLUMN "addressProvenAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "MeetingRole" ADD COLUMN "id" UUID,
ADD COLUMN "email" TEXT;
UPDATE "MeetingRole" SET id = gen_random_uuid();
ALTER TABLE "MeetingRole" ALTER COLUMN "id" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "MeetingRole_id_key" ON "MeetingRole"("id");

-- CreateTable
CREATE TABLE "RoleByAddress" (
    "id" UUID NOT NULL,
    "meetingId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "role" "MeetingRoleName" NOT NULL,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "userId" UUID,

    CONSTRAINT "RoleByAddress_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "RoleByAddress_meetingId_email_key" ON "RoleByAddress"("meetingId", "email");

-- CreateIndex
CREATE INDEX "RoleByAddress_email_idx" ON "RoleByAddress"("email");

-- CreateIndex
CREATE INDEX "RoleByAddress_userId_idx" ON "RoleByAddress"("userId");

-- AddForeignKey
ALTER TABLE "RoleByAddress" ADD CONSTRAINT "RoleByAddress_meetingId_fkey" FOREIGN KEY ("meetingId") REFERENCES "Meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "RoleByAddress" ADD CONSTRAINT "RoleByAddress_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
