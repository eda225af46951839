-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN "screenAudioAllowed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "screenAudioAllowed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "MeetingDefaults" ADD COLUMN "screenAudioAllowed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Attendance" ADD COLUMN "screenAudioAllowed" BOOLEAN;
