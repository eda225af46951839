-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "waitingMessage" TEXT,
ADD COLUMN "waitingTexts" BOOLEAN NOT NULL DEFAULT false;
