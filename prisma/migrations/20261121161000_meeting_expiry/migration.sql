-- AlterEnum
ALTER TYPE "RetentionKind" ADD VALUE 'meetings';

-- AlterTable
ALTER TABLE "Meeting" ADD COLUMN "expiryWarnedAt" TIMESTAMPTZ(3);
