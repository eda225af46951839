-- AlterTable
ALTER TABLE "Attendance" ADD COLUMN "spotlit" BOOLEAN NOT NULL DEFAULT false;
