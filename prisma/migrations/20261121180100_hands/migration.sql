-- AlterTable
ALTER TABLE "Attendance" ADD COLUMN "handRaisedAt" TIMESTAMPTZ(3);
