-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN "microphoneAllowed" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "cameraAllowed" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "screenAllowed" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "waitForHost" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "MeetingDefaults" (
    "userId" UUID NOT NULL,
    "access" "MeetingAccess" NOT NULL,
    "waitForHost" BOOLEAN NOT NULL,
    "microphoneAllowed" BOOLEAN NOT NULL,
    "cameraAllowed" BOOLEAN NOT NULL,
    "screenAllowed" BOOLEAN NOT NULL,

    CONSTRAINT "MeetingDefaults_pkey" PRIMARY KEY ("userId")
);

-- AddForeignKey
ALTER TABLE "MeetingDefaults" ADD CONSTRAINT "MeetingDefaults_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
