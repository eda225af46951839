-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "membersStandIn" BOOLEAN NOT NULL DEFAULT false;
