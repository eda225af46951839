-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN "reactionsAllowed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "reactionsAllowed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "MeetingDefaults" ADD COLUMN "reactionsAllowed" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "Attendance" ADD COLUMN "reactionsAllowed" BOOLEAN;
