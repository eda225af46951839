-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "renamingAllowed" BOOLEAN NOT NULL DEFAULT true;
