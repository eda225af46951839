-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN "chatAllowed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "chatAllowed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "MeetingDefaults" ADD COLUMN "chatAllowed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Attendance" ADD COLUMN "chatAllowed" BOOLEAN;
